"""E-mail addresses, telephone numbers and handles, plain or disguised."""

import re
from dataclasses import dataclass

from audit.features.memo import remembered
from audit.features.numbers import SPELLED, digits_of
from audit.features.undisguise import ENDINGS, Plain, undisguise
from audit.model.evidence import Excerpt
from audit.model.reading import FieldText

_BOXES = (
    r"(?:info|mail|e-?mail|support|service|services|help|helpdesk|hello|hallo|hola|contact|contacto|kontakt|sales|office|shop|"
    r"store|team|admin|care|kundenservice|kundendienst|verkauf|vertrieb|bestellung|vente|ventes|ventas|atencion|ayuda|assistenza|"
    r"vendite|ordini|klantenservice|verkoop|obsluga|biuro|sklep|zamowienia|kundtjanst|kundservice|atendimento|vendas|ajuda|"
    r"destek|bilgi|satis|iletisim|returns|orders|order|me|us|boss|owner)"
)
_MAIL = re.compile(
    r"(?<![\w.])([a-z0-9][a-z0-9._%+-]{0,60})(?:@|\ue000)([a-z0-9][a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){0,3}\.[a-z]{2,12})(?![\w@])"
)
_MAIL_TO = re.compile(r"\b(?:e-?mail|mail|write|send|forward)\b[^.!?\n]{0,60}\bto $")
_HOSTED = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|gmx|icloud|protonmail|proton mail|web\.de|aol|libero|wp\.pl|o2\.pl|uol)"
)
_PROVIDER = re.compile(
    rf"\b([a-z0-9][a-z0-9._-]{{3,40}})\s?(?:@|\(?at\)?|bei|chez|en|su|op|na|på|hos|no|em|w|on|の)\s?(?:[a-z]{{1,6}} )?{_HOSTED}\b|"
    rf"\b{_HOSTED}(?: (?:address|adresse|account|konto|compte|cuenta|dirección|indirizzo|conta|hesab\w{{0,4}}))?\s?(?::|is|ist|lautet|est|es|è|jest|är|é)\s?"
    r"(?:\"|')?([a-z0-9][a-z0-9._-]{3,40})"
)
_SIGN = re.compile(
    r"at[- ]sign|at[- ]symbol|at[- ]?zeichen|klammeraffe|arobase|arrobase|arroba|chiocciola|apenstaartje|snabel-?a|"
    r"znak(?:u|iem)? (?:małpy|@)|małpa|kuyruklu a|et işareti|アットマーク"
)
_SIGN_NEEDS = re.compile(rf"\b(?:dot|punkt|point|punto|ponto|punt|kropka|nokta)\b|ドット|\.{ENDINGS}\b|\b{_HOSTED}\b")
_LABEL = re.compile(
    r"\b(?:tel|tél|telefon\w{0,8}|telephone\w{0,2}|phone\w{0,2}|mobile?|mobil\w{0,4}|cell|call\w{0,3}|ring\w{0,2}|dial|text us|text me|sms|fax|"
    r"hotline|helpline|whats ?app\w{0,3}|handy\w{0,6}|anruf\w{0,4}|ruf(?:en|t)?|durchwahl|erreich\w{0,4}|appel\w{0,4}|téléphon\w{0,4}|portable|"
    r"joign\w{0,5}|llam\w{1,5}|llám\w{1,5}|teléfono|móvil|celular|marque|chiam\w{1,6}|telefon\w|cellulare|bel|bellen|belt|telefoon\w{0,6}|zadzwo\w{1,4}|"
    r"dzwo\w{1,4}|numer\w{0,2} telefonu|komórk\w{1,2}|komork\w{1,2}|ring\w{0,2}|slå|ligue|ligar|lig(?:a|ue)-?nos|telefone|telemóvel|aray\w{1,10}|ara(?:yın|yabilir\w{0,8})|"
    r"telefonla|cep|hattı|hattımız|viber|signal|telegram)\b|(?:our|my|unsere?|meine?|notre|mon|nuestro|mi|nostro|mio|ons|onze|mijn|nasz|mój|vårt|mitt|nosso|meu|bizim) (?:\w{1,10} )?(?:number|nummer|numéro|número|numero|numer|nr|linia|line)\b|numaramız|電話|でんわ|お電話|携帯|☎|✆|📞|📱"
)
_NOT_PHONE = re.compile(
    r"\b(?:order|bestell\w*|commande|pedido|ordine|bestelling|zamówieni\w*|sipariş\w*|beställning\w*|tracking|track|sendung\w*|suivi|seguimiento|"
    r"tracciamento|trace|przesyłk\w*|paczk\w*|parcel|shipment|consignment|colis|paquete|pacco|pakket|paket\w*|kolli\w*|kargo|gönderi|rastreio|"
    r"invoice|rechnung\w*|facture|factura|fattura|faktur\w*|fatura|factuur|customer|kunden\w*|client|serial|serien\w*|batch|charge|lot|part|teile\w*|"
    r"artikel\w*|item|model|modell|modèle|modelo|modello|sku|asin|ean|gtin|upc|isbn|iban|bic|vat|ust\w*|tva|iva|nip|tax|steuer\w*|case|ticket|"
    r"ref(?:erence|erenz|erencia|erencja)?|rma|return|retour|claim|policy|licen[cs]e|code|pin|id|no|nr|number|nummer|numéro|número|numero|numer|hrb|"
    r"registration|dossier|registro|barcode|guía|seri|parti|takip|vergi)\b[^a-z\n]{0,4}(?:\w{0,12}[^a-z\n\d]{0,3}){0,2}$|(?:番号|注文|伝票|品番|型番|重量)[^\n]{0,6}$"
)
_NUMBER = re.compile(r"(?<![a-z0-9/.,€$£-])(?:\+|00)?\(?\d(?:[\s()./*_\u2010-\u2015-]{0,3}\d){6,19}(?![a-z0-9])")
_APPS = r"(?:whats ?app|telegram|instagram|insta|ig(?=\s?:)|fb(?=\s?:)|facebook|skype|wechat|weixin|line(?: id)?|viber|signal|snapchat|tiktok|messenger)"
_HANDLE = re.compile(
    rf"\b{_APPS}\b[^\n.!?]{{0,15}}?[:@=]\s{{0,2}}(@?[a-z0-9_][a-z0-9_.-]{{2,30}})|(?<![\w@.])@[a-z0-9_][a-z0-9_.]{{2,30}}\b(?!\.)|"
    rf"\b(?:as|under|named|called|als|unter|sous|como|come|onder|jako|pod|som|olarak|adıyla|ad[ıi]yla)\s(?:[\"'„“«])?([a-z0-9_][a-z0-9_.-]{{3,30}})[\"'“”»]?\s(?:on|auf|bei|sur|en|su|op|na|på|no|em|ve)\s{_APPS}\b|"
    rf"\b{_APPS}\b[^\n.!?]{{0,12}}\b(?:as|under|als|unter|sous|como|come|onder|jako|pod nazwą|som|user|id|name|username|handle|benutzer\w{{0,6}}|utilisateur|usuario|utente|gebruiker|kullanıcı adı|użytkownik\w{{0,2}})\s?[:=]?\s?"
    r"[\"'„“«]?(?=[a-z0-9_.-]{0,30}[\d_.-]|[a-z]{7,30}[\"'“”»])([a-z0-9_][a-z0-9_.-]{2,30})"
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
    plain = undisguise(field.text)
    found = [
        *(("e-mail address", span, True) for span in _mails(plain)),
        *(("telephone number", span, True) for span in _spelled(plain.text)),
        *(
            ("messenger handle", m.span(), True)
            for m in _HANDLE.finditer(plain.text)
            if not re.search(r"@amazon\b", m[0])
        ),
        *(("telephone number", span, sure) for span, sure in _phones(plain.text, region)),
    ]
    return tuple(Contact(kind, _excerpt(field, plain, *span, kind), sure) for kind, span, sure in found)


def _excerpt(field: FieldText, plain: Plain, start: int, stop: int, name: str) -> Excerpt:
    return field.excerpt(plain.origins[start], plain.origins[stop - 1] + 1, name)


def mail_spans(plain: str) -> list[tuple[int, int]]:
    """Where e-mail addresses stand in undisguised text: a domain inside one is no link."""
    return [match.span() for match in _MAIL.finditer(plain) if _is_mail(match)]


def _is_mail(match: re.Match[str]) -> bool:
    """A plain " at " between word and domain makes an address only after the name of a mailbox or "mail it to"."""
    return (
        "\ue000" not in match[0]
        or bool(re.fullmatch(_BOXES, match[1]))
        or bool(re.search(r"[._\d-]", match[1]))
        or bool(_MAIL_TO.search(match.string[max(0, match.start() - 80) : match.start()]))
    )


def _mails(plain: Plain) -> list[tuple[int, int]]:
    spans = [m.span() for m in _MAIL.finditer(plain.text) if _is_mail(m) and not _is_amazons(m[2])]
    spans += [m.span() for m in _PROVIDER.finditer(plain.text) if not _meets(m.span(), spans)]
    for sign in _SIGN.finditer(plain.text):
        around = plain.text[max(0, sign.start() - 90) : sign.end() + 90]
        if not _meets(sign.span(), spans) and _SIGN_NEEDS.search(around):
            spans.append(sign.span())
    return spans


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < stop and start < span[1] for start, stop in others)


