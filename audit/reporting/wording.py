"""Counts, days and lists as a reader says them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from audit.model.result import Finding


def counted(count: int, one: str, many: str = "") -> str:
    """``1 finding``, ``2 findings``, ``1,000 repairs``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day(iso: str | None) -> str:
    """``2026-10-05`` → ``5 October 2026``; a dash where there is none."""
    if not iso:
        return "–"
    when = date.fromisoformat(iso[:10])
    return f"{when.day} {when:%B %Y}"


def month(iso: str) -> str:
    """``2026-10`` → ``Oct 2026``."""
    return f"{date.fromisoformat(iso + '-01'):%b %Y}"


def span(first: str | None, last: str | None, form: str = "%B") -> str:
    """From a day to a day, without saying twice what both share; ``form`` "%b" for short months."""
    if not first or not last:
        return day(first or last)
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    until = f"{end.day} {end:{form}} {end.year}"
    if begin == end:
        return until
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day} to {until}"
    return f"{begin.day} {begin:{form}}{'' if begin.year == end.year else f' {begin.year}'} to {until}"


def used(group: Sequence[Finding]) -> str:
    """How often and when."""
    days = sorted(f.sent_at or "" for f in group)
    when = span(days[0], days[-1], "%b")
    return f"{counted(len(group), 'time')}, {when}"


def listed(items: Iterable[tuple[str, int]], most: int = 4) -> str:
    """Names with their counts, the most frequent first."""
    ordered = sorted(((name, n) for name, n in items if name), key=lambda i: (-i[1], i[0]))
    words = ", ".join(f"{name} {n:,}" for name, n in ordered[:most])
    return words + (f" and {len(ordered) - most} more" if len(ordered) > most else "") or "unknown"


def joined(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


_LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "it": "Italian", "es": "Spanish", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "sv": "Swedish", "tr": "Turkish", "ja": "Japanese", "ar": "Arabic", "zh": "Chinese",
}  # fmt: skip


def language(code: str) -> str:
    """A language's name; the code where there is none."""
    return _LANGUAGES.get(code, code)


def said(reason: str) -> str:
    """A reason with languages by their names: ``language de (161)`` → ``German (161)``."""
    return re.sub(r"\blanguage ([a-z]{2})\b", lambda found: language(found[1]), reason)
