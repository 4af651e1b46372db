"""Puts the SQL rules to the store and makes answers of their rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from audit.engine.findings import Anchor, Maker
from audit.engine.tally import Tally
from audit.errors import StoreError
from audit.model.evidence import Answer, Evidence, Fact, Hit, NotApplicable, NotChecked, Reference
from audit.model.result import Finding
from audit.model.rule import Rule
from audit.model.words import Status, Unit, Verdict
from audit.resources import QUERIES
from audit.store import Store

Row = Mapping[str, Any]

# Columns of a rule's select that are no evidence.
RESERVED = frozenset({
    "subject_id", "message_id", "verdict", "variant", "sentence", "reason", "order_id", "sent_at",
    "reference_message", "reference_order", "reference_solicitation",
})  # fmt: skip
_REFERENCES = {"reference_message": "message", "reference_order": "order", "reference_solicitation": "solicitation"}
_ANCHORS = (QUERIES / "audit" / "anchors.sql").read_text(encoding="utf-8")
_ACCOUNT = (QUERIES / "audit" / "account_anchors.sql").read_text(encoding="utf-8")


def run_rule(store: Store, rule: Rule, maker: Maker, units: Mapping[str, int]) -> tuple[Tally, list[Finding], set[str]]:
    """The counts and findings of one SQL rule, and the messages that it could not look at.

    ``units`` counts what there is in the period: ``proactive``, ``reply``, ``solicitations``, ``episodes``,
    ``inbound``.
    """
    tally = Tally()
    findings: list[Finding] = []
    unlooked: set[str] = set()
    total, apart = _population(rule, units)
    lacking = store.lacking(rule.requires)
    seen = total or units["proactive"] + units["reply"]
    if lacking and seen:
        tally.reasons[f"no {lacking} in what was imported"] = seen
        tally.not_applicable = apart
        return tally, findings, unlooked
    try:
        rows = store.rows((_ACCOUNT if rule.unit is Unit.ACCOUNT else _ANCHORS).format(rule=rule.sql))
    except StoreError as error:
        tally.error = str(error)
        return tally, findings, unlooked
    counted = 0
    for row in rows:
        if row["anchor_role"] and rule.unit is not Unit.EPISODE and row["anchor_role"] not in rule.roles:
            continue
        counted += 1
        answer = _answer(rule, row)
        finding = maker.finding(rule, _anchor(row), (answer,))
        tally.add((answer,), is_open=finding is not None and finding.status is Status.OPEN)
        if finding:
            findings.append(finding)
        elif tally.last_not_checked and row["anchor_message"]:
            unlooked.add(row["anchor_message"])
    tally.passed += max(0, total - counted)
    tally.not_applicable += apart
    return tally, findings, unlooked


def _population(rule: Rule, units: Mapping[str, int]) -> tuple[int, int]:
    """How many a rule should look at, and how many messages it does not concern."""
    alone = {Unit.EPISODE: units["episodes"], Unit.INBOUND: units["inbound"], Unit.ACCOUNT: 1}
    if rule.unit in alone:
        return alone[rule.unit], 0
    concerned = sum(units[role] for role in rule.roles)
    apart = units["proactive"] + units["reply"] - concerned
    return concerned + (units["solicitations"] if rule.unit is Unit.REQUEST else 0), apart


def _answer(rule: Rule, row: Row) -> Answer:
    verdict = row.get("verdict") or Verdict.VIOLATION
    if verdict == "not_checked":
        return NotChecked(row.get("reason") or "could not be looked at")
    if verdict == "not_applicable":
        return NotApplicable()
    return Hit(_evidence(rule, row), Verdict(verdict), row.get("variant") or None, row.get("sentence") or None)


def _evidence(rule: Rule, row: Row) -> tuple[Evidence, ...]:
    facts: list[Evidence] = [
        Fact(words.get("name", column), row[column], words.get("unit"))
        for column, words in rule.facts.items()
        if row.get(column) not in {None, ""}
    ]
    facts += [Reference(what, str(row[name])) for name, what in _REFERENCES.items() if row.get(name)]
    return tuple(facts)


def _anchor(row: Row) -> Anchor:
    return Anchor(
        message_id=row["anchor_message"] or None, order_id=row["anchor_order"] or None,
        thread_id=row["anchor_thread"] or None, marketplace=row["anchor_marketplace"] or None,
        sent_at=row["anchor_sent_at"], local_day=date.fromisoformat(row["anchor_day"]),
        direction=row["anchor_direction"] or None, channel=row["anchor_channel"] or None,
        tool=row["anchor_tool"] or None, agent=row["anchor_agent"] or None, buyer_id=row["anchor_buyer"] or None,
        template_id=row["anchor_template"] or None, policy=row["anchor_policy"], source_file=row["anchor_file"],
        source_row=row["anchor_row"], period=row["anchor_period"],
    )  # fmt: skip
