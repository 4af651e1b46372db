"""The made-up sellers: the demo yields what is planted in it, neither more nor less; the compliant one nothing."""

import json
from datetime import date

import pytest

from audit import audit
from audit.model.result import AuditResult
from audit.resources import SAMPLE_DATA

DAY = date(2026, 10, 5)


@pytest.fixture(scope="module")
def demo() -> AuditResult:
    return audit([SAMPLE_DATA / "demo"], as_of=DAY)


def test_the_demo_yields_exactly_the_planted_findings(demo: AuditResult) -> None:
    planted = json.loads((SAMPLE_DATA / "demo" / ".planted.json").read_text(encoding="utf-8"))
    wanted = {(p["rule"], p["message_id"], p["verdict"]) for p in planted}
    assert {(f.rule, f.message_id, f.verdict.value) for f in demo.findings} == wanted
    assert len(wanted) == len(planted) == len(demo.findings)


def test_every_built_rule_has_a_planted_fault(demo: AuditResult) -> None:
    assert {f.rule for f in demo.findings} == {r.id for r in demo.rules if r.built}


def test_the_compliant_seller_has_no_finding() -> None:
    result = audit([SAMPLE_DATA / "clean"], as_of=DAY)
    assert [(f.rule, f.message_id, f.sentence) for f in result.findings] == []
    assert result.scope.outbound > 300


def test_every_outbound_message_is_counted_once_by_every_rule(demo: AuditResult) -> None:
    for outcome in demo.outcomes:
        if outcome.unit == "outbound message":
            total = outcome.population + outcome.not_checked + outcome.not_applicable
            assert total == demo.scope.outbound, outcome


def test_the_score_lines_add_up_to_the_points(demo: AuditResult) -> None:
    assert round(sum(line.points for line in demo.score.lines), 2) == demo.score.points
    assert demo.score.value == round(100 - demo.score.points, 2)


def test_counts_of_every_file_add_up(demo: AuditResult) -> None:
    for file in demo.imports.files:
        assert file.rows == file.records + file.duplicates + file.row_issues + file.ignored
    mailbox = next(f for f in demo.imports.files if f.importer == "mbox")
    assert (mailbox.duplicates, dict(mailbox.ignored_reasons)) == (1, {"private mail": 4})
