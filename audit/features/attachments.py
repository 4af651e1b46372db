"""What an attachment is, by its name and type alone."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from audit.features.folding import fold
from audit.features.patterns import bare
from audit.model.records import Attachment
from audit.resources import POLICIES


@dataclass(frozen=True, slots=True)
class Kind:
    """What a name says. ``is_allowed`` is None where it says nothing.

    ``words`` are those of a document's name that is of no listed kind: they may be the product's name.
    """

    name: str
    is_allowed: bool | None
    words: tuple[str, ...] = ()


_ENDING_ALLOWED = dict.fromkeys(
    ("executable", "contact-card", "media", "web-page", "presentation", "spreadsheet", "e-book"), False
)
_TYPES = {
    "vcard": "contact-card",
    "x-msdownload": "executable",
    "x-msdos-program": "executable",
    "calendar": "appointment",
}
_SEPARATOR = re.compile(r"[^0-9a-z\u3040-\u9fff]+")
_GENERIC = frozenset(
    ["document", "scan", "file", "attachment", "order", "amazon", "page", "final", "version", "copy", "docx", "xlsx"]
)
_UNKNOWN = Kind("unknown", None)


@lru_cache(maxsize=16_384)
def kind_of(attachment: Attachment) -> Kind:
    """The kind by ending, then by the stems of its name; unknown where neither says anything."""
    name = bare(fold(attachment.filename).text)
    ending = name.rsplit(".", 1)[-1] if "." in name else ""
    words = f" {_SEPARATOR.sub(' ', name)} "
    by_ending = _ending(ending, attachment.content_type or "")
    if by_ending in {"executable", "archive", "contact-card", "appointment"}:
        return Kind(by_ending, _ENDING_ALLOWED.get(by_ending))
    for kind, is_allowed, stems in _kinds():
        if any(stem in words for stem in stems):
            return Kind(kind, is_allowed)
    if by_ending:
        return Kind(by_ending, _ENDING_ALLOWED.get(by_ending))
    told = tuple(word for word in words.split() if len(word) > 3 and word.isalpha() and word not in _GENERIC)
    return Kind("none of the allowed kinds", is_allowed=False, words=told) if told else _UNKNOWN


def _ending(ending: str, content_type: str) -> str:
    for kind, endings in _endings():
        if ending in endings:
            return kind
    subtype = content_type.casefold().rsplit("/", 1)[-1]
    return _TYPES.get(subtype, "image" if content_type.casefold().startswith("image/") else "")


@cache
def _endings() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(endings)) for name, endings in _data()["endings"].items())


@cache
def _kinds() -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    return tuple((k["name"], k["allowed"], tuple(_stem(s) for s in k["stems"])) for k in _data()["kinds"])


def _stem(stem: str) -> str:
    """Short Latin stems stand at the beginning of a word, so that "offer" is not in "coffer"."""
    return stem if not stem.isascii() else f" {stem}"


@cache
def _data() -> dict[str, Any]:
    file = POLICIES / "attachments.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
