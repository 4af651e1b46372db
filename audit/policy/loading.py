"""Policy versions, marketplaces and catalogue as values; a file that breaks its form is named with its key."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from audit.errors import PolicyError
from audit.model.policy import Clause, Marketplace, Policy
from audit.model.result import RuleWords
from audit.model.words import Severity
from audit.resources import POLICIES

_ASSESSMENTS = ("automated", "manual")


@cache
def load_policies(directory: Path | None = None) -> tuple[Policy, ...]:
    """All versions, oldest first; each ends the day before the next begins.

    Raises:
        PolicyError: a file breaks its form, or there is none.
    """
    folder = directory or POLICIES / "buyer-seller-messaging"
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise PolicyError(f"{folder} holds no policy version (*.toml)")
    versions = sorted((_policy(file) for file in files), key=lambda p: p.effective_from or date.min)
    starts = [version.effective_from for version in versions[1:]] + [None]
    return tuple(
        replace(version, effective_to=start - timedelta(days=1) if start else None)
        for version, start in zip(versions, starts, strict=True)
    )


def in_force(policies: tuple[Policy, ...], day: date) -> Policy:
    """The version in force on a local day."""
    return [p for p in policies if p.effective_from is None or p.effective_from <= day][-1]


@cache
def load_marketplaces() -> tuple[Marketplace, ...]:
    """Every Amazon store that messages can be about."""
    file = POLICIES / "marketplaces.toml"
    rows = _read(file).get("marketplaces", [])
    return tuple(Marketplace(**{**row, "languages": tuple(row["languages"])}) for row in rows)


@cache
def find_marketplace(text: str) -> Marketplace | None:
    """The store meant by a name, id, host or ``Amazon DE``; None where there is no such store."""
    return _spellings().get("".join(text.casefold().removeprefix("www.").split()))


@cache
def _spellings() -> Mapping[str, Marketplace]:
    found: dict[str, Marketplace] = {}
    for market in load_marketplaces():
        country = "uk" if market.country == "GB" else market.country.casefold()
        for name in (market.name, market.id, market.host, f"amazon{country}"):
            found[name.casefold()] = market
    return found


@cache
def load_catalogue() -> tuple[RuleWords, ...]:
    """The words of every rule of the catalogue, built or not."""
    return tuple(
        RuleWords(
            id=row["id"], title=row["title"], failure_title=row["failure_title"], severity=Severity(row["severity"]),
            family=row["family"], clauses=tuple(row["clauses"]), remediation=row["remediation"], doc={}, built=False,
        )
        for row in _read(POLICIES / "catalogue.toml")["rules"]
    )  # fmt: skip


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{file}: {error}") from error


def _policy(file: Path) -> Policy:
    raw = _read(file)
    for key in ("id", "title", "source", "note", "limits", "clauses"):
        if key not in raw:
            raise PolicyError(f"{file}: {key} is missing")
    return Policy(
        id=raw["id"], title=raw["title"], published=raw.get("published"), effective_from=raw.get("effective_from"),
        effective_to=None, source=raw["source"], note=raw["note"], limits=raw["limits"],
        clauses=tuple(_clause(file, clause) for clause in raw["clauses"]),
    )  # fmt: skip


def _clause(file: Path, raw: dict[str, Any]) -> Clause:
    name = raw.get("id", "a clause without id")
    for key in ("id", "text", "assessment", "note"):
        if key not in raw:
            raise PolicyError(f"{file}: {name} lacks {key}")
    if raw["assessment"] not in _ASSESSMENTS:
        raise PolicyError(f"{file}: {name}: assessment {raw['assessment']!r} is neither automated nor manual")
    severity = {rule: Severity(value) for rule, value in raw.get("severity", {}).items()}
    return Clause(raw["id"], raw["text"], raw["assessment"], raw["note"], tuple(raw.get("rules", ())), severity or None)
