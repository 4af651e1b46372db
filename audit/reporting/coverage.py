"""Every clause of the policy: automated, manual, not checked, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model.result import AuditResult, ClauseWords, Outcome

_GROUPS = (
    ("Key rules", "key-"), ("Do-nots", "dont-"), ("Formatting", "format-"), ("Permitted purposes", "purpose-"),
    ("Advice", "advice-"), ("What Amazon says elsewhere", "amazon-"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A clause in the coverage matrix. ``state``: fail, pass, part, none or man."""

    clause: ClauseWords
    number: str
    state: str
    words: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The clauses in groups, and how many are in each state."""

    groups: tuple[tuple[str, tuple[Tile, ...]], ...]
    counts: tuple[tuple[str, str, int], ...]


_STATES = (
    ("fail", "findings"), ("pass", "none found in what was checked"), ("part", "looked at in part"),
    ("none", "not checked"), ("man", "for a person to judge"),
)  # fmt: skip


def coverage(result: AuditResult) -> Coverage:
    """The coverage matrix of a result."""
    outcomes = {o.rule: o for o in result.outcomes}
    groups = tuple(
        (
            title,
            tuple(
                _tile(c, [outcomes[r] for r in c.rules if r in outcomes])
                for c in result.clauses
                if c.id.startswith(prefix)
            ),
        )
        for title, prefix in _GROUPS
    )
    tiles = [tile for _, group in groups for tile in group]
    counts = tuple((state, words, sum(t.state == state for t in tiles)) for state, words in _STATES)
    return Coverage(groups=groups, counts=counts)


def _tile(clause: ClauseWords, outcomes: Sequence[Outcome]) -> Tile:
    state, words = _state(clause, outcomes)
    return Tile(clause=clause, number=clause.id.split("-")[1], state=state, words=words, outcomes=tuple(outcomes))


def _state(clause: ClauseWords, outcomes: Sequence[Outcome]) -> tuple[str, str]:
    if clause.assessment == "manual" or not outcomes:
        return "man", f"for a person to judge: {clause.note}"
    if any(o.flagged for o in outcomes):
        short = any(o.not_checked for o in outcomes)
        return "fail", "findings; looked at in part" if short else "findings"
    if all(o.population == 0 and o.not_checked for o in outcomes):
        return "none", f"not checked: {outcomes[0].reason}"
    if any(o.not_checked for o in outcomes):
        return "part", "looked at in part"
    return "pass", "no findings in what was checked"
