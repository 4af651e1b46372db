"""What sentences do: who asks whom for what, under which condition, in return for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.features.folding import fold
from audit.features.grammar import grammar, settled, spans
from audit.features.lexicon import Lexicon, languages, lexicon
from audit.features.memo import remembered
from audit.features.patterns import bare
from audit.features.purposes import purpose_facts
from audit.model.reading import Act, FieldText, Sentence

__all__ = ["Act", "acts", "facts", "find_acts"]


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int
    near: tuple[str, ...]


@remembered(65_536)
def _in_sentence(text: str, language: str | None, own: Path | None) -> tuple[_Found, ...]:
    """The acts of one sentence, placed in it; those of every language where its own is unknown."""
    folded = fold(text)
    plain = bare(folded.text)
    known = (language,) if language in languages(own) else languages(own) if language is None else ()
    return tuple(
        _Found(kind, folded.origins[start], folded.origins[end - 1] + 1, near)
        for spoken in known
        for kind, start, end, near in _matches(plain, lexicon(spoken, own))
        if end > start
    )


def _matches(plain: str, known: Lexicon) -> list[tuple[str, int, int, tuple[str, ...]]]:
    """Kind, start, end and needed neighbours of each act in folded text."""
    cues, own = known.found_in(plain)
    there = settled(cues, grammar().yields)
    made = [(b, span) for b in known.builds_of(frozenset(there)) for span in spans(b, there, known.reach)]
    sure = {build.act for build, _ in made if not build.near}
    out = [(b.act, *span, b.near) for b, span in made if sure.isdisjoint(b.without)]
    for phrases, found in own:
        if not (phrases.unless and phrases.unless.search(plain)):
            out += [(phrases.act, *span, phrases.near) for span in found]
    return out


def find_acts(sentences: Sequence[Sentence], own: Path | None = None) -> tuple[Act, ...]:
    """All acts of a field's sentences, in order; one with a condition only within two sentences of an act that it needs."""
    by_sentence = [_in_sentence(s.text, s.language, own) for s in sentences]
    sure = _sure(by_sentence)
    out = {
        Act(f.kind, sentence.start + f.start, sentence.start + f.end, number)
        for number, (sentence, found) in enumerate(zip(sentences, by_sentence, strict=True))
        for f in found
        if _holds(f, number, sure)
    }
    return tuple(sorted(out, key=lambda a: (a.start, a.end, a.kind)))


def _sure(by_sentence: Sequence[tuple[_Found, ...]]) -> list[set[str]]:
    """The kinds in each sentence that hold. What needs company holds beside what holds itself: two that only lean on each other fall."""
    sure = [{f.kind for f in found if not f.near} for found in by_sentence]
    while True:
        more = [{f.kind for f in found if _holds(f, n, sure)} - sure[n] for n, found in enumerate(by_sentence)]
        if not any(more):
            return sure
        sure = [old | new for old, new in zip(sure, more, strict=True)]


def _holds(found: _Found, number: int, sure: Sequence[set[str]]) -> bool:
    around = sure[max(0, number - 2) : number + 3]
    return not found.near or any(not kinds.isdisjoint(found.near) for kinds in around)


def acts(field: FieldText) -> tuple[Act, ...]:
    """All acts of a field, in order."""
    return field.acts


def facts(fields: tuple[FieldText, ...]) -> frozenset[str]:
    """The kinds of acts in a message, and its purposes (``purpose:invoice``, …; ``critical``).

    ``thanks_only``: thanks, no question, no problem, little else.
    """
    kinds = {act.kind for field in fields for act in acts(field)}
    bodies = [field for field in fields if field.field != "subject"]
    words = sum(len(body.text) for body in bodies)
    asks = any("?" in body.text or "？" in body.text for body in bodies)
    if "thanks" in kinds and not asks and not kinds & {"problem", "question"} and words < 160:
        kinds.add("thanks_only")
    return frozenset(kinds) | purpose_facts(fields)
