"""Messages that were not delivered: Amazon's notices in their languages, and the bounces of mail servers."""

import re
from dataclasses import dataclass
from datetime import datetime

from audit.importers.mail_body import first_order_id
from audit.importers.mail_charset import decode
from audit.importers.mail_headers import Address, Headers, read_headers
from audit.importers.mail_relay import Relay, first_relay, relay_in
from audit.importers.mail_wording import wording
from audit.model.records import Row, TableRow

_DAY = re.compile(r"(?<!\d)(20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00a0": " "})
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|。|[\n\r]")
_LONGEST_NOTE = 500
_LONGEST_BOUNCE = 400_000
_GROUP_FIELD = re.compile(
    r"^(final-recipient|original-recipient|action|status|diagnostic-code)[ \t]*:[ \t]*(.{0,2000}(?:\n[ \t].{0,2000}){0,20})",
    re.IGNORECASE | re.MULTILINE,
)
_RETURNED = re.compile(r"^content-type:[ \t]*(?:message/rfc822|text/rfc822-headers)\b", re.IGNORECASE | re.MULTILINE)
_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What Amazon says became of a message: ``status`` as in the store, ``note`` in its words."""

    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail server's report about a relay address. ``is_final``: given up; else a delay, or delivered."""

    buyer: Relay
    is_final: bool
    action: str
    status: str
    note: str
    message_id: str
    order_id: str


def undelivered(text: str) -> Undelivered | None:
    """What a text says of a message that was not delivered; None where it says nothing of it."""
    plain = " ".join(text[:_LONGEST_BOUNCE].translate(_APOSTROPHES).split())
    small = plain.casefold()
    for status, wordings in wording().undelivered:
        for fragments in wordings:
            if all(fragment in small for fragment in fragments):
                return Undelivered(status, _sentence(plain, small.find(fragments[0]), len(fragments[0])))
    return None


def _sentence(text: str, start: int, length: int) -> str:
    begins = [found.end() for found in _SENTENCE_END.finditer(text, max(0, start - _LONGEST_NOTE), start)]
    end = _SENTENCE_END.search(text, min(start + length, len(text)))
    first = begins[-1] if begins else max(0, start - _LONGEST_NOTE)
    return text[first : end.end() if end else len(text)].strip()[:_LONGEST_NOTE]


def notice_row(number: int, at: datetime, found: Undelivered, text: str, subject: str, place: tuple[str, str]) -> Row:
    """A notice as a row: of a message where it names an order or a buyer, else an event of the account.

    ``place`` is the marketplace and the notice's own message id.
    """
    marketplace, message_id = place
    order_id, buyer = first_order_id(subject, text), relay_in(text)
    if found.status == "restricted" and not order_id and buyer is None:
        event = {
            "event_at": at, "kind": "restriction_notice", "marketplace": marketplace, "text": found.note, "extra": "",
        }  # fmt: skip
        return TableRow(table="events", values=event, key=message_id, source_row=number)
    day = _DAY.search(text)
    return _row(
        number, at, found,
        {"order_id": order_id, "buyer_id": buyer.alias if buyer else "", "sent_on": day[1] if day else "",
         "marketplace": marketplace or (buyer.marketplace if buyer else "")},
        message_id,
    )  # fmt: skip


def bounce_row(number: int, at: datetime, found: Bounce, message_id: str) -> Row:
    """A bounce as a row; it names the message that came back."""
    said = {"order_id": found.order_id, "buyer_id": found.buyer.alias, "marketplace": found.buyer.marketplace}
    told = said | {"message_id": found.message_id}
    return _row(number, at, Undelivered(found.status, found.note), told, message_id)


def _row(number: int, at: datetime, found: Undelivered, said: dict[str, str], key: str) -> TableRow:
    values: dict[str, object] = {
        "noticed_at": at, "status": found.status, "note": found.note, "message_id": "", "order_id": "", "buyer_id": "",
        "sent_on": "", "marketplace": "",
    }  # fmt: skip
    return TableRow(table="delivery_notices", values=values | said, key=key, source_row=number)


def bounce(headers: Headers, body: bytes) -> Bounce | None:
    """What a mail server reports about a buyer's relay address (RFC 3464, or a bare text); None: about nobody of ours."""
    text = decode(body[:_LONGEST_BOUNCE], None).replace("\r\n", "\n")
    fields = _about_relay(text)
    buyer = first_relay([Address("", _recipient(fields))]) if fields else None
    if buyer is None:
        buyer = first_relay(headers.addresses("x-failed-recipients"))
    if buyer is None:
        return None
    words = " ".join(fields.get("diagnostic-code", "").partition(";")[2].split()) or _line_of_code(text)
    code = _CODE.search(fields.get("status", "")) or _CODE.search(words)
    action = fields.get("action", "failed").strip().casefold()
    said = undelivered(words)
    status = said.status if said else ("blocked" if code and code[1] == "5" and code[2] == "7" else "unknown")
    back = _returned(text)
    return Bounce(
        buyer=buyer, is_final=action == "failed" and (code is None or code[1] == "5"), action=action, status=status,
        note=words[:_LONGEST_NOTE] or (code[0] if code else ""),
        message_id=back.raw("message-id").strip().strip("<>"), order_id=first_order_id(back.text("subject")),
    )  # fmt: skip


def _about_relay(text: str) -> dict[str, str]:
    """The report's fields for the first recipient that is a relay address."""
    for group in text.split("\n\n"):
        fields: dict[str, str] = {}
        for name, value in _GROUP_FIELD.findall(group[:20_000]):
            fields.setdefault(name.casefold(), value)
        if first_relay([Address("", _recipient(fields))]):
            return fields
    return {}


def _recipient(fields: dict[str, str]) -> str:
    for name in ("original-recipient", "final-recipient"):
        address = fields.get(name, "").rpartition(";")[2].strip().strip("<>")
        if first_relay([Address("", address)]):
            return address
    return ""


def _line_of_code(text: str) -> str:
    found = _CODE.search(text)
    if found is None:
        return ""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return " ".join(text[start : end if end != -1 else len(text)].split())


def _returned(text: str) -> Headers:
    """The headers of the message that came back."""
    part = _RETURNED.search(text)
    begin = text.find("\n\n", part.end()) if part else -1
    if begin == -1:
        return Headers(())
    stop = text.find("\n\n", begin + 2)
    return read_headers(text[begin + 2 : stop if stop != -1 else len(text)].encode("utf-8", "replace"))
