"""Asks the sentence classifier about what phrases have found: where it sees nothing of the kind, a finding is only for review."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.features.classifier import probabilities
from audit.model.evidence import Answer, Excerpt, Fact, Hit, NotApplicable
from audit.model.reading import FieldText, Reading
from audit.model.rule import SecondOpinion
from audit.model.words import Verdict

_REVIEWS = frozenset(
    {"review_mention", "review_request", "review_change", "feedback_change", "review_there", "review_told"}
)
_NEUTRAL = frozenset({"neutral_scale", "no_benefit"})
"""What says that good and bad are welcome alike or that nothing is offered: there the classifier adds nothing."""
_SHORT = 24
"""Bytes of a greeting or a name, which do nothing."""
_IDS = re.compile(r"\d{3}-\d{7}-\d{7}|\d{5,}")


def weighed(answers: tuple[Answer, ...], asked: SecondOpinion, reading: Reading) -> tuple[Answer, ...]:
    """The answers, hits without support by the classifier taken back to ``review``; its own hit where there was none.

    Without a classifier all stand as they are.
    """
    if any(isinstance(a, Hit) and a.verdict is not Verdict.REVIEW for a in answers):
        return tuple(_weighed(a, asked, reading) if isinstance(a, Hit) else a for a in answers)
    own = _own(asked, reading) if asked.alone and not any(isinstance(a, NotApplicable) for a in answers) else None
    return (*answers, own) if own else answers


def _own(asked: SecondOpinion, reading: Reading) -> Hit | None:
    """The hit on the sentence that the classifier is surest of."""
    places = [(body, body.sentences[number]) for body in reading.bodies for number in _beside_reviews(body)]
    found = _asked([sentence.text for _, sentence in places])
    sure = [max(row[act] for act in asked.alone) for row in found or ()]
    if not sure or max(sure) < asked.sure:
        return None
    body, sentence = places[sure.index(max(sure))]
    shown = body.excerpt(sentence.start, sentence.end, "sentence")
    return Hit((shown, Fact("probability by the sentence classifier", round(max(sure), 2))), Verdict.LIKELY)


def _asked(sentences: Sequence[str]) -> Sequence[Mapping[str, float]] | None:
    """The classifier's answers. Ids are all the same to it, so that sentences of one template are asked once."""
    return probabilities([_IDS.sub(_same_id, sentence) for sentence in sentences]) if sentences else None


def _same_id(found: re.Match[str]) -> str:
    return "302-1234567-1234567" if "-" in found[0] else "12345"


def _beside_reviews(body: FieldText) -> list[int]:
    if any(act.kind in _NEUTRAL for act in body.acts):
        return []
    spoken = {act.sentence for act in body.acts if act.kind in _REVIEWS}
    near = {number + step for number in spoken for step in (-1, 0, 1)}
    return [n for n, s in enumerate(body.sentences) if n in near and len(s.text.encode()) > _SHORT]


def _weighed(hit: Hit, asked: SecondOpinion, reading: Reading) -> Hit:
    if hit.verdict is Verdict.REVIEW:
        return hit
    sentences = list(dict.fromkeys(_sentences(hit, asked.around, reading)))
    found = _asked(sentences)
    if found is None or max(row[act] for row in found for act in asked.acts) >= asked.at_least:
        return hit
    return replace(hit, verdict=Verdict.REVIEW)


def _sentences(hit: Hit, around: int, reading: Reading) -> Iterator[str]:
    """The sentences that the hit's words stand in, and so many before and after."""
    for field in reading.fields:
        for item in hit.evidence:
            if isinstance(item, Excerpt) and item.field == field.field:
                for number in _numbers(field, item):
                    yield from (s.text for s in field.sentences[max(0, number - around) : number + around + 1])


def _numbers(field: FieldText, item: Excerpt) -> Iterator[int]:
    for number, sentence in enumerate(field.sentences):
        if sentence.end > sentence.start:
            first, last = field.origins[sentence.start], field.origins[sentence.end - 1]
            if first < item.end and item.start <= last:
                yield number
