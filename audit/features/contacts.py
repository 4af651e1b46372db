"""E-mail addresses, telephone numbers and handles, plain or disguised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.features.folding import fold
from audit.features.memo import remembered
from audit.model.evidence import Excerpt
from audit.model.reading import FieldText

_AT = r"(?:@|\s{0,2}[\[({<]\s{0,1}(?:at|@|a|arroba|chiocciola|małpa|snabel-a|apenstaartje)\s{0,1}[\])}>]\s{0,2}|\s(?:at|arroba|chiocciola|małpa|snabel-a|アットマーク)\s)"
_DOT = r"(?:\.|\s{0,2}[\[({]\s{0,1}(?:dot|punkt|point|punto|\.)\s{0,1}[\])}]\s{0,2}|\s(?:dot|punkt|point|punto|kropka|ponto|punt|nokta|\.)\s|\s\.\s)"
_MAIL = re.compile(
    rf"(?<![\w.])([a-z0-9][a-z0-9._%+-]{{0,60}}){_AT}([a-z0-9][a-z0-9-]{{0,40}}(?:{_DOT}[a-z0-9-]{{1,40}}){{0,3}}{_DOT}[a-z]{{2,12}})\b"
)
_AT_SIGN = re.compile(_AT)
_LABEL = re.compile(
    r"(?:\b(?:tel|tél|telefon(?:nummer)?|telephone|phone|mobile?|cell|call|ring|text|sms|fax|hotline|helpline|whats ?app|handy|anrufen|"
    r"rufen|erreichen|appel\w*|téléphone\w*|portable|llam\w+|teléfono|móvil|chiam\w+|telefono|cellulare|bel|bellen|telefoon|zadzwo\w+|"
    r"dzwo\w+|tel\.|ring|ringa|lig\w+|ligue|telefone|celular|telemóvel|aray\w+|telefonla|viber|signal)\b|電話|でんわ|☎|✆|📞)[^!?\d+\n]{0,40}$",
)
_NOT_PHONE = re.compile(
    r"\b(?:order|bestell\w*|commande|pedido|ordine|bestelling|zamówieni\w*|sipariş|注文|tracking|sendung\w*|suivi|seguimiento|"
    r"tracciamento|trace|przesyłk\w*|parcel|shipment|consignment|invoice|rechnung\w*|facture|factura|fattura|faktur\w*|fatura|customer|kunden\w*|"
    r"client|serial|serien\w*|batch|charge|lot|part|teile\w*|artikel\w*|item|model|modell|sku|asin|ean|gtin|upc|isbn|iban|bic|vat|ust\w*|tva|iva|nip|"
    r"tax|steuer\w*|case|ticket|ref(?:erence|erenz)?|rma|return|claim|policy|licen[cs]e|code|pin|id|no|nr|number|nummer|hrb|registration|重量|番号)\b"
    r"[^a-z\n]{0,4}(?:\w{0,12}[^a-z\n\d]{0,3}){0,2}$"
)
_NUMBER = re.compile(r"(?<![\w/.,€$£-])(?:\+|00)?\(?\d[\d\s()./\u2010-\u2015-]{6,22}\d(?![\w])")
_WORDS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun"
)
_SPELLED = re.compile(rf"\b(?:(?:{_WORDS}|\d)[\s,.-]{{1,3}}){{6,14}}(?:{_WORDS}|\d)\b")
_HANDLE = re.compile(
    r"\b(?:whats ?app|telegram|instagram|insta|facebook|skype|wechat|weixin|line(?: id)?|viber|signal|snapchat|tiktok|messenger)\b"
    r"[^\n.!?]{0,15}?[:@]\s{0,2}(@?[a-z0-9_][a-z0-9_.-]{2,30})|(?<![\w@.])@[a-z0-9_][a-z0-9_.]{2,30}\b(?!\.)"
)
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Contact:
    """Contact details found. ``sure`` is False for a bare number that may be something else."""

    kind: str
    evidence: Excerpt
    sure: bool


def contacts(field: FieldText, region: str | None) -> tuple[Contact, ...]:
    """All contact details of a field; numbers are read as of the marketplace's country."""
    folded = fold(field.text)
    found: list[Contact] = []

    def add(kind: str, start: int, stop: int, *, sure: bool = True) -> None:
        first, last = folded.origins[start], folded.origins[stop - 1] + 1
        found.append(Contact(kind, field.excerpt(first, last, kind), sure))

    for match in _mails(folded.text):
        if not _is_amazons(match[2]):
            add("e-mail address", match.start(), match.end())
    for match in _SPELLED.finditer(folded.text):
        if len(re.findall(r"[a-z]+", match[0])) >= 5:
            add("telephone number", match.start(), match.end())
    for match in _HANDLE.finditer(folded.text):
        if not re.search(r"@amazon\b", match[0]):
            add("messenger handle", match.start(), match.end())
    for match in _NUMBER.finditer(folded.text):
        sure = _phone(folded.text, match, region)
        if sure is not None:
            add("telephone number", match.start(), match.end(), sure=sure)
    return tuple(found)


def mail_spans(folded: str) -> list[tuple[int, int]]:
    """Where e-mail addresses stand in folded text: a domain inside one is no link."""
    return [match.span() for match in _mails(folded)]


def _mails(folded: str) -> Iterator[re.Match[str]]:
    """Addresses, looked for only where an at sign stands, in whatever disguise."""
    return _MAIL.finditer(folded) if _AT_SIGN.search(folded) else iter(())


def _is_amazons(domain: str) -> bool:
    plain = re.sub(r"[\s\[\](){}]", "", domain)
    return bool(re.fullmatch(r"(?:[a-z0-9-]+\.)*amazon\.(?:com?\.)?[a-z]{2,3}", plain))


def _phone(text: str, match: re.Match[str], region: str | None) -> bool | None:
    """True: a telephone number. False: could be one. None: none."""
    before = text[max(0, match.start() - 60) : match.start()]
    digits = re.sub(r"\D", "", match[0])
    if re.fullmatch(r"\d{3}\D?\d{7}\D?\d{7}", match[0].strip()) or len(digits) > 15 or _DATE.search(match[0]):
        return None
    labelled = bool(_LABEL.search(before))
    if not labelled and _NOT_PHONE.search(before):
        return None
    if labelled and len(digits) >= 7:
        return True
    international = match[0].startswith(("+", "00"))
    return False if _valid(match[0], region, international=international) else None


@remembered(16_384)
def _valid(text: str, region: str | None, *, international: bool) -> bool:
    import phonenumbers

    if not international and (region is None or not re.search(r"\d[\s()./-]+\d", text)):
        return False
    try:
        number = phonenumbers.parse(text, None if international and text.startswith("+") else region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
