"""Which of a language's patterns can match a sentence at all: a few passes of RE2 over all of them, then ``re`` for these alone.

What RE2 does not find cannot match; what it finds, ``re`` decides. Without RE2 every pattern is tried.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any, Protocol

from audit.features.loosening import loosened
from audit.features.patterns import Finder

_MEMORIES = (8 * 1024 * 1024, 64 * 1024 * 1024)
"""Bytes that a set may use; the second where the first does not hold it."""
_LIGHT, _HEAVY = 200, 20
"""How many patterns make a set, without and with repeats: large ones have more states than texts ever meet twice."""
_REPEAT = re.compile(r"[*+{\[]")
_PROBE = "\ue000"
Source = tuple[int, int]
"""A finder's number, and which of its sources."""


class _Set(Protocol):
    def Match(self, text: str) -> list[int] | None: ...  # noqa: N802 - RE2's own name


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Sets of RE2 with what their patterns are. ``unsure`` are those that it says nothing about."""

    sets: tuple[tuple[_Set, tuple[Source, ...]], ...]
    unsure: tuple[Source, ...]

    def possible(self, text: str) -> Mapping[int, list[int]]:
        """The finders that may find something, each with its sources that may match."""
        found: dict[int, list[int]] = {}
        for number, place in self.unsure:
            found.setdefault(number, []).append(place)
        for known, sources in self.sets:
            for hit in known.Match(text) or ():
                number, place = sources[hit]
                found.setdefault(number, []).append(place)
        return found


@cache
def re2() -> Any:
    """The module, or None where it is not installed."""
    try:
        return import_module("re2")
    except ImportError:
        return None


def prefilter(finders: Sequence[Finder], *, plain: bool) -> Prefilter:
    """The prefilter of what is to be found, known by its place; ``plain``: for plain texts only."""
    every = [((n, place), source) for n, found in enumerate(finders) for place, source in enumerate(found.sources)]
    if re2() is None:
        return Prefilter((), tuple(name for name, _ in every))
    kinds: dict[int, list[tuple[Source, str]]] = {_LIGHT: [], _HEAVY: []}
    unsure: list[Source] = []
    for name, source in every:
        try:
            shown = loosened(source, plain=plain)
            kinds[_HEAVY if _REPEAT.search(shown) else _LIGHT].append((name, shown))
        except ValueError:
            unsure.append(name)
    sets = []
    for size, patterns in kinds.items():
        for group in _groups(patterns, size):
            names = tuple(name for name, _ in group)
            made = _compiled([shown for _, shown in group])
            if made is None:
                unsure += names
            else:
                sets.append((made, names))
    return Prefilter(tuple(sets), tuple(unsure))


def _groups(patterns: Iterable[tuple[Source, str]], size: int) -> Iterator[list[tuple[Source, str]]]:
    rest = iter(patterns)
    while group := list(islice(rest, size)):
        yield group


def _compiled(sources: Sequence[str]) -> _Set | None:
    """A set in which each pattern has its place as number; None where RE2 cannot hold it."""
    for memory in _MEMORIES:
        options = re2().Options()
        options.max_mem, options.log_errors = memory, False
        made = re2().Set.SearchSet(options)
        try:
            for source in [*sources, _PROBE]:
                made.Add(source)
            made.Compile()
        except re2().error:
            continue
        if made.Match(_PROBE):  # a set short of memory compiles, and then finds nothing
            found: _Set = made
            return found
    return None
