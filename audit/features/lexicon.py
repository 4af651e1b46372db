"""Loads the phrases of audit/policies/lexicon by language; grammar.toml there explains the form of the files.

An account's own folder (``lexicon_dir``) holds files of the same form and name, whose phrases are added.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from audit.errors import PolicyError
from audit.features.grammar import Build, Span, grammar
from audit.features.loosening import is_plain
from audit.features.patterns import Finder, cue_sources, finder
from audit.features.prefilter import Prefilter, prefilter
from audit.resources import POLICIES

FOLDER = POLICIES / "lexicon"
_NO_LANGUAGE = "grammar"
_KEYS = {"any", "near", "unless"}
_UNPREPARED = 150


@dataclass(frozen=True, slots=True)
class Phrases:
    """A language's own patterns of one act. ``near`` are acts of which one must stand in the same or a next sentence."""

    act: str
    find: Finder
    unless: Finder | None
    near: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What one language has: cues, the builds that they suffice for, and own patterns.

    ``reach`` stretches the grammar's distances: 0.5 for Japanese, which says more in a letter.
    """

    language: str
    cues: Mapping[str, Finder]
    builds: tuple[Build, ...]
    phrases: tuple[Phrases, ...]
    reach: float

    def found_in(self, text: str) -> tuple[dict[str, list[Span]], list[tuple[Phrases, list[Span]]]]:
        """What is found in a sentence: cues by name, and own phrases, with their places."""
        places = [(number, self.finders[number].spans(text, some)) for number, some in self.possible(text)]
        cues = {self._names[number]: spans for number, spans in places if spans and number < len(self._names)}
        own = [(self.phrases[n - len(self._names)], spans) for n, spans in places if spans and n >= len(self._names)]
        return cues, own

    def possible(self, text: str) -> Iterable[tuple[int, Sequence[int] | None]]:
        """Which finders may find something, and which of their sources: all that is not known to be in vain."""
        if is_plain(text):
            return sorted(self.prefilter.possible(text).items())
        if next(self._asked) < _UNPREPARED:
            return ((number, None) for number in range(len(self.finders)))
        return sorted(self.loose_prefilter.possible(text).items())

    @cached_property
    def _asked(self) -> Iterator[int]:
        return count()

    @cached_property
    def finders(self) -> tuple[Finder, ...]:
        """The cues, then the phrases."""
        return (*self.cues.values(), *(phrases.find for phrases in self.phrases))

    @cached_property
    def prefilter(self) -> Prefilter:
        """Tells in one pass which patterns a plain sentence may hold."""
        return prefilter(self.finders, plain=True)

    @cached_property
    def loose_prefilter(self) -> Prefilter:
        """The same for any sentence: dear to make and less telling, so the first ones do without."""
        return prefilter(self.finders, plain=False)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.cues)

    @lru_cache(maxsize=4_096)  # noqa: B019 - one lexicon a language, kept for good
    def builds_of(self, there: frozenset[str]) -> tuple[Build, ...]:
        """The builds all of whose cues are there."""
        return tuple(b for b in self.builds if all(not there.isdisjoint(choice) for choice in b.cues))

    @property
    def acts(self) -> frozenset[str]:
        """The acts that can be found in this language."""
        return frozenset([*(b.act for b in self.builds), *(p.act for p in self.phrases)])


@cache
def lexicon(language: str, own: Path | None = None) -> Lexicon:
    """All that is known of a language, with the phrases of the account's folder ``own``.

    Raises:
        PolicyError: a file breaks its form; names the file and the entry.
    """
    files = [file for file in _files(language, own) if file.exists()]
    raws = [_raw(file) for file in files]
    settings = {k: v for raw in raws for k, v in raw.get("settings", {}).items()}
    words = bool(settings.get("words", True))
    sources: dict[str, tuple[str, ...]] = {}
    for raw in raws:
        for name, phrases in raw.get("cues", {}).items():
            sources[name] = (*sources.get(name, ()), *cue_sources(phrases, words=words))
    slots = {name: "|".join(phrases) for name, phrases in sources.items()}
    slots |= {k: v for raw in raws for k, v in raw.get("words", {}).items()}
    cues = {name: _finder(files[-1], name, phrases, slots) for name, phrases in sources.items()}
    return Lexicon(
        language=language,
        cues=cues,
        builds=_possible(frozenset(cues)),
        phrases=tuple(
            _phrases(file, act, entry, slots)
            for file, raw in zip(files, raws, strict=True)
            for act, entries in raw.items()
            if act in grammar().acts
            for entry in (entries if isinstance(entries, list) else [entries])
        ),
        reach=float(settings.get("reach", 1)),
    )


@cache
def languages(own: Path | None = None) -> tuple[str, ...]:
    """Languages that have a lexicon."""
    folders = (FOLDER, own) if own else (FOLDER,)
    found = {file.stem for folder in folders for file in folder.glob("*.toml")}
    return tuple(sorted(found - {_NO_LANGUAGE}))


@cache
def languages_with(*acts: str) -> tuple[str, ...]:
    """Languages in which every one of these acts can be found: those that a rule made of them understands."""
    return tuple(name for name in languages() if set(acts) <= _acts(name))


def own_phrases(own: Path) -> tuple[tuple[str, int], ...]:
    """The account's own files with the number of their phrases, checked: (file name, phrases).

    Raises:
        PolicyError: the folder is missing, or a file breaks its form.
    """
    if not own.is_dir():
        raise PolicyError(f"{own}: lexicon_dir is no folder; make it or remove the key from account.toml")
    for language in languages(own):
        lexicon(language, own)
    return tuple((file.name, _count(_raw(file))) for file in sorted(own.glob("*.toml")))


def _count(raw: Mapping[str, object]) -> int:
    lists = [v for table in raw.values() for entry in _tables(table) for v in entry.values() if isinstance(v, list)]
    return sum(map(len, lists))


def _tables(value: object) -> list[Mapping[str, object]]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _acts(language: str) -> frozenset[str]:
    raw = _raw(FOLDER / f"{language}.toml")
    builds = _possible(frozenset(raw.get("cues", {})))
    return frozenset([*(b.act for b in builds), *(act for act in raw if act in grammar().acts)])


def _files(language: str, own: Path | None) -> tuple[Path, ...]:
    return tuple(folder / f"{language}.toml" for folder in ((FOLDER, own) if own else (FOLDER,)))


def _possible(cues: frozenset[str]) -> tuple[Build, ...]:
    return tuple(b for b in grammar().builds if all(cues & set(choice) for choice in b.cues))


@cache
def _raw(file: Path) -> dict[str, Any]:
    if file.stem == _NO_LANGUAGE:
        raise PolicyError(f"{file}: the grammar cannot be replaced; a file is named after its language, as en.toml")
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{file}: {error}") from error
    _check_names(file, [n for n in raw if n not in {"words", "cues", "settings"}], grammar().acts, "act")
    _check_names(file, raw.get("cues", {}), grammar().cues, "cue")
    for name, phrases in raw.get("cues", {}).items():
        if not isinstance(phrases, list) or not phrases or not all(isinstance(p, str) and p for p in phrases):
            raise PolicyError(f"{file}: cue {name} must be a list of phrases")
    return raw


def _check_names(file: Path, names: object, known: Mapping[str, str], kind: str) -> None:
    for name in names if isinstance(names, list | dict) else ():
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"; is {close[0]!r} meant?" if close else ""
            raise PolicyError(f"{file}: {name!r} is no {kind} of grammar.toml{hint}")


def _phrases(file: Path, act: str, entry: object, slots: Mapping[str, str]) -> Phrases:
    if not isinstance(entry, dict) or not isinstance(entry.get("any"), list) or set(entry) - _KEYS:
        raise PolicyError(f"{file}: {act} needs `any`, a list of patterns, and may have `near` and `unless`")
    near = entry.get("near", [])
    wanted = tuple(near if isinstance(near, list) else [near])
    _check_names(file, list(wanted), grammar().acts, "act")
    unless = entry.get("unless")
    return Phrases(
        act,
        _finder(file, act, entry["any"], slots),
        _finder(file, act, unless, slots) if unless else None,
        wanted,
    )


def _finder(file: Path, name: str, patterns: Sequence[str], slots: Mapping[str, str]) -> Finder:
    """What finds the patterns; those of an account are compiled at once, so that what is none is told."""
    try:
        made = finder(patterns, slots)
        if file.parent != FOLDER:
            made.compiled  # noqa: B018 - compiles
    except ValueError as error:
        raise PolicyError(f"{file}: {name}: {error}") from error
    except re.error as error:
        raise PolicyError(f"{file}: {name}: no pattern: {error}") from error
    return made
