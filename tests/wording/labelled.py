"""Judges made-up labelled messages by the rules about wording alone, without a store."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.engine import registry
from audit.engine.judge import Judge, Letter, Surroundings, strongest
from audit.features.reading import read
from audit.model.reading import Reading
from audit.model.records import Attachment
from audit.model.words import Role, Verdict
from audit.policy import find_marketplace, load_policies

RULES = (
    "order-confirmation", "thank-you-only", "marketing", "review-incentive", "review-persuasion", "review-change",
    "review-gating", "review-talk", "forbidden-attachment", "opt-out-link", "sensitive-content", "unpermitted-purpose",
    "important-misuse", "cancel-request", "off-platform",
)  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """A rule that says otherwise than the label: ``false`` or ``missed``."""

    message: str
    rule: str
    kind: str


@dataclass(frozen=True)
class Score:
    """How often the rules agree with the labels."""

    right: int
    mistakes: tuple[Mistake, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + sum(m.kind == "false" for m in self.mistakes))

    @property
    def recall(self) -> float:
        return self.right / (self.right + sum(m.kind == "missed" for m in self.mistakes))


def load(file: Path) -> list[dict[str, Any]]:
    """The records of a file of labelled messages."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def letter(record: dict[str, Any]) -> Letter:
    """The message as the engine would hand it to the rules."""
    earlier = [read("", part["text"], "") for part in record["history"] if part["direction"] == "in"]
    previous = earlier[-1] if earlier else None
    latest = previous.facts if previous else frozenset()
    return Letter(
        reading=read(record["subject"], record["body"], record.get("html") or ""),
        role=Role.REPLY if previous else Role.PROACTIVE,
        policy=load_policies()[-1].id,
        previous=previous,
        after_praise="praise" in latest and "problem" not in latest,
        after_problem=any("problem" in reading.facts for reading in earlier),
        marketplace=find_marketplace(record["marketplace"]),
        order_id=record["order_id"],
        attachments=tuple(Attachment(a["filename"], a["content_type"]) for a in record["attachments"]),
    )


def flagged(records: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], frozenset[str], Reading]]:
    """Each record with the rules that fire on it, surely or likely."""
    rules = tuple(rule for rule in registry.built_in() if rule.id in RULES)
    judge = Judge(rules, Surroundings(limits={policy.id: policy.limits for policy in load_policies()}))
    for record in records:
        made = letter(record)
        found = {
            rule.id
            for rule, answers in judge.answers(made)
            if any(hit.verdict is not Verdict.REVIEW for hit in strongest(answers)[:1])
        }
        yield record, frozenset(found), made.reading
    assert not judge.errors, judge.errors


def score(records: Sequence[dict[str, Any]]) -> Score:
    """Compares findings with labels; what is ambiguous counts neither way."""
    right, mistakes = 0, []
    for record, found, _ in flagged(records):
        wanted = set(record["labels"]) & set(RULES)
        right += len(found & wanted)
        mistakes += [Mistake(record["id"], rule, "false") for rule in found - wanted - set(record["ambiguous"])]
        mistakes += [Mistake(record["id"], rule, "missed") for rule in wanted - found - set(record["ambiguous"])]
    return Score(right, tuple(sorted(mistakes, key=lambda m: (m.rule, m.kind, m.message))))
