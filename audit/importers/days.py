"""Days and times as Amazon's reports spell them: numbers in the order of the country, months by name, no offset."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from audit.policy import find_marketplace

_DAY = re.compile(
    r"(?P<a>\d{1,4})\s*[./\-年]\s*(?P<b>\d{1,2}|[A-Za-z]{3})\.?\s*[./\-月]\s*(?P<c>\d{4}|\d{1,2})日?(?:[T,\s]+(?P<rest>.+))?"
)
_CLOCK = re.compile(
    r"(?P<before>上午|下午)?\s*(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?P<after>[APap]\.?[Mm]\.?)?"
    r"\s*(?P<offset>Z|UTC|GMT|[+-]\s*\d{2}\s*:?\s*\d{2})?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = frozenset({"Amazon.com"})
_YEAR_FIRST = frozenset({"Amazon.co.jp", "Amazon.ca", "Amazon.se"})
_LAST_CLOCK = ZoneInfo("America/Los_Angeles")
"""Where no marketplace is known: nowhere that Amazon sells does a day end later."""


class DayError(ValueError):
    """It is no day, or could be two."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How days are spelled: by the marketplace, else by what other rows of the file show (None: not known)."""

    marketplace: str = ""
    is_day_first: bool | None = None


def shows_day_first(cells: list[str]) -> bool | None:
    """What the days of a column show together: a number above 12 can be no month."""
    found = [_DAY.fullmatch(cell.strip()) for cell in cells]
    pairs = [(int(m["a"]), int(m["b"])) for m in found if m and m["b"].isdigit() and len(m["a"]) < 4]
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    return None if day_first == month_first else day_first


def moment(text: str, spelling: Spelling, zone: str | None) -> datetime:
    """The time that ``text`` tells, in UTC. A day without a clock is its last second: what came after it surely did.

    Without an offset the marketplace's clock is meant, else ``zone``.

    Raises:
        DayError: it is no day, or day and month cannot be told apart.
    """
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise DayError("is no day that is known, such as 2026-09-01 or 01.09.2026")
    day = _day(found, spelling)
    if found["rest"] is None:
        clock, offset = time(23, 59, 59), None
    else:
        clock, offset = _clock(found["rest"])
    market = find_marketplace(spelling.marketplace)
    try:
        there = ZoneInfo(market.timezone) if market else ZoneInfo(zone) if zone else _LAST_CLOCK
    except (ZoneInfoNotFoundError, ValueError):
        raise DayError(f"--timezone {zone!r} is no zone; write Europe/Berlin, say") from None
    return datetime.combine(day, clock, there if offset is None else UTC).astimezone(UTC) - (offset or timedelta())


def _day(found: re.Match[str], spelling: Spelling) -> date:
    first, second, third = found["a"], found["b"], found["c"]
    if not second.isdigit():
        return _checked(third, _month(second), int(first))
    if len(first) == 4:
        return _checked(first, int(second), int(third))
    if len(third) < 4 and spelling.marketplace in _YEAR_FIRST:
        return _checked(first, int(second), int(third))
    a, b = int(first), int(second)
    if a != b and a <= 12 and b <= 12 and _is_day_first(found[0], spelling) is None:
        raise DayError("could be two days; say which marketplace the file is of with --marketplace")
    is_day_first = a > 12 or (b <= 12 and bool(_is_day_first(found[0], spelling)))
    return _checked(third, b, a) if is_day_first else _checked(third, a, b)


def _is_day_first(text: str, spelling: Spelling) -> bool | None:
    if re.match(r"\d{1,2}\.\d", text):
        return True
    if spelling.is_day_first is not None:
        return spelling.is_day_first
    return spelling.marketplace not in _MONTH_FIRST if spelling.marketplace else None


def _checked(year: str, month: int, day: int) -> date:
    try:
        return date(int(year) + (2000 if len(year) < 3 else 0), month, day)
    except ValueError:
        raise DayError("is no day of the calendar") from None


def _month(name: str) -> int:
    if name.lower() not in _MONTHS:
        raise DayError("names no month that is known")
    return _MONTHS.index(name.lower()) + 1


def _clock(text: str) -> tuple[time, timedelta | None]:
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise DayError("tells no time that is known, such as 22:41:07")
    hour, half = int(found["h"]), (found["before"] or found["after"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "下午" or half.startswith("p") else 0)
    offset = found["offset"]
    try:
        clock = time(hour, int(found["m"]), int(found["s"] or 0))
    except ValueError:
        raise DayError("tells no time of the day") from None
    if offset is None or not offset[-1].isdigit():
        return clock, None if offset is None else timedelta()
    digits = re.sub(r"\D", "", offset)
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return clock, -span if offset.startswith("-") else span
