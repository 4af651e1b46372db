"""What sentences do: who asks whom for what, under which condition, in return for what."""

from dataclasses import dataclass
from functools import lru_cache

from audit.features.folding import fold
from audit.features.lexicon import languages, lexicon
from audit.model.reading import FieldText


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act; ``start`` and ``end`` are positions in the field's text, ``sentence`` its number."""

    kind: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int
    near: str | None


@lru_cache(maxsize=65_536)
def _in_sentence(text: str, language: str | None) -> tuple[_Found, ...]:
    folded = fold(text)
    known = (language,) if language in languages() else languages() if language is None else ()
    found: list[_Found] = []
    for spoken in known:
        for phrases in lexicon(spoken):
            if phrases.unless and phrases.unless.search(folded.text):
                continue
            for match in phrases.find.finditer(folded.text):
                if match.end() > match.start():
                    first, last = folded.origins[match.start()], folded.origins[match.end() - 1]
                    found.append(_Found(phrases.act, first, last + 1, phrases.near))
    return tuple(found)


def acts(field: FieldText) -> tuple[Act, ...]:
    """All acts of a field, in order. An act with a condition holds only beside the act that it needs."""
    by_sentence = [_in_sentence(s.text, s.language) for s in field.sentences]
    out: list[Act] = []
    for number, (sentence, found) in enumerate(zip(field.sentences, by_sentence, strict=True)):
        around = {f.kind for near in by_sentence[max(0, number - 1) : number + 2] for f in near}
        out += [
            Act(f.kind, sentence.start + f.start, sentence.start + f.end, number)
            for f in found
            if f.near is None or f.near in around
        ]
    return tuple(sorted(out, key=lambda a: (a.start, a.end, a.kind)))


def facts(fields: tuple[FieldText, ...]) -> frozenset[str]:
    """The kinds of acts in a message. ``thanks_only``: thanks, no question, no problem, little else."""
    kinds = {act.kind for field in fields for act in acts(field)}
    bodies = [field for field in fields if field.field != "subject"]
    words = sum(len(body.text) for body in bodies)
    asks = any("?" in body.text or "？" in body.text for body in bodies)
    if "thanks" in kinds and not asks and not kinds & {"problem", "question"} and words < 160:
        kinds.add("thanks_only")
    return frozenset(kinds)
