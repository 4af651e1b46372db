"""No pattern of the lexicon, the features, the rules or the importers can be made to take long by a message."""

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import audit
from audit.features.bounds import LONGEST_NEW
from audit.features.lexicon import languages, lexicon

PARSER: Any = re._parser  # type: ignore[attr-defined]
RUN = 2_000
ALLOWED = 0.75
LONGEST_REPEAT = 70
SHOWN_LESS = {
    "audit.importers.mail_headers._SINGLE": 400
}  # it is asked about header values of at most so many characters


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern with its name."""
    for language in languages():
        known = lexicon(language)
        yield from ((f"{language} {name}", cue.compiled) for name, cue in known.cues.items())
        for phrases in known.phrases:
            yield from ((f"{language} {phrases.act}", p.compiled) for p in (phrases.find, phrases.unless) if p)
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.__name__}.{name}", value


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [found.name for found in pkgutil.walk_packages(audit.__path__, "audit.")]
    wanted = ("audit.features", "audit.rules", "audit.importers", "audit.engine", "audit.reporting")
    return tuple(importlib.import_module(name) for name in names if name.startswith(wanted))


def near(tree: Any, rng: random.Random) -> str:
    """A text that goes as far into a pattern as its repeats allow."""
    return "".join(_near(str(name).lower(), value, rng) for name, value in tree)


def _near(name: str, value: Any, rng: random.Random) -> str:
    if name == "literal":
        return chr(value)
    if name in {"any", "not_literal", "category"}:
        return "a"
    if name == "in":
        return _member(value, rng)
    if name in {"max_repeat", "min_repeat", "possessive_repeat"}:
        least, most, inner = value
        return "".join(near(inner, rng) for _ in range(min(int(most), max(int(least), LONGEST_REPEAT))))
    if name == "subpattern":
        return near(value[3], rng)
    if name == "atomic_group":
        return near(value, rng)
    if name == "branch":
        return near(rng.choice(value[1]), rng)
    return ""


def _member(items: Any, rng: random.Random) -> str:
    kind, value = rng.choice(items)
    match str(kind).lower():
        case "literal":
            return chr(value)
        case "range":
            return chr(rng.randint(*value))
        case "category":
            return {"category_space": " ", "category_digit": "1"}.get(str(value).lower(), "a")
        case _:
            return "a"


def hostile(pattern: re.Pattern[str], rng: random.Random) -> Iterator[str]:
    """Long texts of near-matches: whole ones cut short, run together and apart, and their first signs alone."""
    tree = PARSER.parse(pattern.pattern, pattern.flags)
    whole = near(tree, rng)[:600]
    for piece in {whole[:-1], whole[:2]}:
        if piece.strip():
            yield (piece * (RUN // len(piece)) + "\x00 ") * (LONGEST_NEW // RUN)
            yield f"{piece}! " * (LONGEST_NEW // (len(piece) + 2))


def slowest(pattern: re.Pattern[str], longest: int = LONGEST_NEW) -> float:
    seconds = 0.0
    for text in hostile(pattern, random.Random(len(pattern.pattern))):
        begin = time.process_time()
        for _ in pattern.finditer(text[:longest]):
            pass
        seconds = max(seconds, time.process_time() - begin)
    return seconds


def test_no_pattern_takes_long_over_near_matches() -> None:
    slow, count = [], 0
    for name, pattern in patterns():
        count += 1
        seconds = slowest(pattern, SHOWN_LESS.get(name, LONGEST_NEW))
        if seconds > ALLOWED:
            slow.append((round(seconds, 2), name))
    assert count > 150
    assert slow == []


def test_the_search_for_slow_patterns_finds_one() -> None:
    assert slowest(re.compile(r"[^\n]*c")) > 20 * slowest(re.compile(r"[^\n]{0,20}c"))
