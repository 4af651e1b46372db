"""Every example of every SQL rule, on a real store."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from audit.engine import registry
from audit.engine.run import FEATURES
from audit.model.rule import Rule
from audit.policy import load_marketplaces, load_policies
from audit.store import Store

ORDER = "302-1234567-1234567"
MESSAGE = {
    "direction": "outbound", "sent_at": "2026-01-10T10:00:00+00:00", "thread_id": "t", "order_id": ORDER,
    "marketplace": "Amazon.de", "channel": "email", "file_id": 1, "source_row": 1, "auto_reply": False,
    "no_response_needed": False,
}  # fmt: skip
ORDER_ROW = {"order_id": ORDER, "marketplace": "Amazon.de", "file_id": 1, "source_row": 1}
SOLICITATION = {"channel": "button", "status": "sent", "file_id": 1, "source_row": 1}
FEATURE = {
    "reading_key": "", "template_id": "", "language": "en", "languages": ["en"], "letters": 100, "order_ids": [ORDER],
    "partial_order_id": False, "acts": [], "new_subject": "", "new_text": "",
}  # fmt: skip
CASES = [(rule, table) for rule in registry.built_in() for table in rule.tables]


def add(store: Store, table: str, row: Mapping[str, Any]) -> None:
    known = {
        c["column_name"]: c["data_type"]
        for c in store.rows(
            "select column_name, data_type from duckdb_columns() where schema_name = 'main' and table_name = ?", [table]
        )
    }
    values = {n: row.get(n, "" if t == "VARCHAR" else None) for n, t in known.items()}
    values |= {
        n: datetime.fromisoformat(v).astimezone(UTC)
        for n, v in values.items()
        if known[n].startswith("TIMESTAMP") and v
    }
    store.append(table, pa.Table.from_pylist([values]))


def prepared(table: Mapping[str, Any]) -> Store:
    store = Store.open(None)
    store.set_reference(load_marketplaces(), load_policies())
    store.set_check(
        period_from=None, period_to=None, as_of=date(2026, 10, 5), rules_of="sending-day", default_timezone="UTC"
    )
    features = []
    for row in table.get("messages", ()):
        add(store, "messages", {**MESSAGE, **row})
        features.append({**FEATURE, "message_id": row["message_id"], **{k: v for k, v in row.items() if k in FEATURE}})
    if features:
        store.write_features(pa.Table.from_pylist(features, schema=FEATURES))
    for row in table.get("orders", ()):
        add(store, "order_rows", {**ORDER_ROW, **row})
    for row in table.get("solicitations", ()):
        add(store, "solicitations", {**SOLICITATION, **row})
    return store


def key(row: Mapping[str, Any]) -> str:
    return str(row["message_id"] or row["subject_id"])


@pytest.mark.parametrize(("rule", "table"), CASES, ids=lambda v: v.id if isinstance(v, Rule) else str(v["name"]))
def test_a_sql_rule_flags_what_its_example_says(rule: Rule, table: Mapping[str, Any]) -> None:
    with prepared(table) as store:
        roles = {r["message_id"]: r["role"] for r in store.rows("select message_id, role from model.messages")}
        rows = [
            r
            for r in store.rows(str(rule.sql))
            if not roles.get(r["message_id"]) or roles[r["message_id"]] in rule.roles
        ]
    verdicts = {key(r): (r.get("verdict") or "violation", r.get("variant")) for r in rows}
    by = {
        v: {k for k, (verdict, _) in verdicts.items() if verdict == v}
        for v in ("violation", "likely", "review", "not_checked")
    }
    flagged = [f if isinstance(f, dict) else {"message": f} for f in table.get("flagged", ())]
    assert by["violation"] | by["likely"] == {f["message"] for f in flagged}
    for wanted in flagged:
        found = verdicts[wanted["message"]]
        assert found[0] == wanted.get("verdict", found[0])
        assert found[1] == wanted.get("variant")
    assert by["review"] == set(table.get("review", ()))
    assert by["not_checked"] == set(table.get("not_checked", ()))
