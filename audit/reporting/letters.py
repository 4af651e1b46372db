"""A message as a letter: pieces of plain, marked and masked text."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from audit.model.result import Mark, RuleWords, Sample, Template
from audit.reporting.redaction import Redaction, excerpt, masks


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: plain, marked or masked.

    ``key`` is the mark's key (C1) where it begins one, ``last`` says that it ends there, ``mask`` what is hidden.
    """

    text: str
    severity: str = ""
    verdict: str = ""
    rule: str = ""
    key: str = ""
    mask: str = ""
    last: bool = False


def pieces(
    text: str, marks: tuple[Mark, ...], keys: dict[str, str], level: Redaction, agents: tuple[str, ...] = ()
) -> tuple[Piece, ...]:
    """The text cut at marks and masks; where marks overlap the graver one holds."""
    hidden = masks(text, level, marks, agents)
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
        out.append(
            Piece(text[start:end], mark.severity.value, mark.verdict.value, mark.rule, key, last=end == mark.end)
        )
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A sample message. ``legend``: key, severity, what is marked, verdict."""

    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]
    sent: str
    language: str
    length: int
    legend: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Masking:
    """How much of buyers' and agents' data is shown."""

    level: Redaction
    agents: tuple[str, ...]


def letters(
    template: Template, ids: set[str | None], rules: Mapping[str, RuleWords], masking: Masking
) -> tuple[Letter, ...]:
    """Up to three samples of a template, those of the messages in ``ids``."""
    own = tuple(s for s in template.samples if s.message_id in ids)[:3]
    keys = mark_keys(own)
    return tuple(_letter(sample, keys, rules, masking) for sample in own)


def _letter(sample: Sample, keys: dict[str, str], rules: Mapping[str, RuleWords], masking: Masking) -> Letter:
    level, agents = masking.level, masking.agents
    subject = tuple(m for m in sample.marks if m.field == "subject")
    body = tuple(m for m in sample.marks if m.field == "body")
    shows_subject = level is not Redaction.SHARE or bool(subject)
    legend = {
        (keys[m.rule], m.severity.value, rules[m.rule].failure_title + _emoji(sample, m), m.verdict.value)
        for m in sample.marks
    }
    return Letter(
        subject=pieces(sample.subject, subject, keys, level, agents) if shows_subject else (),
        body=pieces(sample.body, body, keys, level, agents),
        sent=f"{sample.local_time}, {(sample.channel or 'message').replace('_', ' ')}, {sample.role or ''}",
        language=sample.language or "en", length=len(sample.body), legend=tuple(sorted(legend)),
    )  # fmt: skip


def _emoji(sample: Sample, mark: Mark) -> str:
    """The code points of a marked emoji and its name: what stays readable on paper."""
    text = (sample.subject if mark.field == "subject" else sample.body)[mark.start : mark.end]
    if mark.rule != "emoji" or len(text) > 8:
        return ""
    points = " ".join(f"U+{ord(c):04X}" for c in text)
    return f": {points}, {unicodedata.name(text[0], 'no name').capitalize()}"
