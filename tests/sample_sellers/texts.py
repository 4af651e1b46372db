"""The texts of a seller: read from TOML, with choices made and slots filled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

FOLDER = Path(__file__).parent / "texts"
_CHOICE = re.compile(r"<<(.*?)>>", re.DOTALL)


@cache
def load(seller: str, language: str) -> dict[str, Any]:
    """The texts of one language."""
    return tomllib.loads((FOLDER / seller / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def faults() -> dict[str, dict[str, Any]]:
    """The texts of the planted faults and of the edge cases beside them, by name."""
    parts = sorted((FOLDER / "faults").glob("*.toml"))
    return {name: fault for part in parts for name, fault in tomllib.loads(part.read_text(encoding="utf-8")).items()}


def talk(seller: str, language: str, topic: str) -> dict[str, Any]:
    """The exchange about ``topic``."""
    return next(t for t in load(seller, language)["talk"] if t["topic"] == topic)


def unwrapped(text: str, language: str) -> str:
    """Paragraphs on one line each. A line that ends with a backslash keeps its end."""
    glue = "" if language == "ja" else " "
    paragraphs = []
    for paragraph in text.strip("\n").split("\n\n"):
        lines = paragraph.split("\n")
        joined = lines[0]
        for before, line in pairwise(lines):
            joined = joined[:-1] + "\n" + line if before.endswith("\\") else joined + glue + line
        paragraphs.append(joined)
    return "\n\n".join(paragraphs)


def chosen(text: str, random: Random) -> str:
    """The text with one of each ``<<a|b>>`` taken."""
    return _CHOICE.sub(lambda found: random.choice(found[1].split("|")), text)


def filled(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled; braces that are no slot of ours stay (an unfilled merge field)."""
    for name, value in slots.items():
        text = re.sub(rf"(?<!\{{)\{{{name}\}}(?!\}})", lambda _found, value=value: value, text)  # type: ignore[misc]
    return text
