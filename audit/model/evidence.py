"""What a check yields (hits) and what a finding shows (evidence)."""

from dataclasses import dataclass

from audit.model.words import Verdict


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of the message. ``start`` and ``end`` are code points of the field as imported."""

    field: str
    text: str
    start: int
    end: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that decides: a date, a count, a language."""

    name: str
    value: str | int | float | bool | None
    unit: str | None = None
    source_file: str | None = None
    source_row: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A style or attribute of the markup."""

    selector: str
    property: str
    value: str
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another message, order or solicitation that the finding speaks of."""

    what: str
    id: str


Evidence = Excerpt | Fact | Element | Reference


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check found. The strongest hit of a rule on one message gives the finding's verdict and variant."""

    evidence: tuple[Evidence, ...]
    verdict: Verdict = Verdict.VIOLATION
    variant: str | None = None
    sentence: str | None = None
    """A key of the rule's ``sentences``; None for the rule's own sentence."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """The rule could not look: ``reason`` is a short noun phrase, the same for the same cause."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule does not concern this message."""


Answer = Hit | NotChecked | NotApplicable
