"""Text as patterns read it: one form of each letter, in lower case, with the way back."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from audit.features.memo import remembered

# Cyrillic and Greek letters that pass for Latin ones; applied only inside words that have Latin letters too.
_ALIKE = dict(zip("авеікмнорстухѕјԁԛԝαερονικχ", "abeikmhopctyxsjdqwaepovikx", strict=True))
_SAME = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "‐": "-", "‑": "-", "‒": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "ı": "i",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """``text[i]`` came from position ``origins[i]`` of what was folded."""

    text: str
    origins: Sequence[int]


@remembered(8_192)
def fold(text: str) -> Folded:
    """NFKC, lower case, one apostrophe, dash and blank; look-alike letters in Latin words made Latin."""
    if text.isascii():
        return Folded(text.translate(_ASCII), range(len(text)))
    forms = {ord(char): fold_char(char) for char in set(text)}
    if all(len(form) == 1 for form in forms.values()):
        return Folded(_latin(text.translate(forms)), range(len(text)))
    origins = tuple(place for place, char in enumerate(text) for _ in forms[ord(char)])
    return Folded(_latin(text.translate(forms)), origins)


@cache
def fold_char(char: str) -> str:
    """What one character becomes: none, one or several."""
    if char.isascii():
        return " " if char in "\n\r\t" else char.lower()
    if char == "İ":
        return "i"
    plain = unicodedata.normalize("NFKC", _SAME.get(char, char)).lower()
    return "".join(_SAME.get(c, c) for c in plain if unicodedata.category(c) != "Cf")


_ASCII = {code: fold_char(chr(code)) for code in range(128)}


def _latin(text: str) -> str:
    if _ALIKE.keys().isdisjoint(text):
        return text
    words = text.split(" ")
    return " ".join(_latin_word(word) if any("a" <= c <= "z" for c in word) else word for word in words)


def _latin_word(word: str) -> str:
    return "".join(_ALIKE.get(c, c) for c in word)
