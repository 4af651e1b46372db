"""Marketplaces of the made-up sellers: hosts, zones, the shape of order ids, the carrier's page, dates in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Place:
    """One store. ``prefixes`` begin its order ids; ``tracking`` is the carrier's page, ``number`` the form of its numbers."""

    host: str
    id: str
    zone: ZoneInfo
    language: str
    currency: str
    country: str
    prefixes: tuple[str, ...]
    tracking: str
    number: str


def _place(*facts: str) -> Place:
    host, marketplace, zone, language, currency, country, prefixes, tracking, number = facts
    return Place(
        host, marketplace, ZoneInfo(zone), language, currency, country, tuple(prefixes.split()), tracking, number
    )


PLACES = {
    "Amazon.de": _place(
        "amazon.de", "A1PA6795UKMFR9", "Europe/Berlin", "de", "EUR", "DE", "302 303 304 305 306 028",
        "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=", "003404341610########"),
    "Amazon.co.uk": _place(
        "amazon.co.uk", "A1F83G8C2ARO7P", "Europe/London", "en", "GBP", "GB", "202 203 204 205 206 026",
        "https://www.royalmail.com/track-your-item#/tracking-results/", "RK#########GB"),
    "Amazon.com": _place(
        "amazon.com", "ATVPDKIKX0DER", "America/Los_Angeles", "en", "USD", "US", "111 112 113 114",
        "https://www.ups.com/track?tracknum=", "1Z64W9R203########"),
    "Amazon.ca": _place(
        "amazon.ca", "A2EUQ1WTGCTBG2", "America/Toronto", "en", "CAD", "CA", "701 702",
        "https://www.ups.com/track?tracknum=", "1Z64W9R268########"),
    "Amazon.fr": _place(
        "amazon.fr", "A13V1IB3VIYZZH", "Europe/Paris", "fr", "EUR", "FR", "402 403 404 405 406 171",
        "https://www.laposte.fr/outils/suivre-vos-envois?code=", "6A###########"),
    "Amazon.it": _place(
        "amazon.it", "APJ6JRA9NG5V4", "Europe/Rome", "it", "EUR", "IT", "402 403 404 405 406 171",
        "https://www.dhl.com/it-it/home/tracking.html?tracking-id=", "JJD0003900#########"),
    "Amazon.es": _place(
        "amazon.es", "A1RKKUPIHCS9HS", "Europe/Madrid", "es", "EUR", "ES", "402 403 404 405 406 171",
        "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=", "PK65TK0########"),
    "Amazon.nl": _place(
        "amazon.nl", "A1805IZSGTT6HS", "Europe/Amsterdam", "nl", "EUR", "NL", "402 403 404 405 406",
        "https://jouw.postnl.nl/track-and-trace/", "3SKBAM########"),
    "Amazon.com.be": _place(
        "amazon.com.be", "AMEN7PMS3EDWL", "Europe/Brussels", "fr", "EUR", "BE", "402 403 404 405 406",
        "https://www.dhl.com/be-fr/home/tracking.html?tracking-id=", "JJD0003200#########"),
    "Amazon.se": _place(
        "amazon.se", "A2NODRKZP88ZB9", "Europe/Stockholm", "sv", "SEK", "SE", "402 403 404 405 406",
        "https://www.postnord.se/vara-verktyg/spara-brev-paket-och-pall?shipmentId=", "UJ#########SE"),
    "Amazon.pl": _place(
        "amazon.pl", "A1C3SOZRARQ6R3", "Europe/Warsaw", "pl", "PLN", "PL", "402 403 404 405 406",
        "https://inpost.pl/sledzenie-przesylek?number=", "6200####################"),
    "Amazon.com.tr": _place(
        "amazon.com.tr", "A33AVAJ2PDY3EV", "Europe/Istanbul", "tr", "TRY", "TR", "402 403 404 405",
        "https://www.yurticikargo.com/tr/online-servisler/gonderi-sorgula?code=", "1040########"),
    "Amazon.com.br": _place(
        "amazon.com.br", "A2Q3Y263D00KWC", "America/Sao_Paulo", "pt", "BRL", "BR", "701 702",
        "https://rastreamento.correios.com.br/app/index.php?objeto=", "OV#########BR"),
    "Amazon.co.jp": _place(
        "amazon.co.jp", "A1VC38T7YXB528", "Asia/Tokyo", "ja", "JPY", "JP", "249 250 503",
        "https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number=", "3912########"),
}  # fmt: skip

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}


def spelled(day: date, language: str, marketplace: str) -> str:
    """A date as people write it in a sentence."""
    if language == "ja":
        return f"{day.month}月{day.day}日"
    month = _MONTHS[language].split()[day.month - 1]
    if language == "en" and marketplace == "Amazon.com":
        return f"{month} {day.day}"
    first = "1er" if language == "fr" and day.day == 1 else day.day
    forms = {"de": "{}. {}", "es": "{} de {}", "pt": "{} de {}"}
    return forms.get(language, "{} {}").format(first, month)
