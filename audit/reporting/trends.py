"""The charts of a result: rates by family, reply times, requests for reviews."""

from dataclasses import replace

from audit.model.result import AuditResult
from audit.reporting.charts import Chart, Point, line, rate_point

FAMILIES = {
    "reviews": "Reviews and feedback", "content": "Contents", "purpose": "Purpose and language", "form": "Form",
    "history": "Timing and history",
}  # fmt: skip


def rate_charts(result: AuditResult) -> tuple[Chart, ...]:
    """Messages with an open finding for each 1,000, all and by family, on one scale."""
    series = {"All findings": [rate_point(m.month, m.flagged, m.outbound) for m in result.months]}
    for family, title in FAMILIES.items():
        if any(dict(m.families).get(family) for m in result.months):
            series[title] = [rate_point(m.month, dict(m.families).get(family, 0), m.outbound) for m in result.months]
    top = max((p.value or 0 for points in series.values() for p in points), default=0) * 1.3 or 1
    return tuple(
        line(f"rate{i}", title, "per 1,000 outbound messages", [_capped(p, top) for p in points], top)
        for i, (title, points) in enumerate(series.items())
    )


def _capped(point: Point, top: float) -> Point:
    return replace(point, high=min(point.high, top) if point.high is not None else None)


def reply_charts(result: AuditResult) -> tuple[Chart, ...]:
    """How many of the buyers' messages were answered in time, and how fast."""
    if not result.reply_times:
        return ()
    shares = [
        Point(
            r.month, round(100 * r.within_limit / (r.episodes - r.undecided), 1) if r.episodes > r.undecided else None
        )
        for r in result.reply_times
    ]
    hours = [Point(r.month, r.median_hours) for r in result.reply_times]
    return (
        line("replies", "Answered within 24 hours", "per cent of buyers' messages", shares, 100),
        line("hours", "Time to the answer", "hours, median of the answered", hours),
    )


def request_charts(result: AuditResult) -> tuple[Chart, ...]:
    """Requests for reviews and feedback, by whatever way, and second requests among them."""
    if not result.requests:
        return ()
    asked = [Point(r.month, r.messages + r.solicitations) for r in result.requests]
    repeats = [Point(r.month, r.repeats) for r in result.requests]
    return (
        line("requests", "Requests for reviews", "own messages and Request a Review", asked),
        line("repeats", "Second requests", "for the same order", repeats),
    )
