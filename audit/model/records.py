"""What importers produce: records, row issues, ignored rows. Every row becomes exactly one of them, or a duplicate."""

from dataclasses import dataclass
from datetime import datetime

from audit.model.words import Channel, Delivery, Direction


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment as its container names it; ``path`` is relative to the imported file's folder."""

    filename: str
    content_type: str | None = None
    path: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message between seller and buyer, as its source gives it.

    ``sent_at`` is aware. ``source_row`` counts records in the file from 1 (for a mailbox: mails).
    ``buyer_id`` is the source's own; for mail the relay alias in lower case.
    """

    message_id: str
    direction: Direction
    sent_at: datetime
    source_row: int
    thread_id: str | None = None
    order_id: str | None = None
    marketplace: str | None = None
    channel: Channel | None = None
    agent: str | None = None
    tool: str | None = None
    buyer_id: str | None = None
    buyer_language: str | None = None
    sender: str | None = None
    subject: str | None = None
    body_text: str | None = None
    body_html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    delivery_status: Delivery | None = None
    delivery_note: str | None = None
    auto_reply: bool | None = None
    no_response_needed: bool | None = None
    remark: str | None = None
    """What the importer had to assume, for the reader (a date taken from ``Received``, say)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryNotice:
    """Amazon's word that an outbound message was not delivered; joined to that message when the store is read.

    At least one of ``message_id``, ``order_id`` and ``buyer_id`` is set; ``sent_on`` is the day that the notice names.
    """

    source_row: int
    noticed_at: datetime
    status: Delivery
    note: str
    message_id: str | None = None
    order_id: str | None = None
    buyer_id: str | None = None
    sent_on: str | None = None
    marketplace: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowIssue:
    """A row that could not be read. ``line`` counts physical lines from 1 where the format has lines."""

    source_row: int
    reason: str
    line: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A row that is none of ours (private mail, a draft). ``reason`` is counted, never the content."""

    source_row: int
    reason: str


Row = Message | DeliveryNotice | RowIssue | Ignored
