"""Small tables for SQL: a store in memory, filled with rows whose other columns have sensible values."""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from audit.model.rule import Rule
from audit.policy import load_marketplaces, load_policies
from audit.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = Mapping[str, Any]

ORDER = "302-1234567-1234567"
_MESSAGE = {
    "message_id": "m1", "direction": "outbound", "sent_at": "2026-01-10T10:00:00+00:00", "thread_id": "t1",
    "order_id": ORDER, "marketplace": "", "channel": "", "agent": "", "tool": "", "buyer_id": "", "buyer_language": "",
    "sender": "", "subject": "Your order", "body_text": "Good morning", "body_html": "", "attachments": "",
    "delivery_status": "", "delivery_note": "", "auto_reply": None, "no_response_needed": None, "remark": "",
    "extra": "", "file_id": 1, "source_row": 1,
}  # fmt: skip
_FEATURES = {
    "reading_key": "", "template_id": "", "language": "", "languages": [], "letters": 0, "order_ids": [],
    "partial_order_id": False, "acts": [], "new_subject": "", "new_text": "",
}  # fmt: skip
_TABLES: Mapping[str, Row] = {
    "orders": {
        "order_id": ORDER, "purchased_at": "2026-01-01T10:00:00+00:00", "updated_at": None, "shipped_at": None,
        "promised_at": None, "delivered_at": None, "cancelled_at": None, "refunded_at": None, "returned_at": None,
        "marketplace": "", "status": "", "fulfilment": "", "buyer_id": "", "buyer_language": "", "sku": "", "asin": "",
        "title": "", "is_custom": None, "is_replacement": None, "extra": "", "row_key": "", "file_id": 1,
        "source_row": 1,
    },
    "solicitations": {
        "order_id": ORDER, "solicited_at": "2026-01-10T10:00:00+00:00", "channel": "button", "status": "sent",
        "origin": "", "message_id": "", "extra": "", "file_id": 1, "source_row": 1,
    },
    "notices": {
        "noticed_at": "2026-01-10T10:00:00+00:00", "status": "blocked", "note": "", "message_id": "", "order_id": "",
        "buyer_id": "", "sent_on": "", "marketplace": "", "file_id": 1, "source_row": 1,
    },
    "feedback": {
        "order_id": ORDER, "left_at": "2026-01-08T10:00:00+00:00", "rating": 1, "comment": "", "extra": "", "file_id": 1,
        "source_row": 1,
    },
    "do_not_contact": {
        "buyer_id": "", "order_id": "", "reason": "", "since": None, "extra": "", "file_id": 1, "source_row": 1,
    },
}  # fmt: skip
_NAMES = {"orders": "order_rows", "notices": "delivery_notices"}


@contextmanager
def filled(
    *,
    messages: Iterable[Row] = (),
    orders: Iterable[Row] = (),
    solicitations: Iterable[Row] = (),
    notices: Iterable[Row] = (),
    feedback: Iterable[Row] = (),
    do_not_contact: Iterable[Row] = (),
    period: tuple[date | None, date | None] = (None, None),
    timezone: str = "UTC",
) -> "Iterator[Store]":
    """A store with these rows and no others; columns of features may stand beside those of messages."""
    store = _store()
    for table in ("messages", "features", *(_NAMES.get(name, name) for name in _TABLES)):
        store.execute(f"delete from {table}")
    store.set_check(
        period_from=period[0], period_to=period[1], as_of=date(2026, 6, 1), rules_of="sending-day",
        default_timezone=timezone,
    )  # fmt: skip
    rows = [_completed({**_MESSAGE, **_FEATURES}, row) for row in _multiplied(messages)]
    _append(store, "messages", [{name: row[name] for name in _MESSAGE} for row in rows])
    _append(store, "features", [{name: row[name] for name in ("message_id", *_FEATURES)} for row in rows])
    others = (orders, solicitations, notices, feedback, do_not_contact)
    for table, given in zip(_TABLES, others, strict=True):
        _append(store, _NAMES.get(table, table), [_completed(_TABLES[table], row) for row in _multiplied(given)])
    yield store


@cache
def _store() -> Store:
    """One store for all tests of a run: opening costs more than most examples do."""
    store = Store.open(None)
    store.set_reference(load_marketplaces(), load_policies())
    return store


def _multiplied(rows: Iterable[Row]) -> "Iterator[Row]":
    """A row with ``times`` (and ``from``, else 1) stands for many: ``{n}`` in its texts counts."""
    for row in rows:
        times, first = row.get("times"), row.get("from", 1)
        plain = {name: value for name, value in row.items() if name not in {"times", "from"}}
        for n in range(first, first + times) if times else ():
            yield {name: value.format(n=n) if isinstance(value, str) else value for name, value in plain.items()}
        if times is None:
            yield plain


def _completed(defaults: Row, row: Row) -> dict[str, Any]:
    unknown = set(row) - set(defaults)
    assert not unknown, f"no such column: {unknown}"
    return {name: _value(name, value) for name, value in {**defaults, **row}.items()}


def _value(name: str, value: object) -> object:
    is_time = name.endswith("_at") or name == "since"
    return datetime.fromisoformat(value) if is_time and isinstance(value, str) else value


def _append(store: Store, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        store.append(table, pa.table({name: _array(name, values) for name, values in columns.items()}))


def _array(name: str, values: list[Any]) -> pa.Array:
    if name.endswith("_at") or name == "since":
        return pa.array(values, pa.timestamp("us", tz="UTC"))
    return pa.array(values, pa.list_(pa.string())) if isinstance(values[0], list) else pa.array(values)


def answers(rule: Rule, example: Row) -> list[dict[str, Any]]:
    """The rows that the rule's select returns for an example's tables."""
    tables = {name: example.get(name, ()) for name in ("messages", *_TABLES)}
    first, last = (date.fromisoformat(day) if day else None for day in example.get("period", ("", "")))
    with filled(**tables, period=(first, last)) as store:
        assert not store.lacking(rule.requires), "the example lacks what the rule requires"
        roles = {row["message_id"]: row["role"] for row in store.rows("select message_id, role from model.messages")}
        rows = store.rows(rule.sql or "")
    return [row for row in rows if not roles.get(row["message_id"]) or roles[row["message_id"]] in rule.roles]


def disagreement(rule: Rule, example: Row) -> str | None:
    """What the rule says otherwise than its example; None where they agree."""
    found = {row["subject_id"]: row for row in answers(rule, example)}
    flagged = [{"message": item} if isinstance(item, str) else item for item in example.get("flagged", ())]
    wanted = {
        "fault": {str(item["message"]) for item in flagged},
        **{verdict: set(example.get(verdict, ())) for verdict in ("review", "not_checked", "not_applicable")},
    }
    said: dict[str, set[str]] = {verdict: set() for verdict in wanted}
    for subject, row in found.items():
        verdict = row.get("verdict") or "violation"
        said["fault" if verdict in {"violation", "likely"} else verdict].add(subject)
    if said != wanted:
        return f"said {said}, wanted {wanted}"
    for item in flagged:
        row = found[item["message"]]
        for name in set(item) - {"message"}:
            if row.get(name) != item[name]:
                return f"{item['message']}: {name} is {row.get(name)!r}, wanted {item[name]!r}"
    return None
