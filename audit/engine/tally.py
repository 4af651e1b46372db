"""Counts what each rule did with each message: exactly one of flagged, review, passed, not checked, not applicable."""

from collections import Counter
from dataclasses import dataclass, field

from audit.engine.judge import Answers, strongest
from audit.model.evidence import NotApplicable, NotChecked
from audit.model.result import Outcome
from audit.model.rule import Rule
from audit.model.words import OutcomeStatus, Verdict


@dataclass
class Tally:
    """The counts of one rule."""

    flagged: int = 0
    open_flagged: int = 0
    review: int = 0
    passed: int = 0
    not_applicable: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    error: str | None = None
    last_not_checked: bool = False
    """Whether the message counted last could not be looked at."""

    def add(self, answers: Answers, *, is_open: bool) -> None:
        """Counts one message. A hit outweighs not_checked, and that outweighs not_applicable."""
        hits = strongest(answers)
        not_checked = next((a for a in answers if isinstance(a, NotChecked)), None)
        self.last_not_checked = not hits and not_checked is not None
        if hits:
            self.count(hits[0].verdict, is_open=is_open)
        elif not_checked:
            self.reasons[not_checked.reason] += 1
        elif any(isinstance(a, NotApplicable) for a in answers):
            self.not_applicable += 1
        else:
            self.passed += 1

    def count(self, verdict: Verdict, *, is_open: bool) -> None:
        """Counts one finding."""
        if verdict is Verdict.REVIEW:
            self.review += 1
        else:
            self.flagged += 1
            self.open_flagged += is_open

    def merge(self, other: "Tally") -> None:
        """Adds the counts of another shard."""
        self.flagged += other.flagged
        self.open_flagged += other.open_flagged
        self.review += other.review
        self.passed += other.passed
        self.not_applicable += other.not_applicable
        self.reasons += other.reasons
        self.error = self.error or other.error

    def outcome(self, rule: Rule) -> Outcome:
        """The first status that holds: error, fail, not_checked, pass, not_applicable."""
        not_checked = sum(self.reasons.values())
        population = self.flagged + self.review + self.passed
        status = (
            OutcomeStatus.ERROR if self.error
            else OutcomeStatus.FAIL if self.open_flagged
            else OutcomeStatus.NOT_CHECKED if not_checked
            else OutcomeStatus.PASS if population
            else OutcomeStatus.NOT_APPLICABLE
        )  # fmt: skip
        reasons = tuple(sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])))
        return Outcome(
            rule=rule.id, status=status, population=population, flagged=self.flagged, review=self.review,
            not_checked=not_checked, not_applicable=self.not_applicable, unit=rule.unit, reasons=reasons,
            reason=self.error or _sentence(reasons),
        )  # fmt: skip


def _sentence(reasons: tuple[tuple[str, int], ...]) -> str | None:
    return "; ".join(f"{reason} ({count:,})" for reason, count in reasons[:4]) or None
