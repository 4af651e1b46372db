"""When a mail was sent: its Date, for both directions; else the last Received; else the mailbox's From line."""

import re
from datetime import UTC, datetime

from audit.importers.mail_headers import Headers, date

_FROM_LINE = re.compile(
    r"\w{3},?\s+(?:(?P<month>[A-Z][a-z]{2})\s+(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s+(?P<month2>[A-Z][a-z]{2}))\s+(?P<rest>.+)"
)
_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\b")
_YEAR = re.compile(r"(?<![+-])\b(?:19|2[01])\d\d\b")
_ZONE = re.compile(r"[+-]\d{4}\b|\b(?!UTC|GMT)[A-Z]{3,5}\b")


def sent_at(headers: Headers, from_line: str) -> tuple[datetime | None, str]:
    """The time in UTC, and in words what it was taken from where that is not the mail's own date."""
    own = date(headers.raw("date"))
    if own:
        return own, ""
    for value in headers.every("received"):
        found = date(value.rpartition(";")[2])
        if found:
            return found, "no readable date: dated by its last Received header"
    found = from_line_date(from_line)
    return found, "no readable date: dated by the mailbox's From line" if found else ""


def from_line_date(text: str) -> datetime | None:
    """The date of a separator, with the zone before or after the year, or none: then it is UTC (RFC 4155)."""
    found = _FROM_LINE.fullmatch(text.strip())
    if found is None:
        return None
    rest = found["rest"]
    time, year, zone = _TIME.search(rest), _YEAR.search(_TIME.sub(" ", rest)), _ZONE.search(rest)
    if time is None or year is None:
        return None
    day, month = found["day"] or found["day2"], found["month"] or found["month2"]
    parsed = date(f"{day} {month} {year[0]} {time[0]} {zone[0] if zone else '+0000'}")
    return parsed.astimezone(UTC) if parsed else None
