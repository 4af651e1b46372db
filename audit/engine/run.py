"""One check: understand, judge, count, and put the result document together."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from audit.engine.assemble import assemble
from audit.engine.findings import Maker
from audit.engine.request import Check, RuleBook, rule_book
from audit.engine.sql_rules import run_rule
from audit.engine.tally import Tally
from audit.engine.worker import SHARD, Crew, Done, Row
from audit.model.progress import Reporter
from audit.model.result import AuditResult, Finding
from audit.model.result_io import pieces
from audit.resources import QUERIES
from audit.store import Store

FEATURES = pa.schema(
    [
        ("message_id", pa.string()),
        ("reading_key", pa.string()),
        ("template_id", pa.string()),
        ("language", pa.string()),
        ("languages", pa.list_(pa.string())),
        ("letters", pa.int32()),
        ("order_ids", pa.list_(pa.string())),
        ("partial_order_id", pa.bool_()),
        ("acts", pa.list_(pa.string())),
        ("new_subject", pa.string()),
        ("new_text", pa.string()),
    ]
)


class Judged:
    """What all shards and rules found, added up."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.tallies: dict[str, Tally] = {}
        self.unlooked: set[str] = set()

    def add(self, done: Done) -> None:
        """Adds a shard."""
        self.findings += done.findings
        self.unlooked |= done.unlooked
        for name, tally in done.tallies.items():
            self.tallies.setdefault(name, Tally()).merge(tally)


def judge(store: Store, request: Check, reporter: Reporter) -> AuditResult:
    """Judges the store's messages and keeps the result in the store."""
    book = rule_book(request)
    store.set_reference(tuple(book.marketplaces.values()), book.policies)
    store.set_check(
        period_from=request.period.first, period_to=request.period.last, as_of=request.as_of,
        rules_of=request.rules_of, default_timezone=request.account.timezone or "UTC",
    )  # fmt: skip
    judged = Judged()
    _read(store, request, judged, reporter)
    with store.settled():
        _ask_sql(store, book, request, judged, reporter)
        result = assemble(store, book, request, judged.findings, judged.tallies, len(judged.unlooked))
    store.save_result(request.as_of.isoformat(), pieces(result))
    return result


def _read(store: Store, request: Check, judged: Judged, reporter: Reporter) -> None:
    """Understands every message, buyers' first, since what they wrote decides how the answers are judged."""
    store.clear_features()
    messages = store.count("main.messages")
    reporter.stage("Reading", messages)
    with Crew(request, messages) as crew:
        for done in crew.understand(_shards(store, "context")):
            _keep(store, done, reporter)
        for done in crew.judge(_shards(store, "letters")):
            _keep(store, done, reporter)
            judged.add(done)


def _keep(store: Store, done: Done, reporter: Reporter) -> None:
    if done.features:
        store.write_features(pa.table(done.features, schema=FEATURES))
    reporter.advance(done.messages)


def _shards(store: Store, query: str) -> Iterator[list[Row]]:
    sql = (QUERIES / "audit" / f"{query}.sql").read_text(encoding="utf-8")
    for batch in store.batches(sql, size=SHARD):
        rows: list[Row] = batch.to_pylist()
        yield rows


def _ask_sql(store: Store, book: RuleBook, request: Check, judged: Judged, reporter: Reporter) -> None:
    rules = [rule for rule in book.rules if rule.sql]
    maker = Maker(
        policies=book.by_id, today=book.today.id, rules_of=request.rules_of, pseudonym_key=request.pseudonym_key
    )
    units = _units(store.rows((QUERIES / "audit" / "units.sql").read_text(encoding="utf-8")))
    reporter.stage("Comparing", len(rules))
    for rule in rules:
        tally, findings, unlooked = run_rule(store, rule, maker, units)
        judged.tallies[rule.id] = tally
        judged.findings += findings
        judged.unlooked |= unlooked
        reporter.advance()


def _units(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    return {row["unit"]: row["n"] for row in rows}
