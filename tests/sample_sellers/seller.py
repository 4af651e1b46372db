"""What a made-up seller consists of: buyers, orders, messages, requests, feedback, planted faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from audit.features.reading import read


@dataclass(eq=False)
class Buyer:
    """A buyer. ``alias`` is the relay address, the only id that a seller sees."""

    first: str
    last: str
    alias: str
    language: str
    locale: str

    @property
    def full(self) -> str:
        return f"{self.last} {self.first}" if self.language == "ja" else f"{self.first} {self.last}"


@dataclass(eq=False)
class Order:
    """An order of one item. ``known`` lists which facts ``orders.csv`` tells (the flat files tell none of them)."""

    id: str
    buyer: Buyer
    marketplace: str
    sku: str
    purchased: datetime
    shipped: datetime | None
    promised: datetime | None
    delivered: datetime | None
    status: str = "Shipped"
    fulfilment: str = "Merchant"
    cancelled: datetime | None = None
    refunded: datetime | None = None
    returned: datetime | None = None
    parcels: tuple[datetime, ...] = ()
    quantity: int = 1
    known: frozenset[str] = frozenset({"shipped", "promised", "delivered", "language", "buyer"})
    listed: bool = True
    """False: only the flat files hold it."""
    used: set[str] = field(default_factory=set)
    """What has been done with it: kinds of messages, ``talk``, ``solicited``."""


@dataclass(eq=False)
class Message:
    """A message. ``log`` says which file holds it: ``helpdesk``, ``tool`` or ``mail``. ``id`` is set when all are there."""

    direction: str
    at: datetime
    log: str
    buyer: Buyer
    marketplace: str
    subject: str
    text: str
    order: Order | None = None
    thread: str = ""
    channel: str = ""
    agent: str = ""
    tool: str = ""
    html: str = ""
    attachments: tuple[str, ...] = ()
    delivery: str = ""
    note: str = ""
    auto: bool = False
    marked: bool = False
    id: str = ""


@dataclass(eq=False)
class Request:
    """One record of Request a Review."""

    order: Order
    at: datetime
    channel: str = "button"
    status: str = "sent"
    source: str = ""


@dataclass(frozen=True)
class Planted:
    """A finding that the audit must have; ``anchor`` is the message or request that it belongs to."""

    rule: str
    anchor: Message | Request
    verdict: str
    severity: str
    why: str

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"rule": self.rule}
        if isinstance(self.anchor, Message):
            out["message_id"] = self.anchor.id
            out["language"] = read(self.anchor.subject, self.anchor.text, self.anchor.html).language or ""
        else:
            out["order_id"] = self.anchor.order.id
            out["sent_at"] = stamp(self.anchor.at)
        return out | {"verdict": self.verdict, "severity": self.severity, "why": self.why}


@dataclass
class Seller:
    """Everything that the files of one folder are written from."""

    name: str
    account: str
    orders: list[Order] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    feedback: list[tuple[Order, datetime, int, str]] = field(default_factory=list)
    do_not_contact: list[tuple[Buyer, str, datetime]] = field(default_factory=list)
    events: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    asins: dict[str, str] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    custom: frozenset[str] = frozenset()
    flat_files: tuple[tuple[str, datetime, datetime, str], ...] = ()
    bad_rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    service_mails: list[tuple[datetime, Message | None, str]] = field(default_factory=list)
    """Mails that are no messages: a time, the outbound message concerned, a kind."""
    mailboxes: tuple[tuple[str, str], ...] = ()
    """File name and which mails it holds: ``all`` or ``sent``."""
    mail_domain: str = ""
    helpdesk_ids: str = "hd"
    tool_ids: str = "tl"


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
