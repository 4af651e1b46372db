"""The score: 100 minus points for each 1,000 outbound messages judged (contracts: Score)."""

from collections import Counter
from collections.abc import Iterable

from audit.engine.identity import anchor_of
from audit.model.result import Finding, Score, ScoreLine
from audit.model.words import Severity, Status, Verdict

_DIGITS = 2
_Key = tuple[str, Severity, Verdict]


def score(findings: Iterable[Finding], judged: int) -> Score:
    """The score of ``judged`` outbound messages. Each anchor counts once, by its worst open finding."""
    found = tuple(findings)
    worst = _worst_by_anchor(found)
    counts = Counter((f.rule, f.severity, f.verdict) for f in worst)
    lines = _lines(counts, judged)
    points = round(sum(line.points for line in lines), _DIGITS)
    return Score(
        value=None if judged == 0 else max(0.0, round(100 - points, _DIGITS)),
        points=points,
        judged=judged,
        lines=lines,
        review=sum(f.verdict is Verdict.REVIEW and f.status is Status.OPEN for f in found),
        before_rules=sum(f.status is Status.BEFORE_RULES for f in found),
        waived=sum(f.status in {Status.WAIVED, Status.DISMISSED} for f in found),
    )


def _worst_by_anchor(findings: tuple[Finding, ...]) -> list[Finding]:
    worst: dict[str, Finding] = {}
    for finding in findings:
        if not finding.is_open_fault:
            continue
        anchor = anchor_of(finding.message_id, finding.order_id, finding.sent_at)
        best = worst.get(anchor)
        if best is None or _order(finding) < _order(best):
            worst[anchor] = finding
    return list(worst.values())


def _order(finding: Finding) -> tuple[float, int, str]:
    return (-finding.points, finding.severity.rank, finding.rule)


def _lines(counts: Counter[_Key], judged: int) -> tuple[ScoreLine, ...]:
    weights = {key: key[1].points * (0.5 if key[2] is Verdict.LIKELY else 1.0) for key in counts}
    exact = {key: 1000 * n * weights[key] / judged if judged else 0.0 for key, n in counts.items()}
    shown = _add_up(exact)
    order = sorted(counts, key=lambda k: (-exact[k], k[1].rank, k[0], k[2]))
    return tuple(
        ScoreLine(rule=k[0], severity=k[1], verdict=k[2], messages=counts[k], weight=weights[k], points=shown[k])
        for k in order
    )


def _add_up(exact: dict[_Key, float]) -> dict[_Key, float]:
    """Rounds so that the parts add up to the rounded sum: the largest remainders are rounded up."""
    unit = 10**_DIGITS
    floors = {key: int(value * unit + 1e-9) for key, value in exact.items()}
    missing = round(sum(exact.values()) * unit) - sum(floors.values())
    by_remainder = sorted(exact, key=lambda k: (floors[k] - exact[k] * unit, str(k)))
    for key in by_remainder[: max(0, missing)]:
        floors[key] += 1
    return {key: value / unit for key, value in floors.items()}
