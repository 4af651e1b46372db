"""The scoring of labelled messages, on a handful of them; and the shape of the sealed files."""

import json
from collections import Counter
from pathlib import Path

import pytest

from .scoring import ABOUT_ONE_MESSAGE, SEALED, Tally, export, judged, load, summed, table, tallies

COMMON: dict[str, object] = {
    "lang": "en",
    "buyer_lang": "en-GB",
    "marketplace": "Amazon.co.uk",
    "html": None,
    "attachments": [],
}
TINY: list[dict[str, object]] = [
    COMMON | {
        "id": "a", "order_id": "202-1111111-1111111", "initiated_by": "buyer",
        "history": [{"direction": "in", "text": "Where can I send a photo?"}], "subject": "Re: Photo (202-1111111-1111111)",
        "body": "Please mail it to help@kettle-friends.example.com.", "labels": ["contact-details"], "ambiguous": [],
    },
    COMMON | {
        "id": "b", "order_id": "202-2222222-2222222", "initiated_by": "seller", "history": [],
        "subject": "Flat number for order 202-2222222-2222222",
        "body": "The flat number is missing in the address. Please send it to us.", "labels": ["external-link"],
        "ambiguous": [],
    },
    COMMON | {
        "id": "c", "order_id": "202-3333333-3333333", "initiated_by": "seller", "history": [],
        "subject": "Flat number for order 202-3333333-3333333",
        "body": "The flat number is missing. Write to hello@kettle-friends.example.com.", "labels": [],
        "ambiguous": ["emoji"],
    },
]  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in TINY), encoding="utf-8")
    return path


def test_a_hit_a_miss_and_a_false_alarm_are_counted_by_rule_and_language(tiny: Path) -> None:
    messages = load(tiny)
    found, built = judged(messages)
    counts = tallies(messages, found)
    assert {"contact-details", "external-link"} <= built
    assert counts["contact-details", "en"] == Tally(right=1, alarms=1)
    assert counts["external-link", "en"] == Tally(missed=1)
    rule = summed(counts, 0)["contact-details"]
    assert (rule.precision, rule.recall) == (0.5, 1.0)
    assert summed(counts, 1)["en"].missed == 1


def test_reviews_are_neither_right_nor_false_and_ambiguous_rules_are_not_scored(tiny: Path) -> None:
    messages = load(tiny)
    counts = tallies(messages, {("a", "contact-details"): "review", ("c", "emoji"): "violation"})
    assert counts["contact-details", "en"] == Tally(missed=1, reviews=1)
    assert counts["emoji", "en"] == Tally()
    assert "emoji" not in table("rule", summed(counts, 0))


def test_the_exports_hold_no_label_and_every_earlier_message(tiny: Path, tmp_path: Path) -> None:
    export(load(tiny), tmp_path)
    text = (tmp_path / "messages.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert [(r["message_id"], r["direction"]) for r in rows] == [
        ("a-h1", "inbound"), ("a", "outbound"), ("b", "outbound"), ("c", "outbound"),
    ]  # fmt: skip
    assert "labels" not in text


@pytest.mark.parametrize(("name", "at_least"), [("disguises", 200), ("innocents", 300)])
def test_a_sealed_file_is_whole_and_about_even_in_eleven_languages(name: str, at_least: int) -> None:
    messages = load(SEALED / f"{name}.jsonl")
    assert len(messages) >= at_least
    languages = Counter(m.lang for m in messages)
    assert len(languages) == 11
    assert max(languages.values()) < 1.3 * min(languages.values())
    assert max(Counter(m.facts["body"] for m in messages).values()) == 1
    assert len({m.id for m in messages}) == len({m.facts["order_id"] for m in messages}) == len(messages)
    for message in messages:
        assert message.labels <= set(ABOUT_ONE_MESSAGE)
        assert message.facts["order_id"] in message.facts["subject"] + message.facts["body"]
        assert bool(message.labels) == (name == "disguises")
