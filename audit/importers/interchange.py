"""msgaudit's own interchange format: for every tool that has no importer of its own."""

from collections.abc import Iterable

from audit.model.importer import Column, Parse, Table, TableImporter
from audit.model.words import Channel, Delivery, Direction


def _same(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


def _columns(required: str, optional: str, kinds: dict[str, Column]) -> tuple[Column, ...]:
    return tuple(
        kinds.get(name) or Column(name, parse=_kind(name), required=name in required.split())
        for name in f"{required} {optional}".split()
    )


def _kind(name: str) -> Parse:
    if name.endswith("_at") or name == "since":
        return Parse.TIMESTAMP
    named = {
        "marketplace": Parse.MARKETPLACE, "buyer_language": Parse.LANGUAGE, "auto_reply": Parse.BOOLEAN,
        "no_response_needed": Parse.BOOLEAN, "is_custom": Parse.BOOLEAN, "is_replacement": Parse.BOOLEAN,
        "attachments": Parse.JSON, "rating": Parse.INTEGER,
    }  # fmt: skip
    return named.get(name, Parse.TEXT)


def _choice(name: str, words: Iterable[str], *, required: bool = False) -> Column:
    return Column(name, parse=Parse.CHOICE, choices=_same(words), required=required)


_MESSAGES = _columns(
    "message_id direction sent_at",
    "thread_id order_id marketplace channel agent tool buyer_id buyer_language sender subject body_text body_html "
    "attachments delivery_status delivery_note auto_reply no_response_needed remark",
    {
        "direction": _choice("direction", Direction, required=True),
        "channel": _choice("channel", Channel),
        "delivery_status": _choice("delivery_status", Delivery),
    },
)
_ORDERS = _columns(
    "order_id purchased_at",
    "marketplace updated_at shipped_at promised_at delivered_at status fulfilment buyer_id buyer_language sku asin title "
    "is_custom is_replacement cancelled_at refunded_at returned_at",
    {"fulfilment": _choice("fulfilment", ("amazon", "merchant"))},
)

IMPORTERS = (
    TableImporter(name="messages", title="Interchange: messages", table=Table.MESSAGES, columns=_MESSAGES),
    TableImporter(name="orders", title="Interchange: orders", table=Table.ORDERS, columns=_ORDERS),
    TableImporter(
        name="solicitations", title="Interchange: solicitations (Request a Review)", table=Table.SOLICITATIONS,
        columns=(
            Column("order_id", required=True),
            Column("solicited_at", parse=Parse.TIMESTAMP, required=True),
            _choice("channel", ("button", "api", "tool")),
            _choice("status", ("sent", "refused")),
            Column("origin", ("source",)),
        ),
    ),
    TableImporter(
        name="feedback", title="Interchange: seller feedback", table=Table.FEEDBACK,
        columns=_columns("order_id left_at rating", "comment", {}),
    ),
    TableImporter(
        name="do_not_contact", title="Interchange: do-not-contact list", table=Table.DO_NOT_CONTACT,
        columns=_columns("buyer_id", "order_id reason since", {"buyer_id": Column("buyer_id")}),
    ),
    TableImporter(
        name="events", title="Interchange: events", table=Table.EVENTS,
        columns=_columns(
            "event_at kind", "marketplace text",
            {
                "kind": _choice(
                    "kind",
                    ("restriction_notice", "warning", "template_changed", "tool_changed", "agent_started", "note"),
                    required=True,
                )
            },
        ),
    ),
)  # fmt: skip
