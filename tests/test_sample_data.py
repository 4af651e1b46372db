"""The made-up sellers: the demo yields what is planted in it, neither more nor less; the compliant one nothing."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sample_sellers import clean as clean_seller
from sample_sellers import demo as demo_seller
from sample_sellers import writers
from sample_sellers.catalogue import LANGUAGES

from audit import audit
from audit.engine import registry
from audit.model.result import AuditResult, Finding
from audit.resources import SAMPLE_DATA

DAY = date(2026, 10, 5)
Key = tuple[str, str, str, str]
NOT_PLANTED = {
    "selective-asking": "it would need hundreds of orders asked by whim, which the demo's story has not; its examples show it",
}


@pytest.fixture(scope="module")
def demo() -> AuditResult:
    return audit([SAMPLE_DATA / "demo"], as_of=DAY)


@pytest.fixture(scope="module")
def clean() -> AuditResult:
    return audit([SAMPLE_DATA / "clean"], as_of=DAY)


def _planted() -> list[dict[str, str]]:
    loaded: list[dict[str, str]] = json.loads((SAMPLE_DATA / "demo" / writers.PLANTED).read_text(encoding="utf-8"))
    return loaded


def _key(finding: Finding) -> Key:
    anchor = finding.message_id or f"{finding.order_id}@{finding.sent_at}"
    return finding.rule, anchor, finding.verdict.value, finding.severity.value


def _wanted(result: AuditResult) -> list[Key]:
    built = {r.id for r in result.rules if r.built}
    return [
        (p["rule"], p.get("message_id") or f"{p['order_id']}@{p['sent_at']}", p["verdict"], p["severity"])
        for p in _planted()
        if p["rule"] in built and not _is_foreign(p)
    ]


def _is_foreign(planted: dict[str, str]) -> bool:
    """Whether the rule does not understand the language yet: then it says that it did not look."""
    spoken = next((rule.languages for rule in registry.built_in() if rule.id == planted["rule"]), None)
    return spoken is not None and planted.get("language", "") not in spoken


def test_the_demo_yields_exactly_the_planted_findings(demo: AuditResult) -> None:
    assert sorted(_key(f) for f in demo.findings) == sorted(_wanted(demo))


def test_every_built_rule_has_a_planted_fault(demo: AuditResult) -> None:
    assert {r.id for r in demo.rules if r.built} <= {p["rule"] for p in _planted()} | set(NOT_PLANTED)


def test_planted_faults_name_rules_verdicts_and_severities_of_the_catalogue(demo: AuditResult) -> None:
    assert {p["rule"] for p in _planted()} <= {r.id for r in demo.rules}
    assert {p["verdict"] for p in _planted()} <= {"violation", "likely", "review"}
    assert {p["severity"] for p in _planted()} <= {"critical", "high", "medium", "low", "info"}


def test_no_fault_is_planted_twice() -> None:
    anchors = Counter((p["rule"], p.get("message_id"), p.get("order_id"), p.get("sent_at")) for p in _planted())
    assert set(anchors.values()) == {1}


def test_the_compliant_seller_has_no_finding_of_any_verdict(clean: AuditResult) -> None:
    assert [(f.rule, f.message_id or f.order_id, f.sentence) for f in clean.findings] == []
    assert clean.scope.outbound >= 600


def test_every_outbound_message_is_counted_once_by_every_rule(demo: AuditResult) -> None:
    for outcome in demo.outcomes:
        if outcome.unit == "outbound message":
            total = outcome.population + outcome.not_checked + outcome.not_applicable
            assert total == demo.scope.outbound, outcome


def test_the_score_lines_add_up_to_the_points(demo: AuditResult) -> None:
    assert round(sum(line.points for line in demo.score.lines), 2) == demo.score.points
    assert demo.score.value == round(max(0, 100 - demo.score.points), 2)


def test_counts_of_every_file_add_up(demo: AuditResult) -> None:
    for file in demo.imports.files:
        assert file.rows == file.records + file.duplicates + file.row_issues + file.ignored
        assert file.refused is None
    assert sum(f.row_issues for f in demo.imports.files) == 4
    sent = next(f for f in demo.imports.files if f.file == "sent.mbox")
    assert (sent.records, sent.duplicates > 20) == (0, True)
    everything = next(f for f in demo.imports.files if f.file == "all-mail.mbox")
    assert dict(everything.ignored_reasons)["private mail"] == 3


def test_all_languages_occur_in_both_sellers(demo: AuditResult, clean: AuditResult) -> None:
    for result in (demo, clean):
        assert set(LANGUAGES) <= {language for language, _ in result.scope.languages}


def test_five_of_six_messages_of_the_demo_are_right_by_all_rules_of_the_catalogue(demo: AuditResult) -> None:
    faulty = {p["message_id"] for p in _planted() if "message_id" in p}
    assert 0.06 < len(faulty) / demo.scope.outbound < 0.17


@pytest.mark.parametrize("name", ["demo", "clean"])
def test_the_generator_writes_the_same_bytes_that_lie_in_the_folder(name: str, tmp_path: Path) -> None:
    writers.write({"demo": demo_seller, "clean": clean_seller}[name].build(), tmp_path)
    there = {f.name: f.read_bytes() for f in (SAMPLE_DATA / name).iterdir()}
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == there
    assert sum(map(len, there.values())) < 1_500_000


def test_no_message_id_comes_twice_with_different_words() -> None:
    rows = [
        (row["message_id"], row["body_text"], row["body_html"])
        for file in ("messages.csv", "tool-log.csv")
        for row in csv.DictReader((SAMPLE_DATA / "demo" / file).read_text(encoding="utf-8").splitlines(keepends=True))
    ]
    assert max(Counter(message_id for message_id, *_ in rows).values()) == 1
