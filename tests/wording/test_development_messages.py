"""The laws of the messages for finding gaps: known fields and rules, ids once, labels that the text itself bears out."""

import json
from pathlib import Path
from typing import Any

import pytest

FILES = sorted((Path(__file__).parent / "dev").glob("*.jsonl"))
LANGUAGES = {"de", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr"}
FIELDS = {
    "id",
    "lang",
    "buyer_lang",
    "marketplace",
    "order_id",
    "initiated_by",
    "history",
    "subject",
    "body",
    "attachments",
    "labels",
    "ambiguous",
}
RULES = {
    "cancel-request",
    "contact-details",
    "emoji",
    "external-link",
    "important-misuse",
    "marketing",
    "missing-order-id",
    "off-platform",
    "opt-out-link",
    "order-confirmation",
    "review-change",
    "review-gating",
    "review-incentive",
    "review-persuasion",
    "review-talk",
    "sensitive-content",
    "thank-you-only",
    "unpermitted-purpose",
    "wrong-language",
}
ONLY_PROACTIVE = {"order-confirmation", "thank-you-only", "unpermitted-purpose", "important-misuse"}


def _messages(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_language_but_english_has_its_messages() -> None:
    assert {path.stem for path in FILES} == LANGUAGES


def test_no_id_and_no_text_stands_twice() -> None:
    messages = [message for path in FILES for message in _messages(path)]
    assert (
        len({message["id"] for message in messages}) == len({message["body"] for message in messages}) == len(messages)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_fields_and_rules_are_known(path: Path) -> None:
    for message in _messages(path):
        assert set(message) - {"html"} == FIELDS, message["id"]
        assert message["lang"] == path.stem, message["id"]
        assert set(message["labels"]) | set(message["ambiguous"]) <= RULES, message["id"]
        assert not set(message["labels"]) & set(message["ambiguous"]), message["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_half_of_the_messages_are_clean_and_each_rule_occurs(path: Path) -> None:
    messages = _messages(path)
    assert 0.4 <= sum(not message["labels"] for message in messages) / len(messages) <= 0.55
    assert len(messages) >= 50
    assert {rule for message in messages for rule in message["labels"]} >= RULES - {"wrong-language"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_order_id_is_missing_where_the_label_says_so(path: Path) -> None:
    for message in _messages(path):
        there = message["order_id"] in message["subject"] + message["body"]
        assert there != ("missing-order-id" in message["labels"]), message["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_reply_breaks_no_rule_of_proactive_messages(path: Path) -> None:
    for message in _messages(path):
        reply = any(earlier["direction"] == "in" for earlier in message["history"])
        assert not (reply and ONLY_PROACTIVE & set(message["labels"])), message["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_wrong_language_is_another_than_the_buyers(path: Path) -> None:
    for message in _messages(path):
        if "wrong-language" in message["labels"]:
            assert message["buyer_lang"].split("-")[0] != message["lang"], message["id"]
