"""Mail: mailboxes (mbox, Gmail Takeout) and single mails (.eml, Maildir) with Amazon's buyer-seller mail.

Whose mail it is follows from Amazon's header and the addresses, never from a mailbox label. Private mail is counted and
not opened. Dates: the mail's own, in both directions; what Amazon passes on bears the time at which the buyer wrote.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from audit.importers.mail_body import bodies
from audit.importers.mail_copies import Copies
from audit.importers.mail_crew import each
from audit.importers.mail_dates import sent_at
from audit.importers.mail_headers import Headers, read_headers
from audit.importers.mail_html import text_of
from audit.importers.mail_kind import PRIVATE, Kind, Sorted, sort
from audit.importers.mail_message import Draft, draft, message_id
from audit.importers.mail_notices import Undelivered, bounce, bounce_row, notice_row, undelivered
from audit.importers.mail_parts import TooManyPartsError, leaves
from audit.importers.mail_relay import marketplace_of
from audit.importers.mail_split import Box, Span, begins_mbox, open_box
from audit.importers.mail_threads import Threads
from audit.importers.tables import finish
from audit.model.importer import Head, ReadOptions, RecordImporter, Table
from audit.model.records import Ignored, Row, RowIssue, TableRow

LARGEST = 40 * 1024 * 1024
_ROOM = 64 * 1024 * 1024
_OURS = frozenset({Kind.INBOUND, Kind.OUTBOUND, Kind.COPY, Kind.NOTICE})
_COPY_MARK = b"BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"
_BLOCK = re.compile(rb"(?:\xef\xbb\xbf|[\r\n])*((?:[A-Za-z][A-Za-z0-9-]{0,80}:[^\n]*\n|[ \t][^\n]*\n)+)")
_USUAL = frozenset(
    [
        "from", "to", "date", "subject", "message-id", "received", "return-path", "mime-version", "delivered-to",
        "x-gm-thrid", "x-gmail-labels", "content-type", "dkim-signature", "reply-to", "x-space-notification-type",
        "authentication-results", "arc-seal", "x-received",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """A mail that waits for the others; ``draft`` is None where it must be read again, lest memory fill."""

    is_copy: bool
    at: int
    span: Span
    draft: Draft | None


def is_mbox(head: Head) -> bool:
    """A mailbox begins, perhaps after blank lines, with a separator: a sender and a date."""
    return begins_mbox(head.raw)


def is_mail(head: Head) -> bool:
    """A mail begins with lines of a header, two usual ones at least."""
    found = None if begins_mbox(head.raw) else _BLOCK.match(head.raw)
    if found is None:
        return False
    return len({name for name, _ in read_headers(found[1]).fields} & _USUAL) >= 2


def read_mbox(path: Path, options: ReadOptions) -> Iterator[Row]:
    """Every mail of a mailbox: first those that name buyer and order, or are none of ours, then the others.

    Raises:
        InputError: the file is empty or damaged.
    """
    with open_box(path) as box:
        yield from _rows(box, options, each(box, path, options, _mail))


def read_eml(path: Path, options: ReadOptions) -> Iterator[Row]:
    """The one mail of a file.

    Raises:
        InputError: the file is empty or damaged.
    """
    with open_box(path, single=True) as box:
        yield from _rows(box, options, ((span, _mail(box, span, options)) for span in box.spans()))


def _rows(box: Box, options: ReadOptions, mails: Iterable[tuple[Span, Row | Draft]]) -> Iterator[Row]:
    threads, copies = Threads(), Copies()
    has_copies = box.data.find(_COPY_MARK) != -1
    held: list[_Held] = []
    number, room = 0, _ROOM
    for span, found in mails:
        number = span.number
        if not isinstance(found, Draft):
            yield found
        elif not found.is_settled:
            room -= span.size
            held.append(_Held(found.is_copy, found.at, span, found if room > 0 else None))
        else:
            threads.learn(found)
            if has_copies:
                copies.learn(found, span)
            yield _finished(found, options)
    if not number:
        yield RowIssue(source_row=1, line=1, reason="no line that begins a mail; is it a mailbox?")
    for kept in sorted(held, key=lambda kept: (kept.is_copy, kept.at, kept.span.number)):
        yield _settled(box, kept, options, threads, copies)


def _settled(box: Box, kept: _Held, options: ReadOptions, threads: Threads, copies: Copies) -> Row:
    """A mail that waited for the others: told as a copy of one of them, else led to its conversation."""
    span, found = kept.span, kept.draft or _mail(box, kept.span, options)
    if not isinstance(found, Draft):
        return found
    original = copies.original(found) if found.is_copy else None
    if original:
        sent = _mail(box, original, options)
        if isinstance(sent, Draft):
            threads.settle(sent)
            return replace(_finished(sent, options), source_row=span.number)
    threads.settle(found)
    row = _finished(found, options)
    found.values["thread_id"] = row.values["thread_id"]
    threads.learn(found)
    copies.learn(found, span)
    return row


def _finished(made: Draft, options: ReadOptions) -> TableRow:
    return finish(Table.MESSAGES, dict(made.values), made.number, options)


def _mail(box: Box, span: Span, options: ReadOptions) -> Row | Draft:
    block = box.block(span)
    if block is None:
        return RowIssue(source_row=span.number, reason="the mail's header is longer than 1 MB")
    headers = read_headers(block[0])
    kind = sort(headers, options)
    if kind.kind is Kind.IGNORED:
        return Ignored(source_row=span.number, reason=kind.word)
    if span.size > LARGEST:
        if kind.kind in _OURS:
            size = span.size // (1024 * 1024)
            return RowIssue(source_row=span.number, reason=f"the mail has {size} MB; mails above 40 MB are not read")
        return Ignored(source_row=span.number, reason=kind.word or PRIVATE)
    try:
        return _opened(span, kind, headers, box.body(span, block[1]))
    except TooManyPartsError as error:
        if kind.kind in _OURS:
            return RowIssue(source_row=span.number, reason=str(error))
        return Ignored(source_row=span.number, reason=kind.word or PRIVATE)


def _opened(span: Span, kind: Sorted, headers: Headers, body: bytes) -> Row | Draft:
    ident, (at, remark) = message_id(headers, body), sent_at(headers, span.from_line)
    if kind.kind is Kind.REPORT:
        return _report(span, headers, body, ident, at)
    if kind.kind in {Kind.NOTICE, Kind.AMAZON}:
        return _notice(span, kind, headers, body, ident, at)
    if at is None:
        return _undated(span, headers)
    return draft(span.number, kind, headers, leaves(headers, body), ident, (at, remark))


def _report(span: Span, headers: Headers, body: bytes, ident: str, at: datetime | None) -> Row:
    found = bounce(headers, body)
    if found is None:
        return Ignored(source_row=span.number, reason=PRIVATE)
    if not found.is_final:
        receipt = found.action in {"delivered", "relayed", "expanded"}
        return Ignored(source_row=span.number, reason="delivery receipt" if receipt else "delay notice")
    return bounce_row(span.number, at, found, ident) if at else _undated(span, headers)


def _notice(span: Span, kind: Sorted, headers: Headers, body: bytes, ident: str, at: datetime | None) -> Row:
    plain, html = bodies(leaves(headers, body))
    subject, text = headers.text("subject"), plain if plain.strip() else text_of(html)
    found = undelivered(f"{subject}.\n{text}")
    if found is None and kind.kind is Kind.AMAZON:
        return Ignored(source_row=span.number, reason=kind.word)
    if at is None:
        return _undated(span, headers)
    note = found.note if found else " ".join(text.split())[:300]
    status = kind.word if kind.kind is Kind.NOTICE else (found.status if found else "unknown")
    place = (marketplace_of(headers.raw("x-marketplace-id"), None, kind.sender), ident)
    links = f"{text}\n{html[:200_000]}" if html else text
    return notice_row(span.number, at, Undelivered(status, note), links, subject, place)


def _undated(span: Span, headers: Headers) -> RowIssue:
    return RowIssue(
        source_row=span.number, reason="no readable date: neither Date nor Received nor a From line has one",
        column="Date", value=headers.text("date")[:200],
    )  # fmt: skip


IMPORTERS: tuple[RecordImporter, ...] = (
    RecordImporter(
        name="mbox", title="Mailbox (mbox), Gmail Takeout among them", produces=Table.MESSAGES, sniff=is_mbox,
        read=read_mbox, hint="a file of many mails, each after a line that begins with From",
    ),
    RecordImporter(
        name="eml", title="Single mail (.eml, Maildir)", produces=Table.MESSAGES, sniff=is_mail, read=read_eml,
        hint="one mail a file, beginning with its header lines",
    ),
)  # fmt: skip
