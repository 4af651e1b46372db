"""Every example of every SQL rule, and what its findings say."""

import math

import pytest
from sql_examples import ORDER, Row, answers, disagreement

from audit.engine import registry
from audit.model.rule import Rule

RULES = {rule.id: rule for rule in registry.built_in() if rule.sql}
CASES = [(rule, example) for rule in RULES.values() for example in rule.tables]
_KEYS = {
    "name", "messages", "orders", "solicitations", "notices", "feedback", "do_not_contact", "period", "flagged",
    "review", "not_checked", "not_applicable",
}  # fmt: skip


def name(value: Rule | Row) -> str:
    return value.id if isinstance(value, Rule) else str(value["name"])


@pytest.mark.parametrize(("rule", "example"), CASES, ids=name)
def test_a_rule_says_what_its_example_says(rule: Rule, example: Row) -> None:
    assert set(example) <= _KEYS
    assert disagreement(rule, example) is None


def test_an_example_that_the_rule_contradicts_is_noticed() -> None:
    rule = RULES["missing-order-id"]
    example = next(e for e in rule.tables if e.get("flagged"))
    assert disagreement(rule, {**example, "flagged": []}) is not None


@pytest.mark.parametrize("rule", RULES.values(), ids=name)
def test_names_of_examples_differ(rule: Rule) -> None:
    names = [example["name"] for example in rule.tables]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", RULES.values(), ids=name)
def test_every_column_is_reserved_or_a_declared_fact(rule: Rule) -> None:
    from audit.engine.sql_rules import RESERVED

    rows = [row for example in rule.tables for row in answers(rule, example)]
    for row in rows:
        assert set(row) - RESERVED == set(rule.facts)
        assert not row.get("variant") or row["variant"] in rule.variants
        assert not row.get("sentence") or row["sentence"] in rule.sentences
        assert (row.get("verdict") == "not_checked") <= bool(row.get("reason"))


def test_a_late_message_soon_after_the_data_begin_says_so() -> None:
    orders = [{"delivered_at": "2026-01-05T10:00:00+00:00"}]
    early = {"message_id": "m1", "sent_at": "2026-03-01T10:00:00+00:00"}
    late = {"message_id": "m2", "thread_id": "t2", "sent_at": "2026-03-15T10:00:00+00:00"}
    rows = answers(RULES["late-message"], {"orders": orders, "messages": [early, late]})
    assert [row["begins_on"] for row in rows] == ["the imported messages begin on 2026-03-01", None]


def test_a_repeat_names_the_first_request_and_the_missing_log() -> None:
    asks = {"acts": ["review_request"], "channel": "tool"}
    messages = [{"message_id": "m1", **asks}, {"message_id": "m2", "sent_at": "2026-01-11T10:00:00+00:00", **asks}]
    row = next(r for r in answers(RULES["repeat-review-request"], {"messages": messages}) if r["number"] == 2)
    assert (row["reference_message"], row["first_on"], row["first_channel"]) == ("m1", "2026-01-10", "tool")
    assert row["log"] == "not checked: no log of it was imported"


def test_a_repeat_by_button_has_no_message_but_order_and_time() -> None:
    clicks = [{"solicited_at": "2026-01-10T10:00:00+00:00"}, {"solicited_at": "2026-01-12T10:00:00+00:00"}]
    rows = answers(RULES["repeat-review-request"], {"solicitations": clicks})
    assert len(rows) == 1
    assert (rows[0]["message_id"], rows[0]["order_id"]) == (None, ORDER)
    assert rows[0]["sent_at"].isoformat() == "2026-01-12T10:00:00+00:00"
    assert rows[0]["reference_solicitation"] == f"{ORDER}@2026-01-10T10:00:00Z"
    assert rows[0]["log"] is None


def test_a_slow_reply_tells_the_time_to_the_second() -> None:
    messages = [
        {"message_id": "b1", "direction": "inbound", "sent_at": "2026-01-09T10:00:00+00:00"},
        {"message_id": "m1", "sent_at": "2026-01-10T10:00:59.5+00:00"},
    ]
    rows = answers(RULES["slow-reply"], {"messages": messages})
    assert [(row["waited"], row["hours"], row["reference_message"]) for row in rows] == [("24:01:00", 24.02, "m1")]


def fisher(unhappy: int, unhappy_asked: int, others: int, others_asked: int) -> float:
    """By counting, with whole numbers: the chance that so few or fewer of the unhappy are asked."""
    asked = unhappy_asked + others_asked
    ways = [math.comb(unhappy, k) * math.comb(others, asked - k) for k in range(unhappy_asked + 1) if asked >= k]
    return sum(ways) / math.comb(unhappy + others, asked)


@pytest.mark.parametrize(
    ("unhappy", "unhappy_asked", "others", "others_asked"),
    [(8, 2, 22, 22), (8, 0, 40, 25), (30, 3, 300, 150), (250, 60, 5000, 4000), (12, 0, 18, 18)],
)
def test_the_probability_is_that_of_fishers_exact_test(
    unhappy: int, unhappy_asked: int, others: int, others_asked: int
) -> None:
    def orders(n: int, prefix: str, **more: str) -> Row:
        return {"times": n, "order_id": f"{prefix}-{{n:07}}", "delivered_at": "2026-01-05T10:00:00+00:00", **more}

    example = {
        "period": ["2026-01-01", "2026-03-01"],
        "orders": [orders(unhappy, "1", refunded_at="2026-01-06T10:00:00+00:00"), orders(others, "2")],
        "solicitations": [
            {"times": unhappy_asked, "order_id": "1-{n:07}"},
            {"times": others_asked, "order_id": "2-{n:07}"},
        ],
        "messages": [{"order_id": "", "sent_at": "2026-03-01T10:00:00+00:00"}],
    }
    rows = answers(RULES["selective-asking"], example)
    assert [(row["unhappy_asked"], row["others_asked"]) for row in rows] == [(unhappy_asked, others_asked)]
    assert rows[0]["probability"] == f"{fisher(unhappy, unhappy_asked, others, others_asked):.2g}"
