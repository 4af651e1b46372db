"""Compiles the patterns of the lexicon: regular expressions on folded text without accents, that end in bounded time."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_BARE = {
    code: base
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii()
} | {ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ı"): "i"}
_UNBOUNDED = (
    re.compile(r"(?<!\\)(?:\.|\[\^[^\]]*\])[*+](?!\w)|(?<!\\)(?:\.|\[\^[^\]]*\])[*+]|\{\d*,\}"),
    re.compile(r"\((?:\?:)?[^()]*(?:[*+]|\{\d*,\d*\})[^()|]*\)[*+]"),
)
_SLOT = re.compile(r"@(\w+)@")
_SIGN_FIRST = re.compile(r"\\[^wdb]|\[[^\w\]\\]+\]|[^\w(\[\\]")
_SIGN_LAST = re.compile(r"\\[^\w]$|\[[^\w\]\\]+\]$")


def bare(text: str) -> str:
    """The text without the accents of Latin letters, as long as before; Japanese stays as it is."""
    return text if text.isascii() else text.translate(_BARE)


def cue_source(phrases: Sequence[str], *, words: bool) -> str:
    """One pattern for a cue. Phrases are whole words, but for a ``~`` at an end; ``words`` is False for Japanese."""
    return "|".join(_bounded(phrase) if words else f"(?:{phrase.strip('~')})" for phrase in phrases)


def compile_any(patterns: Sequence[str], slots: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern that finds any of these; ``@name@`` stands for an entry of ``slots``.

    Raises:
        ValueError: a pattern is none, could run for ever, or names a slot that does not exist.
    """
    filled = [_filled(pattern, slots) for pattern in patterns]
    for pattern in filled:
        if any(unbounded.search(pattern) for unbounded in _UNBOUNDED):
            raise ValueError(f"{pattern[:60]!r} repeats without a bound; write {{0,40}} in place of * or +")
    try:
        return re.compile("|".join(f"(?:{bare(pattern)})" for pattern in filled))
    except re.error as error:
        raise ValueError(f"no pattern: {error}") from error


def _filled(pattern: str, slots: Mapping[str, str]) -> str:
    def fill(found: re.Match[str]) -> str:
        if found[1] not in slots:
            raise ValueError(f"{pattern[:60]!r} names @{found[1]}@, which is neither in [words] nor in [cues]")
        return f"(?:{slots[found[1]]})"

    return _SLOT.sub(fill, pattern)


def _bounded(phrase: str) -> str:
    inside = phrase.strip("~")
    left = "" if phrase.startswith("~") or _SIGN_FIRST.match(inside) else r"(?<!\w)" if inside[0] in "([" else r"\b"
    right = "" if phrase.endswith("~") or _SIGN_LAST.search(inside) else r"\b" if inside[-1].isalnum() else r"(?!\w)"
    return f"{left}(?:{inside}){right}"
