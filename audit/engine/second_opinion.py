"""Asks the sentence classifier about what phrases have found: where it sees nothing of the kind, a finding is only for review."""

from collections.abc import Iterator
from dataclasses import replace

from audit.features.classifier import probabilities
from audit.model.evidence import Answer, Excerpt, Hit
from audit.model.reading import FieldText, Reading
from audit.model.rule import SecondOpinion
from audit.model.words import Verdict


def weighed(answers: tuple[Answer, ...], asked: SecondOpinion, reading: Reading) -> tuple[Answer, ...]:
    """The answers, hits without support by the classifier taken back to ``review``. Without a classifier all stand."""
    return tuple(_weighed(a, asked, reading) if isinstance(a, Hit) else a for a in answers)


def _weighed(hit: Hit, asked: SecondOpinion, reading: Reading) -> Hit:
    if hit.verdict is Verdict.REVIEW:
        return hit
    sentences = list(dict.fromkeys(_sentences(hit, asked.around, reading)))
    found = probabilities(sentences) if sentences else None
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
