"""The view model: everything that the templates print, counted, sorted, worded and redacted beforehand."""

from collections import Counter
from dataclasses import dataclass

from audit.model.result import AuditResult, RuleWords
from audit.model.words import Status
from audit.reporting.cards import Card, cards
from audit.reporting.charts import Chart
from audit.reporting.coverage import Coverage, coverage
from audit.reporting.points import fixes
from audit.reporting.redaction import Redaction
from audit.reporting.summary import Summary, summary
from audit.reporting.trends import rate_charts, reply_charts, request_charts
from audit.reporting.wording import day, span

_CARDS = 100
_LISTED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that the templates print."""

    result: AuditResult
    redaction: str
    period: str
    day: str
    summary: Summary
    cards: tuple[Card, ...]
    listed: tuple[Card, ...]
    unlisted: int
    before: tuple[tuple[str, int], ...]
    rates: tuple[Chart, ...]
    replies: tuple[Chart, ...]
    requests: tuple[Chart, ...]
    coverage: Coverage
    rules: dict[str, RuleWords]
    totals: tuple[int, int, int, int, int]
    refused: int
    markets: tuple[str, ...]
    tools: tuple[str, ...]


def view(result: AuditResult, level: Redaction, key: bytes) -> View:
    """The view model of a result."""
    rules = {rule.id: rule for rule in result.rules}
    repairs = fixes(result)
    shown = cards(result, rules, level, key, most=_CARDS + _LISTED, also=frozenset(issue for issue, _ in repairs))
    groups = tuple(shown.made.values())
    files = result.imports.files
    period = result.scope.period
    return View(
        result=result, redaction=level.value, period=span(period.first, period.last), day=day(result.scope.as_of),
        summary=summary(result, rules, tuple((shown.made[issue], points) for issue, points in repairs)), cards=groups[:_CARDS], listed=groups[_CARDS:],
        unlisted=shown.left,
        before=tuple(Counter(f.rule for f in result.findings if f.status is Status.BEFORE_RULES).most_common()),
        rates=rate_charts(result), replies=reply_charts(result), requests=request_charts(result),
        coverage=coverage(result), rules=rules,
        totals=(
            sum(f.rows for f in files), sum(f.records for f in files), sum(f.duplicates for f in files),
            sum(f.row_issues for f in files), sum(f.ignored for f in files),
        ),
        refused=sum(f.refused is not None for f in files),
        markets=tuple(sorted({m for c in groups for m in c.markets})),
        tools=tuple(sorted({t for c in groups for t in c.tools})),
    )  # fmt: skip
