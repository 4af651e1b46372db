"""Masks buyers' data before anything is rendered (contracts: Redaction)."""

import hashlib
import hmac
import re
from enum import StrEnum
from functools import cache

from audit.model.result import Mark

_GREETED = re.compile(
    r"(?<![^\n])((?:hi|hello|dear|hallo|hej|hola|ciao|bonjour|cześć|olá|merhaba|gentile|estimad[oa]|caro|cara|cher|chère|"
    r"liebe[rs]?|guten tag|beste|sayın|szanown[ya]|prezad[oa]|buongiorno|good (?:morning|afternoon|evening))[ \t]+)"
    r"([^\n,!.:]{1,40})(?=[,!.:\n])",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"(?<![^\n])([^\n\s]{1,20}(?: [^\n\s]{1,10})?)(?=様)")
_MAIL = re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w-])\+?\d(?:[\s()./-]?\d){7,14}(?![\w-])")
_ORDER = re.compile(r"(?<!\d)\d{3}-?\d{7}-?\d{7}(?!\d)")
_AROUND = 10


class Redaction(StrEnum):
    """How much of buyers' data a report shows."""

    NONE = "none"
    STANDARD = "standard"
    SHARE = "share"


def masks(
    text: str, level: Redaction, marks: tuple[Mark, ...] = (), agents: tuple[str, ...] = ()
) -> list[tuple[int, int, str]]:
    """Spans to mask and what they are. ``agents`` are named in no share copy.

    Marked words stay where they are the seller's and the evidence (an address, a number, an unfilled field). A name or an
    order id inside longer marked words does not.
    """
    if level is Redaction.NONE:
        return []
    found = [(m.start(2), m.end(2), "buyer name") for m in _GREETED.finditer(text)]
    found += [(m.start(1), m.end(1), "buyer name") for m in _JAPANESE.finditer(text)]
    found += [(m.start(), m.end(), "e-mail address") for m in _MAIL.finditer(text)]
    orders = [m.span() for m in _ORDER.finditer(text)]
    found += [
        (m.start(), m.end(), "number")
        for m in _PHONE.finditer(text)
        if not any(start < m.end() and m.start() < stop for start, stop in orders)
    ]
    if level is Redaction.SHARE:
        found += [(start, stop, "order id") for start, stop in orders]
        found += [(m.start(), m.end(), "agent") for form in _named(agents) for m in form.finditer(text)]
    out: list[tuple[int, int, str]] = []
    for start, stop, what in sorted(found):
        if not _is_evidence(start, stop, what, text, marks) and (not out or start >= out[-1][1]):
            out.append((start, stop, what))
    return out


def _is_evidence(start: int, stop: int, what: str, text: str, marks: tuple[Mark, ...]) -> bool:
    over = [m for m in marks if m.start < stop and start < m.end]
    if what in {"order id", "agent"}:
        return False
    if what == "buyer name":
        return any(start <= m.start and m.end <= stop for m in over)
    return any(m.end - m.start < len(text) // 2 for m in over)


@cache
def _named(agents: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """An agent's name wherever it stands, and the first name alone on a line, as letters are signed."""
    forms = []
    for agent in agents:
        first = agent.split()[0] if agent.split() else ""
        if len(first) > 1:
            forms.append(
                re.compile(rf"(?<!\w){re.escape(agent)}(?!\w)|(?<![^\n]){re.escape(first)}(?=[ .,!]*(?:\n|\Z))")
            )
    return tuple(forms)


def excerpt(text: str, marks: tuple[Mark, ...]) -> tuple[int, int]:
    """The marked words and ten words on each side: what a share copy shows of a message."""
    if not marks:
        return 0, 0
    words = [m.span() for m in re.finditer(r"\S+", text)]
    first = next((i for i, (_, stop) in enumerate(words) if stop > marks[0].start), 0)
    last = next((i for i, (_, stop) in enumerate(words) if stop >= marks[0].end), len(words) - 1)
    if not words:
        return 0, 0
    return words[max(0, first - _AROUND)][0], words[min(len(words) - 1, last + _AROUND)][1]


def pseudonym(value: str | None, level: Redaction, key: bytes) -> str:
    """The value, or in a share copy what stands for it."""
    if not value or level is not Redaction.SHARE:
        return value or ""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:8]


def without_orders(text: str, level: Redaction, key: bytes) -> str:
    """The text, in a share copy with pseudonyms in place of order ids."""
    return _ORDER.sub(lambda m: pseudonym(m[0], level, key), text)


def in_words(text: str, level: Redaction, key: bytes, agents: tuple[str, ...] = ()) -> str:
    """A short text of ours or of the evidence: names in brackets, order ids as pseudonyms in a share copy."""
    out = text
    for start, stop, what in reversed(masks(text, level, (), agents)):
        if what in {"buyer name", "agent"}:
            out = f"{out[:start]}[{what}]{out[stop:]}"
    return without_orders(out, level, key)
