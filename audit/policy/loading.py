"""Policy versions, marketplaces and catalogue as values; a file that breaks its form is named with its key."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from audit.errors import PolicyError
from audit.model.policy import Clause, Marketplace, Policy
from audit.model.result import RuleWords
from audit.model.words import Severity, Unit
from audit.policy.toml import NUMBER, Form, checked, read, texts, unique
from audit.resources import POLICIES

_ASSESSMENTS = ("automated", "manual")
_POLICY: Form = {
    "id": str, "title": str, "published?": date, "effective_from?": date, "source": str, "note": str, "limits": dict,
    "clauses": list,
}  # fmt: skip
_CLAUSE: Form = {"id": str, "text": str, "assessment": str, "note": str, "rules?": list, "severity?": dict}
_MARKETPLACE: Form = {
    "name": str, "id": str, "country": str, "host": str, "relay_host": str, "timezone": str, "languages": list,
    "currency": str,
}  # fmt: skip
_RULE: Form = {
    "id": str, "title": str, "failure_title": str, "severity": str, "clauses": list, "family": str, "remediation": str,
    "unit": str,
}  # fmt: skip
_Word = TypeVar("_Word", bound=StrEnum)


@cache
def load_policies(directory: Path | None = None) -> tuple[Policy, ...]:
    """All versions, oldest first; each ends the day before the next begins.

    Raises:
        PolicyError: a file breaks its form, there is none, or there are days without a version.
    """
    folder = directory or POLICIES / "buyer-seller-messaging"
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise PolicyError(f"{folder} holds no policy version (*.toml)")
    versions = sorted((_policy(file) for file in files), key=lambda p: p.effective_from or date.min)
    unique([version.id for version in versions], f"{folder}: id")
    unique([str(version.effective_from) for version in versions[1:]], f"{folder}: effective_from")
    starts = [version.effective_from for version in versions[1:]]
    if versions[0].effective_from is not None or None in starts:
        raise PolicyError(
            f"{folder}: one version, the oldest, must be without effective_from, so that every day has one"
        )
    return tuple(
        replace(version, effective_to=start - timedelta(days=1) if start else None)
        for version, start in zip(versions, [*starts, None], strict=True)
    )


def in_force(policies: tuple[Policy, ...], day: date) -> Policy:
    """The version in force on a local day; ``policies`` as ``load_policies`` gives them."""
    return [p for p in policies if p.effective_from is None or p.effective_from <= day][-1]


@cache
def load_marketplaces(file: Path = POLICIES / "marketplaces.toml") -> tuple[Marketplace, ...]:
    """Every Amazon store that messages can be about.

    Raises:
        PolicyError: the file breaks its form.
    """
    rows = checked(read(file), {"marketplaces": list}, str(file))["marketplaces"]
    found = tuple(_marketplace(row, f"{file}: entry {number}") for number, row in enumerate(rows, 1))
    for key in ("name", "id"):
        unique([getattr(market, key) for market in found], f"{file}: {key}")
    return found


@cache
def find_marketplace(text: str) -> Marketplace | None:
    """The store meant by a name, id, host, address or ``Amazon DE``; None where there is no such store."""
    host = text.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return _spellings().get("".join(host.split("/")[0].split()))


@cache
def _spellings() -> Mapping[str, Marketplace]:
    found: dict[str, Marketplace] = {}
    for market in load_marketplaces():
        countries = ("gb", "uk") if market.country == "GB" else (market.country.casefold(),)
        for name in (market.name, market.id, market.host, *(f"amazon{country}" for country in countries)):
            found[name.casefold()] = market
    return found


@cache
def load_catalogue(file: Path = POLICIES / "catalogue.toml") -> tuple[RuleWords, ...]:
    """The words of every rule of the catalogue, built or not.

    Raises:
        PolicyError: the file breaks its form.
    """
    rows = checked(read(file), {"rules": list}, str(file))["rules"]
    found = tuple(_rule(row, f"{file}: entry {number}") for number, row in enumerate(rows, 1))
    unique([rule.id for rule in found], f"{file}: id")
    return found


def _policy(file: Path) -> Policy:
    raw = checked(read(file), _POLICY, str(file))
    clauses = tuple(_clause(row, f"{file}: clause {number}") for number, row in enumerate(raw["clauses"], 1))
    unique([clause.id for clause in clauses], f"{file}: clauses")
    return Policy(
        id=raw["id"], title=raw["title"], published=raw.get("published"), effective_from=raw.get("effective_from"),
        effective_to=None, source=raw["source"], note=raw["note"], clauses=clauses,
        limits=checked(raw["limits"], dict.fromkeys(raw["limits"], NUMBER), f"{file}: limits"),
    )  # fmt: skip


def _clause(row: object, where: str) -> Clause:
    raw = checked(row, _CLAUSE, where)
    name = f"{where} ({raw['id']})"
    rules = texts(raw.get("rules", []), f"{name}: rules")
    if raw["assessment"] not in _ASSESSMENTS:
        raise PolicyError(f"{name}: assessment {raw['assessment']!r} is neither automated nor manual")
    if (raw["assessment"] == "automated") != bool(rules):
        raise PolicyError(f"{name}: automated clauses name their rules, manual ones none")
    severity = {
        rule: _word(Severity, value, f"{name}: severity of {rule}") for rule, value in raw.get("severity", {}).items()
    }
    return Clause(raw["id"], raw["text"], raw["assessment"], raw["note"], rules, severity or None)


def _marketplace(row: object, where: str) -> Marketplace:
    raw = checked(row, _MARKETPLACE, where)
    try:
        ZoneInfo(raw["timezone"])
    except (KeyError, ValueError, OSError) as error:
        raise PolicyError(f"{where}: timezone {raw['timezone']!r} is no zone (Europe/Berlin)") from error
    return Marketplace(**{**raw, "languages": texts(raw["languages"], f"{where}: languages")})


def _rule(row: object, where: str) -> RuleWords:
    raw: dict[str, Any] = checked(row, _RULE, where)
    name = f"{where} ({raw['id']})"
    _word(Unit, raw["unit"], f"{name}: unit")
    return RuleWords(
        id=raw["id"], title=raw["title"], failure_title=raw["failure_title"],
        severity=_word(Severity, raw["severity"], f"{name}: severity"), family=raw["family"],
        clauses=texts(raw["clauses"], f"{name}: clauses"), remediation=raw["remediation"], doc={}, built=False,
    )  # fmt: skip


def _word(kind: type[_Word], value: object, where: str) -> _Word:
    try:
        return kind(str(value))
    except ValueError as error:
        raise PolicyError(f"{where} must be one of {', '.join(kind)}") from error
