"""What the built-in policy versions and the catalogue say."""

import re
from pathlib import Path

import pytest

from audit.model.policy import Policy
from audit.policy import load_catalogue, load_policies
from audit.resources import PACKAGE, QUERIES

POLICIES = load_policies()
OLDER, NEWEST = (next(p for p in POLICIES if p.id == name) for name in ("older", "2020-11-06"))
UNDATED = {*(f"advice-{n}" for n in range(1, 4)), *(f"amazon-{n}" for n in range(1, 9))}
each_version = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)


def test_the_newest_version_has_every_clause_of_the_announcement() -> None:
    counts = {"key": 3, "dont": 16, "format": 11, "purpose": 8, "advice": 3, "amazon": 8}
    wanted = [f"{name}-{n}" for name, last in counts.items() for n in range(1, last + 1)]
    assert [clause.id for clause in NEWEST.clauses] == wanted


def test_the_older_version_has_what_the_older_text_had_and_what_is_undated() -> None:
    dated = {"dont-3", "dont-4", "dont-6", "dont-8", "dont-10", "dont-11"}
    assert {clause.id for clause in OLDER.clauses} == dated | UNDATED


def test_the_odd_numbers_of_the_printed_list_are_told() -> None:
    for name in ("dont-11", "dont-12"):
        clause = NEWEST.clause(name)
        assert clause is not None
        assert "10, 12, 12, 13" in clause.note


def test_both_days_in_force_are_told() -> None:
    assert "3 November 2020" in NEWEST.note
    assert "6 November 2020" in NEWEST.note


@each_version
def test_the_words_of_a_clause_end_as_a_sentence_does(policy: Policy) -> None:
    for clause in policy.clauses:
        assert clause.text.endswith("."), clause.id
        assert not clause.note or clause.note.endswith("."), clause.id


def test_both_versions_know_the_same_limits() -> None:
    assert set(OLDER.limits) == set(NEWEST.limits)


def test_every_limit_that_sql_asks_for_exists() -> None:
    asked = {
        name
        for file in QUERIES.rglob("*.sql")
        for name in re.findall(r"policy_param\([^)]*?'([a-z_]+)'\)", file.read_text(encoding="utf-8"))
    }
    assert {"contact_window_days", "reply_window_days", "reply_hours"} <= asked <= set(NEWEST.limits)


def test_every_limit_that_python_asks_for_exists() -> None:
    files = [file for name in ("rules", "features") for file in Path(PACKAGE / name).rglob("*.py")]
    asked = {n for file in files for n in re.findall(r"limits\[\"(\w+)\"\]", file.read_text(encoding="utf-8"))}
    assert asked <= set(NEWEST.limits)


def test_every_family_has_rules() -> None:
    assert {rule.family for rule in load_catalogue()} == {"reviews", "content", "form", "purpose", "history"}


SEVERITIES = {
    "critical": "review-incentive review-persuasion review-change review-gating repeat-review-request "
    "sensitive-content tracking-pixel contact-details off-platform",
    "high": "late-message missing-order-id wrong-language marketing external-link forbidden-attachment logo-link "
    "unpermitted-purpose review-request-blocklisted important-misuse selective-asking undelivered",
    "medium": "order-confirmation thank-you-only opt-out-link product-image unrelated-image review-talk emoji "
    "animated-image insecure-image review-request-refunded slow-reply cancel-request buyer-complaint",
    "low": "accessibility wide-margin oversized-image style-override font-sizes text-alignment line-breaks "
    "spelling-grammar multiple-proactive-messages review-request-repeat-buyer review-request-window "
    "unrendered-placeholder",
    "info": "review-request-low-rating",
}


def test_severities_are_those_of_the_rule_catalogue() -> None:
    found: dict[str, set[str]] = {}
    for rule in load_catalogue():
        found.setdefault(rule.severity, set()).add(rule.id)
    assert found == {severity: set(names.split()) for severity, names in SEVERITIES.items()}
