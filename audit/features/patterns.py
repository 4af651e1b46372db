"""Compiles the patterns of the lexicon: regular expressions on folded text without accents, that end in bounded time."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.features.grammar import Span

_BARE = {
    code: base
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii()
} | {ord(char): base for char, base in zip("łøđıßæœ", "lodisao", strict=True)}
_UNBOUNDED = (
    re.compile(r"(?<!\\)(?:\.|\[\^[^\]]*\])[*+](?!\w)|(?<!\\)(?:\.|\[\^[^\]]*\])[*+]|\{\d*,\}"),
    re.compile(r"\((?:\?:)?[^()]*(?:[*+]|\{\d*,\d*\})[^()|]*\)[*+]"),
)
_SLOT = re.compile(r"@(\w+)@")
_SIGN_FIRST = re.compile(r"\\[^wdb]|\[[^\w\]\\]+\]|[^\w(\[\\]")
_SIGN_LAST = re.compile(r"\\[^\w]$|\[[^\w\]\\]+\]$")
# A group of plain words, none of them empty: whatever it finds begins and ends with a letter.
_WORDS = r"\((?:\?:)?(?:\w(?:[\w' -]*\w)?\|)*\w(?:[\w' -]*\w)?\)"
_LETTER_FIRST = re.compile(rf"{_WORDS}(?![?*{{])")
_LETTER_LAST = re.compile(rf"(?:(?<!\\)\w(?:{_WORDS})?\??|(?<!\\)\w\\w\{{0,\d+\}}|{_WORDS})$")


def bare(text: str) -> str:
    """The text without the accents of Latin letters, as long as before; Japanese stays as it is."""
    return text if text.isascii() else text.translate(_BARE)


@dataclass(frozen=True, eq=False)
class Finder:
    """Finds any of some patterns. ``sources`` are alternatives, each for itself; they are compiled when first needed."""

    sources: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """All of them as one pattern."""
        return re.compile("|".join(f"(?:{source})" for source in self.sources))

    @cached_property
    def _alone(self) -> dict[int, re.Pattern[str]]:
        return {}

    def spans(self, text: str, places: Sequence[int] | None = None) -> list[Span]:
        """Where they are found, without overlap. ``places`` are the sources that may be: no other can match this text."""
        if places is None or len(places) == len(self.sources):
            return [match.span() for match in self.compiled.finditer(text)]
        tried = [self._one(place) for place in sorted(places)]
        if len(tried) == 1:
            return [match.span() for match in tried[0].finditer(text)]
        return list(_leftmost(tried, text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place."""
        return self.compiled.search(text)

    def _one(self, place: int) -> re.Pattern[str]:
        if place not in self._alone:
            self._alone[place] = re.compile(self.sources[place])
        return self._alone[place]


def _leftmost(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[Span]:
    """What the patterns joined by ``|`` would find: the leftmost, of several the first pattern's; then on from its end."""
    place = 0
    while found := [match for pattern in patterns if (match := pattern.search(text, place))]:
        first = min(found, key=lambda match: match.start())
        yield first.span()
        place = max(first.end(), first.start() + 1)


def cue_sources(phrases: Sequence[str], *, words: bool) -> tuple[str, ...]:
    """A pattern for each phrase of a cue: whole words, but for a ``~`` at an end; ``words`` is False for Japanese."""
    return tuple(_bounded(phrase) if words else f"(?:{phrase.strip('~')})" for phrase in phrases)


def finder(patterns: Sequence[str], slots: Mapping[str, str]) -> Finder:
    """Finds any of these; ``@name@`` stands for an entry of ``slots``.

    Raises:
        ValueError: a pattern could run for ever, or names a slot that does not exist.
    """
    filled = tuple(_filled(pattern, slots) for pattern in patterns)
    for pattern in filled:
        if any(unbounded.search(pattern) for unbounded in _UNBOUNDED):
            raise ValueError(f"{pattern[:60]!r} repeats without a bound; write {{0,40}} in place of * or +")
    return Finder(tuple(bare(pattern) for pattern in filled))


def _filled(pattern: str, slots: Mapping[str, str]) -> str:
    def fill(found: re.Match[str]) -> str:
        if found[1] not in slots:
            raise ValueError(f"{pattern[:60]!r} names @{found[1]}@, which is neither in [words] nor in [cues]")
        return f"(?:{slots[found[1]]})"

    return _SLOT.sub(fill, pattern)


def _bounded(phrase: str) -> str:
    inside = phrase.strip("~")
    return f"{_left(phrase, inside)}(?:{inside}){_right(phrase, inside)}"


def _left(phrase: str, inside: str) -> str:
    if phrase.startswith("~") or _SIGN_FIRST.match(inside):
        return ""
    return r"\b" if inside[0] not in "([" or _LETTER_FIRST.match(inside) else r"(?<!\w)"


def _right(phrase: str, inside: str) -> str:
    if phrase.endswith("~") or _SIGN_LAST.search(inside):
        return ""
    return r"\b" if inside[-1].isalnum() or _LETTER_LAST.search(inside) else r"(?!\w)"
