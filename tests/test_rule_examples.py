"""Every example of every Python rule."""

import pytest

from audit.engine import registry
from audit.engine.examples import disagreement
from audit.model.rule import Example, Rule

CASES = [(rule, example) for rule in registry.built_in() for example in rule.examples]


def name(value: Rule | Example) -> str:
    return value.id if isinstance(value, Rule) else (value.body or value.html or value.subject)[:40]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=name)
def test_a_rule_says_what_its_example_says(rule: Rule, example: Example) -> None:
    assert disagreement(rule, example) is None, example


def test_an_example_that_the_rule_contradicts_is_noticed() -> None:
    rule, example = next((r, e) for r, e in CASES if not e.is_bad and not e.not_checked)
    from dataclasses import replace

    assert disagreement(rule, replace(example, is_bad=True)) is not None
