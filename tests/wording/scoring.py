"""Scores labelled messages: turns them into exports, audits these, and counts hits, misses and false alarms.

``python -m tests.wording.scoring [FILE.jsonl …]`` prints precision and recall by rule and by language, of the sealed files
unless others are named. It shows totals only, never a message.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from audit import audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SEALED = Path(__file__).parent / "sealed"
ABOUT_ONE_MESSAGE = (
    "cancel-request", "contact-details", "emoji", "external-link", "forbidden-attachment", "important-misuse", "line-breaks",
    "marketing", "missing-order-id", "off-platform", "opt-out-link", "order-confirmation", "review-change", "review-gating",
    "review-incentive", "review-persuasion", "review-talk", "sensitive-content", "thank-you-only", "unpermitted-purpose",
    "unrendered-placeholder", "wrong-language",
)  # fmt: skip
ADDRESSES = ("contact-details", "external-link")
SCORED = {"disguises": ADDRESSES, "innocents": ADDRESSES}
"""Which rules a file is about; all rules about one message where it is not named."""

_START = datetime(2025, 1, 13, 8, tzinfo=UTC)
_AS_OF = date(2025, 12, 31)
_APART, _SENT_AFTER, _GAP = timedelta(minutes=37), timedelta(days=3), timedelta(hours=4)
_DIRECTIONS = {"in": "inbound", "out": "outbound"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with its labels. ``facts`` are the fields of the file, ``rules`` those that it is scored for."""

    id: str
    lang: str
    labels: frozenset[str]
    rules: frozenset[str]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one rule or language: right, falsely alarmed, missed, only marked for review."""

    right: int = 0
    alarms: int = 0
    missed: int = 0
    reviews: int = 0

    @property
    def precision(self) -> float | None:
        """Which part of the findings is right; None where there is none."""
        return self.right / (self.right + self.alarms) if self.right + self.alarms else None

    @property
    def recall(self) -> float | None:
        """Which part of the labels was found; None where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right, self.alarms + other.alarms, self.missed + other.missed, self.reviews + other.reviews
        )  # fmt: skip


def load(path: Path) -> tuple[Labelled, ...]:
    """The messages of a file."""
    scored = frozenset(SCORED.get(path.stem, ABOUT_ONE_MESSAGE))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Labelled(r["id"], r["lang"], frozenset(r["labels"]), scored - frozenset(r["ambiguous"]), r) for r in rows
    )


def export(messages: Sequence[Labelled], folder: Path) -> None:
    """Writes them as a seller's exports, three days after the purchase each, without labels."""
    rows = [row for number, message in enumerate(messages) for row in _rows(message.facts, number)]
    orders = [_order(message.facts, number) for number, message in enumerate(messages)]
    for name, table in (("messages.jsonl", rows), ("orders.jsonl", orders)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in table)
        (folder / name).write_text("".join(lines), encoding="utf-8")


def _order(facts: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {
        "order_id": facts["order_id"], "purchased_at": (_START + number * _APART).isoformat(),
        "marketplace": facts["marketplace"], "buyer_id": f"buyer-{facts['id']}", "buyer_language": facts["buyer_lang"],
    }  # fmt: skip


def _rows(facts: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    sent = _START + number * _APART + _SENT_AFTER
    common = {
        "thread_id": f"thread-{facts['id']}", "order_id": facts["order_id"], "marketplace": facts["marketplace"],
        "channel": "email", "buyer_id": f"buyer-{facts['id']}", "buyer_language": facts["buyer_lang"],
    }  # fmt: skip
    earlier = [
        common | {
            "message_id": f"{facts['id']}-h{place}", "direction": _DIRECTIONS[told["direction"]], "body_text": told["text"],
            "sent_at": (sent - (len(facts["history"]) + 1 - place) * _GAP).isoformat(),
        }
        for place, told in enumerate(facts["history"], 1)
    ]  # fmt: skip
    last = common | {
        "message_id": facts["id"], "direction": "outbound", "sent_at": sent.isoformat(), "subject": facts["subject"],
        "body_text": facts["body"], "body_html": facts.get("html") or "", "attachments": facts.get("attachments") or [],
    }  # fmt: skip
    return [*earlier, last]


def judged(messages: Sequence[Labelled]) -> tuple[dict[tuple[str, str], str], frozenset[str]]:
    """The strongest verdict of each message id and rule, and the rules that are built."""
    with TemporaryDirectory() as folder:
        export(messages, Path(folder))
        result = audit([folder], as_of=_AS_OF)
    found: dict[tuple[str, str], str] = {}
    for finding in result.findings:
        key = (finding.message_id or "", finding.rule)
        found[key] = min(finding.verdict.value, found.get(key, "~"), key=("violation", "likely", "review", "~").index)
    return found, frozenset(rule.id for rule in result.rules if rule.built)


def tallies(messages: Iterable[Labelled], found: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Tally]:
    """Counts by rule and language. Review verdicts are neither right nor false."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for message in messages:
        for rule in sorted(message.rules):
            verdict, wanted = found.get((message.id, rule), ""), rule in message.labels
            positive = verdict in ("violation", "likely")
            counts[rule, message.lang, "right"] += wanted and positive
            counts[rule, message.lang, "alarms"] += positive and not wanted
            counts[rule, message.lang, "missed"] += wanted and not positive
            counts[rule, message.lang, "reviews"] += verdict == "review"
    pairs = {(rule, lang) for rule, lang, _ in counts}
    return {
        (rule, lang): Tally(*(counts[rule, lang, kind] for kind in ("right", "alarms", "missed", "reviews")))
        for rule, lang in sorted(pairs)
    }


def summed(counts: Mapping[tuple[str, str], Tally], place: int) -> dict[str, Tally]:
    """The counts by rule (``place`` 0) or by language (1)."""
    out: dict[str, Tally] = {}
    for key, tally in counts.items():
        out[key[place]] = out.get(key[place], Tally()) + tally
    return out


def table(title: str, counts: Mapping[str, Tally]) -> str:
    """Lines of text; rows without any label or finding are left out."""
    lines = [f"{title:24} right alarms missed review  precision recall"]
    for name, t in sorted(counts.items()):
        if t != Tally():
            shown = ("    -" if part is None else f"{part:5.3f}" for part in (t.precision, t.recall))
            lines.append(f"{name:24} {t.right:5} {t.alarms:6} {t.missed:6} {t.reviews:6}      {'  '.join(shown)}")
    return "\n".join(lines)


def main(paths: Sequence[Path]) -> None:
    """Prints the totals of each file."""
    for path in paths:
        messages = load(path)
        found, built = judged(messages)
        counts = {key: tally for key, tally in tallies(messages, found).items() if key[0] in built}
        unbuilt = sorted({rule for message in messages for rule in message.labels} - built)
        total = sum(counts.values(), Tally())
        sys.stdout.write(
            f"\n{path.name}: {len(messages)} messages; labelled, but not built: {', '.join(unbuilt) or '-'}\n"
        )
        for title, part in (
            ("rule", summed(counts, 0)), ("language", summed(counts, 1)), ("", {"all": total}),
        ):  # fmt: skip
            sys.stdout.write(table(title, part) + "\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(SEALED.glob("*.jsonl")))
