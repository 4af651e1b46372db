"""A message as a letter: pieces of plain, marked and masked text."""

from dataclasses import dataclass
from itertools import pairwise

from audit.model.result import Mark, Sample
from audit.reporting.redaction import Redaction, excerpt, masks


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. ``key`` is the mark's key (C1) where it begins one, ``mask`` what is hidden."""

    text: str
    severity: str = ""
    verdict: str = ""
    rule: str = ""
    key: str = ""
    mask: str = ""


def pieces(text: str, marks: tuple[Mark, ...], keys: dict[str, str], level: Redaction) -> tuple[Piece, ...]:
    """The text cut at marks and masks; where marks overlap the graver one holds."""
    hidden = masks(text, level, marks)
    begin, stop = excerpt(text, marks) if level is Redaction.SHARE else (0, len(text))
    cuts = {begin, stop, *(p for m in marks for p in (m.start, m.end)), *(p for a, b, _ in hidden for p in (a, b))}
    places = sorted(p for p in cuts if begin <= p <= stop)
    out: list[Piece] = []
    shown: set[tuple[str, int]] = set()
    for start, end in pairwise(places):
        mask = next((what for a, b, what in hidden if a <= start < b), "")
        if mask:
            if not out or out[-1].mask != mask:
                out.append(Piece("", mask=mask))
            continue
        over = sorted((m for m in marks if m.start <= start < m.end), key=lambda m: (m.severity.rank, m.start, m.rule))
        if not over:
            out.append(Piece(text[start:end]))
            continue
        mark = over[0]
        first = (mark.rule, mark.start) not in shown
        shown.add((mark.rule, mark.start))
        key = keys.get(mark.rule, "") if first else ""
        out.append(Piece(text[start:end], mark.severity.value, mark.verdict.value, mark.rule, key))
    if level is Redaction.SHARE:
        out = [*([Piece("… ")] if begin > 0 else []), *out, *([Piece(" …")] if stop < len(text) else [])]
    return tuple(out)


def mark_keys(samples: tuple[Sample, ...]) -> dict[str, str]:
    """Rule → key such as C1, M2: the severity's letter and a running number."""
    rules: dict[str, str] = {}
    for sample in samples:
        for mark in sorted(sample.marks, key=lambda m: (m.severity.rank, m.rule)):
            letter = "i" if mark.severity.value == "info" else mark.severity.value[0].upper()
            rules.setdefault(mark.rule, f"{letter}{len(rules) + 1}")
    return rules
