"""Undoes disguises of addresses: spelled-out signs, brackets, spaced letters, keycaps; with the way back.

Works on folded text (``audit.features.folding``). What is undone here is ordinary writing nowhere: a word for the at sign
between two tokens, a word for the dot before an ending that domains have, single letters in a row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from audit.features.folding import fold
from audit.features.memo import remembered

# Endings that disguised domains have; short ones that are words somewhere stand apart.
ENDINGS = r"(?:com|net|org|info|biz|shop|store|online|site|website|eu|io|me|app|co\.uk|com\.br|com\.tr|com\.mx|co\.jp|de|fr|es|it|nl|pl|se|pt|tr|jp|uk|us|be|at|ch|ca|tv|xyz|club)"
_SAFE = (
    r"(?:com|net|org|info|biz|shop|store|online|website|eu|io|co\.uk|com\.br|com\.tr|com\.mx|co\.jp|fr|nl|pl|jp|xyz)"
)
_AT_SIGN = (
    r"at[- ]?sign|at[- ]?symbol|at[- ]?zeichen|ät[- ]?zeichen|klammeraffe|arobas[e]?|arrobas[e]?|arroba|chiocciola|chiocciolina|"
    r"apenstaartje|apestaartje|małpa|małpka|malpa|snabel-?a|kuyruklu a|et işareti|et isareti|アットマーク|あっとまーく|アット"
)
_AT_WORD = r"at|ät|@|a|et"
_DOT = r"dot|d0t|d o t|punkt|punto|point|ponto|punt|kropka|nokta|ドット|どっと|period|。|·|•|․"
_OPEN, _SHUT = r"[\[({<«|*_~-]{1,3}", r"[\])}>»|*_~-]{1,3}"
_DOTS = (
    " .",
    "dot",
    "d0t",
    "d o t",
    "punkt",
    "punto",
    "point",
    "ponto",
    "punt",
    "kropka",
    "nokta",
    "ドット",
    "どっと",
    "period",
    "。",
    "·",
    "•",
    "․",
)
_SIGNS = (
    "at-sign", "at sign", "atsign", "at symbol", "at-symbol", "zeichen", "klammeraffe", "arob", "arrob", "chiocc", "apenst", "apest",
    "małp", "malp", "snabel", "kuyruklu", "işareti", "isareti", "アット", "あっと",
)  # fmt: skip
_Put = str | Callable[[re.Match[str]], str]
# Needles of which one must stand in the text, else the pattern is not tried; pattern; what it puts.
_STEPS: tuple[tuple[tuple[str, ...], re.Pattern[str], _Put], ...] = (
    (("\u20e3", "\ufe0f"), re.compile("[\u20e3\ufe0f\u200b-\u200f\u2060\ufeff]"), ""),
    (("o",), re.compile(r"(?<![a-z])(?P<x>o)(?=[ ]?\d{2})|(?<=\d)(?P<y>o)(?=[ ]?\d)"), "0"),
    (
        ("-", "_", "*", "/"),
        re.compile(r"(?<![a-z0-9])[a-z0-9]([-_*/])[a-z0-9@.](?:\1[a-z0-9@.](?![a-z0-9])){4,80}"),
        lambda m: m[0].replace(m[1], ""),
    ),
    (
        (" ",),
        re.compile(r"(?<![a-z0-9])[a-z0-9@](?:[ ]{1,2}[a-z0-9@.](?![a-z0-9])){4,80}"),
        lambda m: m[0].replace(" ", ""),
    ),
    ((), re.compile(rf"[ ]{{0,2}}{_OPEN}[ ]?(?:{_AT_SIGN}|{_AT_WORD})[ ]?{_SHUT}[ ]{{0,2}}(?=[a-z0-9])"), "@"),
    ((), re.compile(rf"[ ]{{0,2}}{_OPEN}[ ]?(?:{_DOT}|\.)[ ]?{_SHUT}[ ]{{0,2}}(?=[a-z0-9])"), "."),
    (_SIGNS, re.compile(rf"(?<=[a-z0-9])[ ]{{0,2}}(?:{_AT_SIGN})[ ]{{0,2}}(?=[a-z0-9])"), "@"),
    (("@",), re.compile(rf"@[a-z0-9-]{{2,40}}(?P<x>[ ]{{0,2}}(?:{_DOT}|\.)[ ]{{0,2}})(?={ENDINGS}\b)"), "."),
    (("@",), re.compile(rf"@[a-z0-9-]{{2,40}}\.[a-z]{{2,3}}(?P<x>[ ]{{0,2}}(?:{_DOT})[ ]{{0,2}})(?={ENDINGS}\b)"), "."),
    (_DOTS, re.compile(rf"(?<=[a-z0-9])[ ]{{0,2}}[ ](?:{_DOT}|\.)[ ]{{0,2}}(?={_SAFE}\b)"), "."),
    (
        ("ドット", "どっと", "。", "·", "•", "․"),
        re.compile(rf"(?<=[a-z0-9])[ ]{{0,2}}(?:ドット|どっと|。|·|•|․)[ ]{{0,2}}(?={ENDINGS}\b)"),
        ".",
    ),
    (
        (" dot ", " d0t ", " kropka ", " nokta "),
        re.compile(rf"(?<=[a-z0-9]{{5}})[ ](?:dot|d0t|kropka|nokta)[ ](?={ENDINGS}\b)"),
        ".",
    ),
    ((" punkt ",), re.compile(r"(?<=[a-z]{5})[ ]punkt[ ](?=(?:de|se|at|ch)\b)"), "."),
    (("@",), re.compile(rf"(?<=[a-z0-9]{{3}})[ ]{{0,1}}@[ ]{{1,2}}(?=[a-z0-9-]{{2,40}}\.{ENDINGS}\b)"), "@"),
    ((" at ",), re.compile(rf"(?<=[a-z0-9])[ ]at[ ](?=[a-z0-9-]{{2,40}}\.{ENDINGS}\b)"), "\ue000"),
    (("*",), re.compile(r"(?<=[a-z]{4})[*](?=(?:com|net|org|shop|de)\b)"), "."),
    (("c0m",), re.compile(r"(?<=[a-z]\.)c0m\b"), "com"),
    (("hxxp",), re.compile(r"\bhxxp"), "http"),
)


@dataclass(frozen=True, slots=True)
class Plain:
    """``text[i]`` came from position ``origins[i]`` of the text that was given; ``changed``: a disguise was undone."""

    text: str
    origins: tuple[int, ...]
    changed: bool


@remembered(2_048)
def undisguise(text: str) -> Plain:
    """The text folded, with disguises undone. A plain " at " before a domain becomes U+E000: it may be a mere word."""
    folded = fold(text)
    out, places = folded.text, list(folded.origins)
    for needles, pattern, put in _STEPS:
        if (not needles or any(needle in out for needle in needles)) and pattern.search(out):
            out, places = _rewritten(out, places, pattern, put)
    return Plain(out, tuple(places), out != folded.text)


def _rewritten(text: str, places: list[int], pattern: re.Pattern[str], put: _Put) -> tuple[str, list[int]]:
    """Replaces each match, or its groups ``x`` or ``y`` where the pattern has them; a callable only drops characters."""
    out: list[str] = []
    kept: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        start, stop = _span(match)
        new = put if isinstance(put, str) else put(match)
        out += [text[done:start], new]
        kept += places[done:start]
        kept += [places[start]] * len(new) if isinstance(put, str) else _left(text, places, start, new)
        done = stop
    return "".join([*out, text[done:]]), [*kept, *places[done:]]


def _span(match: re.Match[str]) -> tuple[int, int]:
    name = next((n for n in ("x", "y") if match.groupdict().get(n) is not None), None)
    return match.span(name) if name else match.span()


def _left(text: str, places: list[int], start: int, new: str) -> list[int]:
    """The places of the characters that are left after others were dropped."""
    kept: list[int] = []
    for char in new:
        start = text.index(char, start)
        kept.append(places[start])
        start += 1
    return kept
