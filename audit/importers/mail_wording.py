"""What mail is recognised by, read from ``policies/mail.toml``; a file that breaks its form is named with its key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from audit.errors import PolicyError
from audit.resources import POLICIES

_DASH = "\u2010-\u2015\u2500-"
_DASHES = f"(?<![{_DASH}])[{_DASH}]{{5,60}}"


@dataclass(frozen=True, slots=True)
class Wording:
    """Marks, names and wordings, ready to search with."""

    kinds: Mapping[str, str]
    """Value of X-Space-Notification-Type → ``inbound``, ``copy`` or a delivery status."""
    services: frozenset[str]
    suffixes: tuple[str, ...]
    begin: re.Pattern[str]
    end: re.Pattern[str]
    any_marker: re.Pattern[str]
    copy_subjects: tuple[re.Pattern[str], ...]
    drafts: frozenset[str]
    chats: frozenset[str]
    clients: tuple[str, ...]
    anchors: re.Pattern[str]
    undelivered: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


@cache
def wording(file: Path = POLICIES / "mail.toml") -> Wording:
    """The wordings of ``file``.

    Raises:
        PolicyError: it cannot be read, or a key is missing.
    """
    try:
        return _wording(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{file}: {error}") from error
    except KeyError as error:
        raise PolicyError(f"{file}: {error.args[0]} is missing") from error


def _wording(raw: dict[str, Any]) -> Wording:
    begin = [label for marker in raw["markers"] for label in marker["begin"]]
    end = [label for marker in raw["markers"] for label in marker["end"]]
    return Wording(
        kinds={value: kind for kind, values in raw["notifications"].items() for value in values},
        services=frozenset(raw["services"]["names"]), suffixes=tuple(raw["buyer_names"]["suffixes"]),
        begin=_marker(begin), end=_marker(end),
        any_marker=re.compile(
            rf"^[^\S\n]{{0,8}}{_DASHES}[^\S\n]{{0,8}}[^\s{_DASH}][^\n{_DASH}]{{0,60}}[{_DASH}]{{5,60}}[^\S\n]{{0,8}}$", re.MULTILINE
        ),
        copy_subjects=tuple(_subject(text) for text in raw["copies"]["subjects"]),
        drafts=frozenset(raw["labels"]["draft"]), chats=frozenset(raw["labels"]["chat"]),
        clients=tuple(raw["clients"]["names"]), anchors=_anchors(raw["footer"]["anchors"]),
        undelivered=tuple(
            (kind["status"], tuple(tuple(words) for words in kind["wordings"])) for kind in raw["undelivered"]
        ),
    )  # fmt: skip


def mojibake(label: str) -> str:
    """How a label looks whose UTF-8 was read as Windows-1252: ``Début`` becomes ``DÃ©but``."""
    return label.encode().decode("cp1252", errors="replace")


def _marker(labels: list[str]) -> re.Pattern[str]:
    """A dashed line with one of the labels, or with two of them around a slash as in Canada."""
    spelled = dict.fromkeys(form for label in labels for form in (label, mojibake(label)))
    ordered = sorted(spelled, key=len, reverse=True)
    one = "(?:" + "|".join(r"\s{1,3}".join(re.escape(word) for word in label.split()) for label in ordered) + ")"
    label = rf"{one}(?:\s{{0,3}}/\s{{0,3}}{one})?\s{{0,3}}[:：]?"
    return re.compile(rf"{_DASHES}\s{{0,8}}{label}\s{{0,8}}[{_DASH}]{{5,60}}", re.IGNORECASE)


def _subject(text: str) -> re.Pattern[str]:
    before, after = text.split("{name}")
    return re.compile(rf"\s*{re.escape(before)}(?P<name>[^\n]{{1,120}}?){re.escape(after)}\s*", re.IGNORECASE)


def _anchors(anchors: list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(anchor) for anchor in anchors)
    return re.compile(
        rf"{words}|\bSPC-\w{{2}}Amazon-\d{{3,40}}|(?:©|\(c\)|\bcopyright)\s{{0,3}}©?\s{{0,3}}\d{{4}}[^\n]{{0,20}}amazon",
        re.IGNORECASE,
    )
