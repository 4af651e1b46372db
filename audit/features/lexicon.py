"""Loads the phrases of audit/policies/lexicon: by language and act, as bounded regular expressions on folded text.

A file ``<language>.toml`` holds for each act a table with ``any`` (patterns), and optionally ``near`` (an act that must be
found in the same or the next sentence) and ``unless`` (patterns that take the act back in that sentence).
In a pattern ``@name@`` stands for an entry of ``[words]``.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.errors import PolicyError
from audit.resources import POLICIES

_UNBOUNDED = re.compile(r"\((?:\?:)?(?:\.|\\\w|\w|\[[^\]]*\])[*+]\)[*+]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one act in one language."""

    act: str
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    near: str | None


@cache
def lexicon(language: str, folder: Path | None = None) -> tuple[Phrases, ...]:
    """All acts of a language; () where there is no lexicon for it.

    Raises:
        PolicyError: the file breaks its form; names the file and the act.
    """
    file = (folder or POLICIES / "lexicon") / f"{language}.toml"
    if not file.exists():
        return ()
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{file}: {error}") from error
    words = raw.pop("words", {})
    return tuple(_phrases(file, act, entry, words) for act, entry in raw.items())


@cache
def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Languages that have a lexicon."""
    return tuple(sorted(file.stem for file in (folder or POLICIES / "lexicon").glob("*.toml")))


def _phrases(file: Path, act: str, entry: Mapping[str, object], words: Mapping[str, str]) -> Phrases:
    if not isinstance(entry, dict) or not isinstance(entry.get("any"), list) or set(entry) - {"any", "near", "unless"}:
        raise PolicyError(f"{file}: {act} needs `any`, a list of patterns, and may have `near` and `unless`")
    try:
        unless = entry.get("unless")
        return Phrases(
            act, _compile(entry["any"], words), _compile(unless, words) if unless else None, entry.get("near")
        )
    except (re.error, KeyError) as error:
        raise PolicyError(f"{file}: {act}: {error}") from error


def _compile(patterns: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    filled = [re.sub(r"@(\w+)@", lambda m: f"(?:{words[m[1]]})", p).replace("ı", "i") for p in patterns]
    if any(_UNBOUNDED.search(p) for p in filled):
        raise re.error("a repeat inside a repeat may take for ever")
    return re.compile("|".join(f"(?:{p})" for p in filled))
