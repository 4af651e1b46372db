"""Text as patterns read it: one form of each letter, in lower case, with the way back."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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
    origins: tuple[int, ...]


@lru_cache(maxsize=65_536)
def fold(text: str) -> Folded:
    """NFKC, lower case, one apostrophe, dash and blank; look-alike letters in Latin words made Latin."""
    letters: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        for folded in _fold_char(char):
            letters.append(folded)
            origins.append(place)
    return Folded(_latin("".join(letters)), tuple(origins))


def _fold_char(char: str) -> str:
    if char.isascii():
        return " " if char in "\n\r\t" else char.lower()
    if char == "İ":
        return "i"
    plain = unicodedata.normalize("NFKC", _SAME.get(char, char)).lower()
    return "".join(_SAME.get(c, c) for c in plain if unicodedata.category(c) != "Cf")


def _latin(text: str) -> str:
    if not any(c in _ALIKE for c in text):
        return text
    words = text.split(" ")
    return " ".join(_latin_word(word) if any("a" <= c <= "z" for c in word) else word for word in words)


def _latin_word(word: str) -> str:
    return "".join(_ALIKE.get(c, c) for c in word)
