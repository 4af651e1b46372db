"""The laws that every rule keeps; learn the house style by failing them."""

import re
from pathlib import Path

import pytest

from audit.engine import registry
from audit.engine.request import catalogue
from audit.engine.sql_header import sql_rule
from audit.model.rule import SECTIONS, Rule, View
from audit.policy import load_catalogue, load_policies
from audit.resources import QUERIES

RULES = registry.built_in()
FAMILIES = {"reviews", "content", "form", "purpose", "history"}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@each_rule
def test_an_id_is_lower_case_words_with_hyphens(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)


@each_rule
def test_a_rule_is_either_python_or_sql(rule: Rule) -> None:
    assert (rule.check is None) != (rule.sql is None)


@each_rule
def test_a_rule_has_examples_of_both_kinds(rule: Rule) -> None:
    if rule.check:
        assert any(e.is_bad for e in rule.examples)
        assert any(not e.is_bad for e in rule.examples)
    else:
        assert any(t.get("flagged") or t.get("review") for t in rule.tables)
        assert any(not t.get("flagged") and not t.get("review") for t in rule.tables)


@each_rule
def test_every_bad_example_says_what_the_evidence_shows(rule: Rule) -> None:
    assert all(e.shows for e in rule.examples if e.is_bad)


@each_rule
def test_the_documentation_has_its_four_sections(rule: Rule) -> None:
    assert tuple(rule.doc) == SECTIONS
    assert all(len(text.split()) >= 4 for text in rule.doc.values())


@each_rule
def test_titles_are_statements_without_a_full_stop(rule: Rule) -> None:
    for title in (rule.title, rule.failure_title):
        assert title[0].isupper() or title[0] in '["“'
        assert not title.endswith(".")
    assert rule.title != rule.failure_title


@each_rule
def test_sentences_and_remediation_end_as_sentences_do(rule: Rule) -> None:
    for text in (rule.sentence, *rule.sentences.values(), rule.remediation):
        assert text.rstrip('”"’)')[-1] in ".?!"


@each_rule
def test_the_clauses_exist_in_the_newest_policy(rule: Rule) -> None:
    newest = load_policies()[-1]
    assert rule.clauses
    assert all(newest.clause(clause) for clause in rule.clauses)


@each_rule
def test_the_catalogue_agrees_on_severity_clauses_and_family(rule: Rule) -> None:
    entry = next((e for e in load_catalogue() if e.id == rule.id), None)
    assert entry, f"{rule.id} has no [[rules]] entry in audit/policies/catalogue.toml"
    assert (entry.severity, entry.clauses, entry.family) == (rule.severity, rule.clauses, rule.family)


@each_rule
def test_the_family_is_one_of_the_house(rule: Rule) -> None:
    assert rule.family in FAMILIES


@each_rule
def test_a_python_rule_asks_only_for_what_a_view_has(rule: Rule) -> None:
    if rule.check:
        assert set(rule.requires) <= set(View.__slots__)
        assert rule.requires[0] == "reading"


def test_ids_and_failure_titles_are_unique() -> None:
    words = catalogue(RULES)
    assert len({w.id for w in words}) == len(words)
    assert len({w.failure_title for w in words}) == len(words)


def test_every_clause_is_automated_by_a_rule_of_the_catalogue_or_manual_with_a_reason() -> None:
    known = {e.id for e in load_catalogue()}
    for policy in load_policies():
        for clause in policy.clauses:
            assert set(clause.rules) <= known, clause.id
            assert (clause.assessment == "automated") == bool(clause.rules), clause.id
            assert clause.assessment == "automated" or clause.note, clause.id


def test_the_clauses_name_the_rules_that_name_them() -> None:
    newest = load_policies()[-1]
    for entry in load_catalogue():
        for clause_id in entry.clauses:
            clause = newest.clause(clause_id)
            assert clause is not None
            assert entry.id in clause.rules, (entry.id, clause_id)


@pytest.mark.parametrize("file", sorted((QUERIES / "rules").glob("*.sql")), ids=lambda f: f.stem)
def test_a_sql_rule_reads_only_models_and_no_clock(file: Path) -> None:
    sql = sql_rule(file.stem, file.read_text(encoding="utf-8"), str(file)).sql or ""
    assert not re.search(r"\b(now|current_date|current_timestamp|today)\b", sql, re.IGNORECASE)
    sql = re.sub(r"--.*", "", sql)
    ctes = set(re.findall(r"(?:\bwith|,)\s+(\w+)\s+as\s+\(", sql))
    for relation in re.findall(r"(?<!\bdistinct )\b(?:from|join)\s+([\w.]+)", sql):
        assert relation.startswith("model.") or relation in ctes, relation
    assert re.search(r"\border by\b", sql), "a total order at the end"
