"""Writes a seller's folder: logs in the interchange format, Amazon's flat files, mailboxes, account.toml, the planted list."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from . import mailboxes
from .flat_files import flat_file
from .seller import Message, Order, Seller, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
PLANTED = ".planted.json"
_MESSAGES = (
    "message_id,thread_id,direction,sent_at,order_id,marketplace,channel,agent,tool,buyer_id,buyer_language,subject,body_text,"
    "body_html,attachments,delivery_status,delivery_note,auto_reply,no_response_needed"
)
_ORDERS = (
    "order_id,purchased_at,marketplace,shipped_at,promised_at,delivered_at,status,fulfilment,buyer_id,buyer_language,sku,asin,"
    "title,is_custom,cancelled_at,refunded_at,returned_at"
)
_MAIL_IN_HELPDESK_FROM = datetime(2026, 8, 20, tzinfo=UTC)
"""Since then the helpdesk fetches the mailbox too: these mails lie in both."""


def write(seller: Seller, folder: Path) -> None:
    """Empties the folder and writes every file."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    _number(seller)
    for name, content in files(seller).items():
        (folder / name).write_bytes(content)


def files(seller: Seller) -> dict[str, bytes]:
    """Every file of the seller, by name."""
    made = {"account.toml": seller.account.encode()}
    in_helpdesk = [m for m in seller.messages if m.log == "helpdesk"]
    in_helpdesk += [
        m for m in seller.messages
        if m.log == "mail" and m.channel == "email" and m.at > _MAIL_IN_HELPDESK_FROM and not _bounced(seller, m)
    ]  # fmt: skip
    made["messages.csv"] = _csv(seller, "messages.csv", _MESSAGES.split(","), map(_message, _sorted(in_helpdesk)))
    sent_by_tools = [m for m in seller.messages if m.log == "tool"]
    if sent_by_tools:
        made["tool-log.csv"] = _csv(seller, "tool-log.csv", _MESSAGES.split(","), map(_message, _sorted(sent_by_tools)))
    made["orders.csv"] = _csv(
        seller, "orders.csv", _ORDERS.split(","), (row for o in seller.orders if o.listed for row in _order(seller, o))
    )
    made["solicitations.csv"] = _csv(
        seller, "solicitations.csv", ("order_id", "solicited_at", "channel", "status", "source"),
        ({"order_id": r.order.id, "solicited_at": stamp(r.at), "channel": r.channel, "status": r.status, "source": r.source}
         for r in sorted(seller.requests, key=lambda r: (r.at, r.order.id))),
    )  # fmt: skip
    made["feedback.csv"] = _csv(
        seller, "feedback.csv", ("order_id", "left_at", "rating", "comment"),
        ({"order_id": o.id, "left_at": stamp(at), "rating": str(rating), "comment": comment}
         for o, at, rating, comment in sorted(seller.feedback, key=lambda f: (f[1], f[0].id))),
    )  # fmt: skip
    made["do_not_contact.csv"] = _csv(
        seller, "do_not_contact.csv", ("buyer_id", "reason", "since"),
        ({"buyer_id": b.alias, "reason": reason, "since": stamp(since)} for b, reason, since in seller.do_not_contact),
    )  # fmt: skip
    made["events.csv"] = _csv(
        seller, "events.csv", ("event_at", "kind", "marketplace", "text"),
        ({"event_at": stamp(at), "kind": kind, "marketplace": place, "text": text} for at, kind, place, text in seller.events),
    )  # fmt: skip
    for name, rows in (("do_not_contact.csv", seller.do_not_contact), ("events.csv", seller.events)):
        if not rows:
            del made[name]
    for name, since, until, encoding in seller.flat_files:
        made[name] = flat_file(seller, since, until, encoding)
    for name, which in seller.mailboxes:
        made[name] = mailboxes.mbox(seller, which)
    if seller.planted:
        planted = sorted((p.as_json() for p in seller.planted), key=lambda p: (p["rule"], str(p)))
        made[PLANTED] = (json.dumps(planted, indent=1, ensure_ascii=False) + "\n").encode()
    return made


def _bounced(seller: Seller, message: Message) -> bool:
    return any(message is about for _, about, _ in seller.service_mails)


def _sorted(messages: Iterable[Message]) -> list[Message]:
    return sorted(messages, key=lambda m: (m.at, m.id))


def _number(seller: Seller) -> None:
    """Gives every message its id, by log and time."""
    for log, prefix in (("helpdesk", seller.helpdesk_ids), ("tool", seller.tool_ids)):
        for number, message in enumerate(sorted((m for m in seller.messages if m.log == log), key=lambda m: m.at), 1):
            message.id = f"{prefix}-{number:05d}"
    for number, message in enumerate(sorted((m for m in seller.messages if m.log == "mail"), key=lambda m: m.at), 1):
        message.id = mailboxes.message_id(seller, message, number)


def _local(at: datetime | None) -> str:
    return at.astimezone(BERLIN).isoformat(timespec="seconds") if at else ""


def _csv(seller: Seller, name: str, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    writer.writerows(seller.bad_rows.get(name, []))
    return out.getvalue().encode()


def _message(m: Message) -> dict[str, str]:
    kinds = {"pdf": "application/pdf", "jpg": "image/jpeg", "vcf": "text/vcard"}
    attached = [{"filename": a, "content_type": kinds[a.rsplit(".", 1)[-1]]} for a in m.attachments]
    return {
        "message_id": m.id, "thread_id": m.thread, "direction": m.direction, "sent_at": _local(m.at),
        "order_id": m.order.id if m.order else "", "marketplace": m.marketplace, "channel": m.channel,
        "agent": m.agent, "tool": m.tool, "buyer_id": m.buyer.alias, "subject": m.subject,
        "body_text": "" if m.html else m.text, "body_html": m.html,
        "attachments": json.dumps(attached, ensure_ascii=False) if attached else "", "delivery_status": m.delivery,
        "delivery_note": m.note, "auto_reply": "true" if m.auto else "",
        "no_response_needed": "true" if m.marked else "",
    }  # fmt: skip


def _order(seller: Seller, o: Order) -> Iterable[dict[str, str]]:
    known = {"shipped": o.shipped, "promised": o.promised, "delivered": o.delivered}
    facts = {f"{name}_at": _local(at) if name in o.known else "" for name, at in known.items()}
    status = "delivered" if facts["delivered_at"] and o.status == "Shipped" else o.status.lower()
    row = {
        "order_id": o.id, "purchased_at": _local(o.purchased), "marketplace": o.marketplace, "status": status,
        "fulfilment": o.fulfilment.lower(), "buyer_id": o.buyer.alias if "buyer" in o.known else "",
        "buyer_language": o.buyer.locale if "language" in o.known else "", "sku": o.sku, "asin": seller.asins[o.sku],
        "title": seller.titles[o.sku]["en"].removeprefix("the "), "is_custom": "true" if o.sku in seller.custom else "",
        "cancelled_at": _local(o.cancelled), "refunded_at": _local(o.refunded), "returned_at": _local(o.returned), **facts,
    }  # fmt: skip
    if not o.parcels:
        return [row]
    return [row | {"sku": f"{o.sku}-{n}", "shipped_at": _local(at - timedelta(days=2)), "delivered_at": _local(at)}
            for n, at in enumerate(o.parcels, 1)]  # fmt: skip