def _is_amazons(domain: str) -> bool:
    return bool(re.fullmatch(r"(?:[a-z0-9-]+\.)*amazon\.(?:com?\.)?[a-z]{2,3}", domain))


def _spelled(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in SPELLED.finditer(text) if 7 <= len(digits_of(m[0])) <= 16]


def _phones(text: str, region: str | None) -> list[tuple[tuple[int, int], bool]]:
    judged = [(match.span(), _phone(text, match, region)) for match in _NUMBER.finditer(text)]
    return [(span, sure) for span, sure in judged if sure is not None]


def _phone(text: str, match: re.Match[str], region: str | None) -> bool | None:
    """True: a telephone number. False: could be one. None: none."""
    before = text[max(0, match.start() - 70) : match.start()]
    after = text[match.end() : match.end() + 40]
    digits = re.sub(r"\D", "", match[0])
    if len(digits) > 15 or _DATE.search(match[0]) or re.fullmatch(r"\d{3}\D{1,3}\d{7}", match[0].strip()):
        return None
    labelled = bool(_LABEL.search(_nearest(before))) or bool(_LABEL.search(re.split(r"[.!?\n]", after)[0]))
    if _NOT_PHONE.search(before) and not _LABEL.search(before[-25:]):
        return None
    if labelled:
        return True
    international = match[0].startswith(("+", "00"))
    valid = _valid(match[0], region, international=international)
    return match[0].startswith("+") if valid else None


def _nearest(before: str) -> str:
    """What stands before a number, from the end of the last number or sentence on."""
    return re.split(r"\d[\d\s]*|[!?\n]", before)[-1]


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
