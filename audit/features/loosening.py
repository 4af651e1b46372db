"""Loosens a pattern to one that RE2 can read and that is found wherever the pattern is.

RE2 has neither look-around nor Python's idea of a letter. In plain text (no letters and blanks but those of ASCII) the two agree
on all else, and most patterns stay as they are. Of the others a part is taken that every match must hold: look-around is left
out, wide gaps cut them; for other text borders are left out too, and letters are those of Unicode.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

_WIDE = 3
_GAP = 10
_ENDLESS = 1000
_LONG = 2_000
_LETTER, _BLANK, _DIGIT = r"\pL\pN\pM_", r"\s\pZ\x0b\x1c-\x1f\x{85}", r"\pN"
_ANY = r"(?s:.)"
_ODD = re.compile(r"[^\W\x00-\x7f]|[^\S\x00-\x7f]|[\x0b\x1c-\x1f]")
_CARE = re.compile(r"\(\?(?!:)|(?<!\[)\^|\$|\{|\\[^bdswDSW\W]|\\\d")
"""What RE2 reads otherwise, or at too great a cost: look-around, ends, counted repeats, back references."""
_TAIL = re.compile(r"\\w\{(\d*),\d*\}")
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<!\w)", r"(?!\w)"
_BEFORE, _AFTER = r"(?:^|\W)", r"(?:\W|$)"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a loosened pattern: RE2 source, the fewest characters that it stands for, and whether it can be joined."""

    source: str
    letters: int
    is_whole: bool = True


def is_plain(text: str) -> bool:
    """Whether RE2 and ``re`` take the same characters of the text for letters, digits and blanks."""
    return not _ODD.search(text)


def loosened(pattern: str, *, plain: bool) -> str:
    """A pattern for RE2 that is found wherever this one matches.

    Raises:
        ValueError: nothing that must be there is left of it.
    """
    if plain:
        begin, inside, end = _simple(pattern)
        if not _CARE.search(inside):
            return f"{begin}{inside}{end}"
    part = _sequence(_parser().parse(pattern), plain=plain and len(pattern) < _LONG)
    if not part.letters:
        raise ValueError(f"{pattern[:40]!r} may match anything")
    return part.source


def _simple(pattern: str) -> tuple[str, str, str]:
    """The pattern with letters in any number where it counts them; before and after it its borders, as characters."""
    inside = pattern.removeprefix(_NO_LETTER_BEFORE).removesuffix(_NO_LETTER_AFTER)
    begin = _BEFORE if pattern.startswith(_NO_LETTER_BEFORE) else ""
    end = _AFTER if pattern.endswith(_NO_LETTER_AFTER) else ""
    return begin, _TAIL.sub(lambda found: r"\w*" if found[1] in {"", "0"} else r"\w+", inside), end


@cache
def _parser() -> Any:
    return import_module("re._parser")


def _sequence(items: Iterable[tuple[Any, Any]], *, plain: bool) -> Part:
    """The most telling run of what must follow one another."""
    runs: list[list[Part]] = [[]]
    for name, value in items:
        part = _part(str(name), value, plain=plain)
        if part is None:
            runs.append([])
        elif part.is_whole:
            runs[-1].append(part)
        else:
            runs += [[part], []]
    joined = [Part("".join(p.source for p in run), sum(p.letters for p in run)) for run in runs]
    best = max(joined, key=lambda part: part.letters)
    return Part(best.source, best.letters, is_whole=len(runs) == 1)


def _part(name: str, value: Any, *, plain: bool) -> Part | None:
    """One item; None where anything may stand."""
    if name == "LITERAL":
        return Part(_literal(value), 1)
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return Part(r"\b" if plain and str(value) == "AT_BOUNDARY" else "", 0)
    if name == "IN":
        return Part(_class(value), 1)
    if name in {"ANY", "NOT_LITERAL", "GROUPREF", "GROUPREF_EXISTS"}:
        return None
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _repeat(*value, plain=plain)
    if name == "SUBPATTERN":
        return _sequence(value[3], plain=plain)
    if name == "ATOMIC_GROUP":
        return _sequence(value, plain=plain)
    if name == "BRANCH":
        return _branch([_sequence(branch, plain=plain) for branch in value[1]])
    return None


def _branch(parts: Sequence[Part]) -> Part | None:
    if any(not part.letters and part.source == "" and not part.is_whole for part in parts):
        return None
    source = "|".join(dict.fromkeys(part.source for part in parts))
    return Part(f"(?:{source})", min(part.letters for part in parts), is_whole=all(part.is_whole for part in parts))


def _repeat(least: Any, most: Any, items: Iterable[tuple[Any, Any]], *, plain: bool) -> Part | None:
    part, low, high = _sequence(items, plain=plain), int(least), int(most)
    joined = plain and (high <= _GAP or high > _ENDLESS)
    if low == 0 and (not part.is_whole or (high > _WIDE and not joined)):
        return None
    if not part.is_whole:
        return part
    if high > _WIDE:
        return Part(f"(?:{part.source}){{{low},}}", part.letters * low, is_whole=joined)
    return Part(f"(?:{part.source}){{{low},{high}}}", part.letters * low)


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
