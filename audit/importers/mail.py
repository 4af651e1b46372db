"""Mail: mailboxes (mbox) and .eml files with Amazon's buyer–seller mail. Private mail is counted, its content never kept."""

import email
import email.policy
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from audit.features.cleaning import new_spans
from audit.features.markup import page
from audit.features.order_ids import order_ids
from audit.importers.heads import opened
from audit.importers.tables import finish
from audit.model.importer import Head, ReadOptions, RecordImporter, Table
from audit.model.records import Ignored, Row, RowIssue, TableRow
from audit.policy import find_marketplace, load_marketplaces

_SEPARATOR = re.compile(rb"^From \S+ .*\d{2}:\d{2}(?::\d{2})?.*\d{4}\s*$")
_LONGEST = 40_000_000
_MOST_PARTS = 500
_ALIAS = re.compile(
    r"^[\w.%-]{1,64}(?:\+(?P<case>[\w-]{1,64}))?@(?P<host>marketplace\.amazon\.(?:com?\.)?[a-z]{2,3})$", re.IGNORECASE
)
_NOTICES = ("RETURN_REQUEST", "BRC_SELLER_NOTIFICATION", "A_Z_CLAIM")
_OPTED_OUT = re.compile(
    r"opt(?:ed)? out|non ricevere messaggi non richiesti|não receber mensagens|ne pas recevoir", re.IGNORECASE
)
_BLOCKED = re.compile(r"did not meet the buyer-seller messaging communication guidelines", re.IGNORECASE)
_RESTRICTED = re.compile(r"account was (?:temporarily )?restricted from sending proactive", re.IGNORECASE)
_CHARSETS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "utf-8", "shift_jis": "cp932", "gb2312": "gb18030",
    "gbk": "gb18030", "ks_c_5601-1987": "cp949", "iso-2022-jp": "iso2022_jp_ext",
}  # fmt: skip


def is_mbox(head: Head) -> bool:
    """A mailbox begins with a separator line, perhaps after blank lines."""
    return bool(_SEPARATOR.match(head.raw.lstrip(b"\r\n").split(b"\n", 1)[0] + b"\n"))


def is_eml(head: Head) -> bool:
    """A mail begins with header lines, From or Received among them."""
    block = re.split(rb"\r?\n\r?\n", head.raw, maxsplit=1)[0]
    first = re.match(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]", block)
    return bool(first) and bool(
        re.search(rb"^(?:From|Return-Path|Delivered-To): ?", block, re.IGNORECASE | re.MULTILINE)
    )


def read_mbox(path: Path, options: ReadOptions) -> Iterator[Row]:
    """Every mail of a mailbox."""
    for number, (separator, raw) in enumerate(_split(path), 1):
        yield _row(number, raw, separator, options)


def read_eml(path: Path, options: ReadOptions) -> Iterator[Row]:
    """The one mail of a file."""
    with opened(path) as file:
        yield _row(1, file.read(_LONGEST + 1), b"", options)


