"""Builds acts from cues: which word classes stand together in a sentence, how near, and what takes the act back."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.errors import PolicyError
from audit.resources import POLICIES

Span = tuple[int, int]
Cues = Mapping[str, Sequence[Span]]
FILE = POLICIES / "lexicon" / "grammar.toml"
_KEYS = {"act", "cues", "within", "ordered", "unless", "without", "near"}


@dataclass(frozen=True, slots=True)
class Build:
    """An act made of cues. Each entry of ``cues`` is a choice of cue names, of which one must be found."""

    act: str
    cues: tuple[tuple[str, ...], ...]
    within: int
    ordered: bool
    unless: tuple[str, ...]
    without: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The cues and acts that exist, with their gloss; the builds; which cue gives way to which where they overlap."""

    cues: Mapping[str, str]
    acts: Mapping[str, str]
    yields: Mapping[str, tuple[str, ...]]
    builds: tuple[Build, ...]


@cache
def grammar(file: Path = FILE) -> Grammar:
    """The grammar that all languages share.

    Raises:
        PolicyError: the file breaks its form; names the build.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{file}: {error}") from error
    cues, acts = raw["cues"], raw["acts"]
    gives_way = {name: tuple(stronger) for name, stronger in raw.get("yields", {}).items()}
    for name in {*gives_way, *(n for names in gives_way.values() for n in names)} - set(cues):
        raise PolicyError(f"{file}: [yields] names {name!r}, which is no cue")
    return Grammar(cues, acts, gives_way, tuple(_build(file, entry, cues, acts) for entry in raw["build"]))


def _build(file: Path, entry: Mapping[str, object], cues: Mapping[str, str], acts: Mapping[str, str]) -> Build:
    made = Build(
        act=str(entry.get("act", "")),
        cues=tuple(tuple(choice.split("|")) for choice in _texts(entry.get("cues"))),
        within=int(str(entry.get("within", 60))),
        ordered=bool(entry.get("ordered", False)),
        unless=_texts(entry.get("unless")),
        without=_texts(entry.get("without")),
        near=_texts(entry.get("near")),
    )
    where = f"{file}: build of {made.act!r} from {entry.get('cues')}"
    unknown = sorted({*(n for choice in made.cues for n in choice), *made.unless} - set(cues))
    if set(entry) - _KEYS or made.act not in acts or not made.cues:
        raise PolicyError(f"{where}: needs a known act and cues, and may have only {', '.join(sorted(_KEYS))}")
    unknown += sorted({*made.near, *made.without} - set(acts))
    if unknown:
        raise PolicyError(f"{where}: unknown {unknown[0]!r}")
    return made


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),) if value else ()


def settled(found: Cues, gives_way: Mapping[str, tuple[str, ...]]) -> Cues:
    """The cues without those that lie in a stronger one: "satisfied" in "not satisfied" is none."""
    return {
        name: [s for s in spans if not any(_meet(s, t) for other in gives_way.get(name, ()) for t in found.get(other, ()))]
        for name, spans in found.items()
    }  # fmt: skip


def spans(build: Build, found: Cues, reach: float) -> list[Span]:
    """Where a sentence's cues make this act: from the first letter of the first to the last letter of the last."""
    if any(found.get(name) for name in build.unless):
        return []
    choices = [sorted(span for name in choice for span in found.get(name, ())) for choice in build.cues]
    if not all(choices):
        return []
    if len(choices) == 1:
        return choices[0]
    grown = (_grow(anchor, choices[1:], build, build.within * reach) for anchor in choices[0])
    return sorted({span for span in grown if span})


def _grow(span: Span, choices: list[list[Span]], build: Build, within: float) -> Span | None:
    for options in choices:
        near = [o for o in options if _gap(span, o, ordered=build.ordered) <= within]
        if not near:
            return None
        nearest = min(near, key=lambda o: _gap(span, o, ordered=build.ordered))
        span = min(span[0], nearest[0]), max(span[1], nearest[1])
    return span


def _gap(span: Span, other: Span, *, ordered: bool) -> float:
    """Letters between two spans; endless where they overlap or stand in the wrong order."""
    if _meet(span, other) or (ordered and other[0] < span[1]):
        return float("inf")
    return other[0] - span[1] if other[0] >= span[1] else span[0] - other[1]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
