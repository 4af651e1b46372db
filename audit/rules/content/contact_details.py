"""E-mail addresses, telephone numbers and handles.

What it checks:
The seller's e-mail address, telephone number or messenger handle in subject and text, plain or disguised.

Why it matters:
Contact details move the conversation off Amazon, where neither buyer nor account is protected; scans look for them.

How to fix:
Take them out. The buyer can answer the message.

Known limits:
Pictures and attachments are judged apart. A bare number that could be a telephone number is for review. Whether a number is
the buyer's own or a carrier's is seen only from the words beside it.
"""

import re
from collections.abc import Iterator

from audit.features.contacts import contacts
from audit.model.evidence import Answer, Fact, Hit
from audit.model.reading import FieldText
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity, Verdict

_BUYERS = re.compile(
    r"\b(?:your (?:phone|telephone|mobile|number|e-?mail)|ihre (?:telefon|handy|mobil|e-?mail)\w*|votre (?:numéro|téléphone|adresse)|"
    r"su (?:teléfono|número|correo)|il (?:suo|tuo) (?:numero|telefono|indirizzo)|uw (?:telefoon|nummer)\w*|(?:twój|państwa|pani|pana) (?:numer|telefon)|"
    r"ditt (?:telefon|nummer)|seu (?:telefone|número)|numaranız)\b|お客様の(?:電話|連絡先)",
    re.IGNORECASE,
)
_CARRIERS = re.compile(
    r"\b(?:carrier|courier|driver|freight|haulier|depot|manufacturer|spedition|spediteur|transporteur|transportista|corriere|"
    r"vervoerder|przewoźnik\w*|kurier\w*|transportör\w*|transportadora|nakliye\w*|kargo|dhl|ups|fedex|dpd|gls)\b|運送|配送業者",
    re.IGNORECASE,
)


@rule(
    title="No contact details are given",
    failure_title="Contact details in a message",
    severity=Severity.CRITICAL,
    clauses=("dont-14",),
    requires=("reading", "marketplace"),
    remediation="Take them out; the buyer can answer the message.",
    sentence="The message gives a way of contact off Amazon: {kind}.",
    examples=(
        bad("Write to help@kettle-friends.example.com any time.", shows="help@kettle-friends.example.com"),
        bad("Mail: help (at) kettlefriends (dot) com", shows="(at)"),
        bad("Call us on 0171 2345678, please.", shows="0171"),
        bad("Rufen Sie uns an: +49 30 901820", shows="+49"),
        bad("Ring us: zero eight zero zero one two three four five six", shows="zero"),
        bad("WhatsApp: +44 7700 900123", shows="7700"),
        bad("Find me on Telegram: @kettlefriends", shows="@kettlefriends"),
        bad("The driver from the freight company is on +49 30 901820.", shows="+49", verdict=Verdict.REVIEW),
        good("Your order 302-1234567-1234567 was sent with 00340434161094042557."),
        good("Rechnung Nr. 2026-000123456, USt-IdNr. DE123456789."),
        good("Is your phone number +49 30 901820 still right for the driver?"),
        good("0212 555 04 72 numaranız irsaliyeye eklendi.", marketplace="Amazon.com.tr"),
        good("Answer through b7k2@marketplace.amazon.de."),
        good("Delivery is on 12.10.2026, 08:00 to 12:00."),
    ),
)
def contact_details(view: View) -> Iterator[Answer]:
    """Yields a hit for each way of contact that is not the buyer's own."""
    region = view.marketplace.country if view.marketplace else None
    for field in view.reading.fields:
        for found in contacts(field, region):
            place = field.text.find(found.evidence.text)
            beside = field.text[max(0, place - 90) : place + 90] if place >= 0 else ""
            if _BUYERS.search(_line(field, place)):
                continue
            sure = found.sure and not (found.kind == "telephone number" and _CARRIERS.search(beside))
            verdict = Verdict.VIOLATION if sure else Verdict.REVIEW
            yield Hit((found.evidence, Fact("kind", found.kind)), verdict)


def _line(field: FieldText, place: int) -> str:
    inside = next((s for s in field.sentences if s.start <= place < s.end), None)
    return inside.text if inside else ""