def _split(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Mails of a mailbox with their separator lines; `>From ` is unquoted."""
    separator, lines, size, blank = b"", list[bytes](), 0, True
    with opened(path) as file:
        for line in file:
            if blank and line.startswith(b"From ") and _SEPARATOR.match(line):
                if separator:
                    yield separator, b"".join(lines)
                separator, lines, size = line, [], 0
            elif separator and size <= _LONGEST:
                lines.append(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line)
                size += len(line)
            blank = not line.strip()
    if separator:
        yield separator, b"".join(lines)


def _row(number: int, raw: bytes, separator: bytes, options: ReadOptions) -> Row:
    if len(raw) > _LONGEST:
        return RowIssue(source_row=number, reason="the mail is larger than 40 MB")
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    kind = _header(mail, "X-Space-Notification-Type")
    buyer, direction = _who(mail, kind, options)
    if any(kind.startswith(notice) for notice in _NOTICES):
        return Ignored(source_row=number, reason="Amazon's notice about an order")
    sent, remark = _date(mail, separator)
    text, html, attachments = _parts(mail)
    notice = _notice(kind, mail, text or page(html).text)
    if notice and sent:
        return _notice_row(number, mail, notice, sent, text or page(html).text)
    if direction is None:
        return Ignored(source_row=number, reason="private mail")
    if sent is None:
        return RowIssue(source_row=number, reason="no readable date", column="Date", value=_header(mail, "Date"))
    return _message(number, mail, direction, buyer, (sent, remark), (text, html), attachments, options)


def _message(
    number: int, mail: Message, direction: str, buyer: re.Match[str] | None, when: tuple[datetime, str],
    bodies: tuple[str, str], attachments: list[Mapping[str, object]], options: ReadOptions,
) -> TableRow:  # fmt: skip
    subject = _header(mail, "Subject")
    visible = bodies[0] or page(bodies[1]).text
    fresh = "".join(visible[a:b] for a, b in new_spans(visible))
    if direction == "inbound":
        bodies = (fresh.strip(), "")
    found = order_ids(f"{subject}\n{visible if direction == 'inbound' else fresh}")
    market = find_marketplace(_header(mail, "X-Marketplace-ID"))
    if market is None and buyer:
        market = next((m for m in load_marketplaces() if m.relay_host == buyer["host"].lower()), None)
    alias = (
        buyer[0].lower().replace(f"+{buyer['case']}".lower(), "")
        if buyer and buyer["case"]
        else buyer[0].lower()
        if buyer
        else ""
    )
    copied = _header(mail, "X-Space-Notification-Type") == "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"
    values: dict[str, object] = {
        "message_id": _message_id(mail), "direction": direction, "sent_at": when[0], "thread_id": "",
        "order_id": found[0] if found else "", "marketplace": market.name if market else "",
        "channel": "seller_central" if copied else "email", "agent": "", "tool": "", "buyer_id": alias,
        "buyer_language": "", "sender": _address(mail, "From"), "subject": subject, "body_text": bodies[0],
        "body_html": bodies[1], "attachments": json.dumps(attachments, ensure_ascii=False) if attachments else "",
        "delivery_status": "", "delivery_note": "", "auto_reply": _is_automatic(mail), "no_response_needed": None,
        "remark": when[1], "extra": "",
    }  # fmt: skip
    return finish(Table.MESSAGES, values, number, options)


def _who(mail: Message, kind: str, options: ReadOptions) -> tuple[re.Match[str] | None, str | None]:
    """The buyer's relay alias and the direction; no direction: none of our business."""
    if kind == "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT":
        return None, "outbound"
    sender = _ALIAS.match(_address(mail, "From"))
    if sender and sender[0].lower().split("@")[0] not in {"no-reply", "donotreply"}:
        return sender, "inbound"
    others = getaddresses([_header(mail, name) for name in ("To", "Cc", "Bcc") if mail[name]])
    alias = next((found for _, address in others if (found := _ALIAS.match(address.strip()))), None)
    if alias and (not options.senders or _address(mail, "From").casefold() in options.senders):
        return alias, "outbound"
    return None, None


def _notice(kind: str, mail: Message, text: str) -> str | None:
    """``opted_out``, ``blocked`` or ``restricted`` where Amazon says so about a message of ours."""
    if kind == "BUYER_OPTED_OUT_BSM_MESSAGES":
        return "opted_out"
    if not re.search(r"@(?:[\w-]+\.)*amazon\.(?:com?\.)?[a-z]{2,3}$", _address(mail, "From"), re.IGNORECASE):
        return None
    if _RESTRICTED.search(text):
        return "restricted"
    if _BLOCKED.search(text):
        return "blocked"
    return (
        "opted_out"
        if _OPTED_OUT.search(text) and order_ids(text) and "marketplace.amazon" not in _address(mail, "From")
        else None
    )


def _notice_row(number: int, mail: Message, status: str, sent: datetime, text: str) -> TableRow:
    found = order_ids(f"{_header(mail, 'Subject')}\n{text}")
    day = re.search(r"\b20\d{2}-\d{2}-\d{2}\b", text)
    values: dict[str, object] = {
        "noticed_at": sent, "status": status, "note": " ".join(text.split())[:300], "message_id": "",
        "order_id": found[0] if found else "", "buyer_id": "", "sent_on": day[0] if day else sent.date().isoformat(),
        "marketplace": "",
    }  # fmt: skip
    return TableRow(table="delivery_notices", values=values, key=_message_id(mail), source_row=number)


def _date(mail: Message, separator: bytes) -> tuple[datetime | None, str]:
    """The date, and what had to be assumed: Date, else the last Received, else the mailbox's own line."""
    received = mail.get_all("Received") or [""]
    own = separator.decode("ascii", "replace").split(" ", 2)[-1].strip()
    for text, remark in (
        (_header(mail, "Date"), ""),
        (str(received[0]).rsplit(";", 1)[-1], "date taken from Received"),
        (own, "date taken from the mailbox's From line"),
    ):
        found = _parse_date(text)
        if found:
            return found, remark
    return None, ""


def _parse_date(text: str) -> datetime | None:
    tidy = " ".join(text.split())
    for attempt in (tidy, re.sub(r"^(\w{3} \w{3} +\d+ [\d:]+) ([+-]\d{4}) (\d{4})$", r"\1 \3 \2", tidy)):
        try:
            found = parsedate_to_datetime(attempt)
        except (TypeError, ValueError, IndexError):
            try:
                found = datetime.strptime(attempt, "%a %b %d %H:%M:%S %Y %z")
            except ValueError:
                continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _parts(mail: Message) -> tuple[str, str, list[Mapping[str, object]]]:
    """Plain text, HTML, attachments. A mail inside the mail is an attachment."""
    text, html, attachments = "", "", list[Mapping[str, object]]()
    stack, seen = [mail], 0
    while stack and seen < _MOST_PARTS:
        part, seen = stack.pop(0), seen + 1
        if part.get_content_type() == "message/rfc822":
            attachments.append({"filename": _filename(part) or "message.eml", "content_type": "message/rfc822"})
        elif part.is_multipart():
            stack[:0] = [p for p in part.get_payload() if isinstance(p, Message)]
        elif _filename(part) or part.get_content_disposition() == "attachment":
            if not (part["Content-ID"] and part.get_content_maintype() == "image"):
                attachments.append({"filename": _filename(part), "content_type": part.get_content_type()})
        elif part.get_content_type() == "text/plain" and not text:
            text = _decoded(part)
        elif part.get_content_type() == "text/html" and not html:
            html = _decoded(part)
    return text, html, attachments


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return str(part.get_payload())
    charset = str(part.get_content_charset() or "utf-8").lower()
    for name in (_CHARSETS.get(charset, charset), "utf-8", "cp1252"):
        try:
            return raw.decode(name).replace("\x00", "")
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("latin-1").replace("\x00", "")


def _header(mail: Message, name: str) -> str:
    raw = mail[name]
    if raw is None:
        return ""
    try:
        text = str(make_header(decode_header(str(raw))))
    except (LookupError, UnicodeDecodeError, ValueError):
        text = str(raw)
    return " ".join(text.split())


def _filename(part: Message) -> str:
    try:
        return " ".join(str(part.get_filename() or "").split())
    except (LookupError, UnicodeDecodeError, TypeError, ValueError):
        return "unreadable name"


def _address(mail: Message, name: str) -> str:
    found = getaddresses([_header(mail, name)])
    return found[0][1].strip() if found else ""


def _message_id(mail: Message) -> str:
    own = _header(mail, "Message-ID").strip("<> ")
    if own:
        return own
    parts = [_header(mail, name) for name in ("Date", "From", "To", "Subject")] + [str(mail.get_payload())[:10_000]]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_automatic(mail: Message) -> bool | None:
    said = _header(mail, "Auto-Submitted").lower()
    return True if (said and said != "no") or mail["X-Autoreply"] or mail["X-Autorespond"] else None


IMPORTERS = (
    RecordImporter(
        name="mbox", title="Mailbox (mbox), Gmail Takeout among them", produces=Table.MESSAGES, sniff=is_mbox,
        read=read_mbox, hint="a file of many mails, each after a line that begins with From",
    ),
    RecordImporter(
        name="eml", title="A single mail (.eml)", produces=Table.MESSAGES, sniff=is_eml, read=read_eml,
        hint="one mail a file, beginning with its header lines",
    ),
)  # fmt: skip
