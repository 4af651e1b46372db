"""Which of a language's patterns can match a sentence at all: one pass of RE2 over all of them, then ``re`` for these alone.

RE2 has neither look-around nor Python's idea of a letter. Each pattern is therefore loosened to a part of it that every
match must hold: borders and look-around are left out, wide gaps cut it, letters are those of Unicode. What RE2 does not find
cannot match; what it finds, ``re`` decides. Without RE2 every pattern is tried.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

_MEMORY = 256 * 1024 * 1024
_WIDE = 3
_ENDLESS = 1000
_LETTER, _BLANK, _DIGIT = r"\pL\pN\pM_", r"\s\pZ\x0b\x1c-\x1f\x{85}", r"\pN"
_ANY = r"(?s:.)"


class _Set(Protocol):
    def Match(self, text: str) -> list[int] | None: ...  # noqa: N802 - RE2's own name


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a loosened pattern: RE2 source, the fewest characters that it stands for, and whether it can be joined."""

    source: str
    letters: int
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Prefilter:
    """``unsure`` are the numbers of patterns that RE2 says nothing about."""

    found: _Set | None
    numbers: tuple[int, ...]
    unsure: frozenset[int]

    def possible(self, text: str) -> frozenset[int]:
        """The numbers of the patterns that may match."""
        hits = self.found.Match(text) if self.found else None
        return self.unsure.union(self.numbers[hit] for hit in hits) if hits else self.unsure


@cache
def re2() -> Any:
    """The module, or None where it is not installed."""
    try:
        return import_module("re2")
    except ImportError:
        return None


def prefilter(patterns: Sequence[re.Pattern[str]]) -> Prefilter:
    """The prefilter of patterns, which are known by their place."""
    if re2() is None:
        return Prefilter(None, (), frozenset(range(len(patterns))))
    options = re2().Options()
    options.max_mem, options.log_errors = _MEMORY, False
    chosen, numbers, unsure = re2().Set.SearchSet(options), [], set()
    for number, pattern in enumerate(patterns):
        try:
            chosen.Add(loosened(pattern.pattern))
            numbers.append(number)
        except (ValueError, re2().error):
            unsure.add(number)
    try:
        chosen.Compile()
    except re2().error:  # too large for its memory: then every pattern is tried
        return Prefilter(None, (), frozenset(range(len(patterns))))
    return Prefilter(chosen if numbers else None, tuple(numbers), frozenset(unsure))


def loosened(pattern: str) -> str:
    """A pattern for RE2 that is found wherever this one matches.

    Raises:
        ValueError: nothing that must be there is left of it.
    """
    part = _sequence(_parser().parse(pattern))
    if not part.letters:
        raise ValueError(f"{pattern[:40]!r} may match anything")
    return part.source


@cache
def _parser() -> Any:
    return import_module("re._parser")


def _sequence(items: Iterable[tuple[Any, Any]]) -> Part:
    """The most telling run of what must follow one another."""
    runs: list[list[Part]] = [[]]
    for name, value in items:
        part = _part(str(name), value)
        if part is None:
            runs.append([])
        elif part.is_whole:
            runs[-1].append(part)
        else:
            runs += [[part], []]
    joined = [Part("".join(p.source for p in run), sum(p.letters for p in run)) for run in runs]
    best = max(joined, key=lambda part: part.letters)
    return Part(best.source, best.letters, is_whole=len(runs) == 1)


def _part(name: str, value: Any) -> Part | None:
    """One item; None where anything may stand."""
    if name == "LITERAL":
        return Part(_literal(value), 1)
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return Part("", 0)
    if name == "IN":
        return Part(_class(value), 1)
    if name in {"ANY", "NOT_LITERAL", "GROUPREF", "GROUPREF_EXISTS"}:
        return None
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _repeat(*value)
    if name == "SUBPATTERN":
        return _sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _sequence(value)
    if name == "BRANCH":
        return _branch([_sequence(branch) for branch in value[1]])
    return None


def _branch(parts: Sequence[Part]) -> Part | None:
    if any(not part.letters and part.source == "" and not part.is_whole for part in parts):
        return None
    source = "|".join(dict.fromkeys(part.source for part in parts))
    return Part(f"(?:{source})", min(part.letters for part in parts), is_whole=all(part.is_whole for part in parts))


def _repeat(least: Any, most: Any, items: Iterable[tuple[Any, Any]]) -> Part | None:
    part = _sequence(items)
    if int(least) == 0 and (int(most) > _WIDE or not part.is_whole):
        return None
    if not part.is_whole:
        return part
    if int(most) > _WIDE:
        return Part(f"(?:{part.source}){{{int(least)},}}", part.letters * int(least), is_whole=False)
    return Part(f"(?:{part.source}){{{int(least)},{int(most)}}}", part.letters * int(least))


def _literal(code: int) -> str:
    return re.escape(chr(code)) if code < 128 else f"\\x{{{code:x}}}"


def _class(items: Sequence[tuple[Any, Any]]) -> str:
    """A class of characters, made wider where RE2 has none just like it."""
    names = [str(name) for name, _ in items]
    is_negated = names[0] == "NEGATE"
    kinds = [str(value) for name, value in items if str(name) == "CATEGORY"]
    if any(kind.startswith("CATEGORY_NOT") for kind in kinds) or (is_negated and kinds):
        return _ANY
    inside = "".join(_member(str(name), value) for name, value in items if str(name) != "NEGATE")
    return f"[{'^' if is_negated else ''}{inside}]"


def _member(name: str, value: Any) -> str:
    if name == "LITERAL":
        return _code(value)
    if name == "RANGE":
        return f"{_code(value[0])}-{_code(value[1])}"
    return {"CATEGORY_WORD": _LETTER, "CATEGORY_SPACE": _BLANK, "CATEGORY_DIGIT": _DIGIT}[str(value)]


def _code(code: int) -> str:
    return f"\\x{{{code:x}}}"
