"""A policy version and a marketplace, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.model.words import Severity


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the policy, in our words, and how it is assessed (``automated`` or ``manual``)."""

    id: str
    text: str
    assessment: str
    note: str
    rules: tuple[str, ...] = ()
    severity: Mapping[str, Severity] | None = None
    """Severity overrides by rule id."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy, complete."""

    id: str
    title: str
    published: date | None
    effective_from: date | None
    effective_to: date | None
    source: str
    note: str
    limits: Mapping[str, int | float]
    clauses: tuple[Clause, ...]

    def clause(self, clause_id: str) -> Clause | None:
        """The clause, or None where this version does not have it."""
        return next((c for c in self.clauses if c.id == clause_id), None)


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One Amazon store. ``languages`` are the default ones, base codes, first the default."""

    name: str
    id: str
    country: str
    host: str
    relay_host: str
    timezone: str
    languages: tuple[str, ...]
    currency: str
