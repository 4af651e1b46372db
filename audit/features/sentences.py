"""Splits a text into sentences."""

import re

from audit.features.languages import language_of
from audit.model.reading import Sentence

_ENDS = re.compile(
    r"(?<=[.!?…])[\"”»')\]]*\s+(?=[\"“«¿¡(\[]?[^\W\d_a-zß-öø-ÿ]|[\"“«¿¡(])|(?<=[。！？])|\n\s*\n|\n(?=\s*[-*•\d])|(?<=[,:])\n"
)
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|no|nr|z\.?b|bzw|st|inc|ltd|co|approx|ca|p\.?s|e\.?g|i\.?e|sr|sra|pan|vs)\.$", re.IGNORECASE
)


def split(text: str, fallback: str | None) -> tuple[Sentence, ...]:
    """The sentences of a text, each in its language or, where that is unclear, in ``fallback``."""
    out: list[Sentence] = []
    start = 0
    for stop, after in [*((m.start(), m.end()) for m in _ENDS.finditer(text)), (len(text), len(text))]:
        if stop < len(text) and _ABBREVIATION.search(text[max(start, stop - 16) : stop]):
            continue
        piece = text[start:stop]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            own = language_of(piece) if len(piece) > 60 else None
            out.append(Sentence(piece.strip(), start + lead, start + len(piece.rstrip()), own or fallback))
        start = after
    return tuple(out)
