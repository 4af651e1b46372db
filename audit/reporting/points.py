"""What each repair is worth: points that add up, down the receipt and over the cards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from audit.model.result import AuditResult, Finding

Anchor = tuple[str | None, ...]
_HUNDREDTHS = 100


def anchor(finding: Finding) -> Anchor:
    """What a finding counts for once: its message, or the order and time of a solicitation."""
    return (finding.message_id,) if finding.message_id else (None, finding.order_id, finding.sent_at)


def by_issue(result: AuditResult) -> dict[str, float]:
    """Issue → points lost by it: of a message with several findings only the worst counts. Adds up to the score's."""
    exact: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for finding in _worst(f for f in result.findings if f.is_open_fault).values():
        exact[finding.rule][finding.issue_id] += _points(finding, result)
    out: dict[str, float] = {}
    for rule, issues in exact.items():
        out |= rounded(issues, round(sum(line.points for line in result.score.lines if line.rule == rule), 2))
    return out


def fixes(result: AuditResult, most: int = 3) -> list[tuple[str, float]]:
    """The repairs that win back most, each on top of those before it, so that their points add up."""
    faults = [f for f in result.findings if f.is_open_fault]
    chosen: list[tuple[str, float]] = []
    while len(chosen) < most:
        won = _won_back(faults, result)
        if not won:
            break
        best = min(won, key=lambda issue: (-won[issue], issue))
        chosen.append((best, round(won[best], 2)))
        faults = [f for f in faults if f.issue_id != best]
    return chosen


def rounded(parts: Mapping[str, float], total: float) -> dict[str, float]:
    """The parts in hundredths, so that they add up to ``total``: largest remainders up, smallest down."""
    floors = {name: int(value * _HUNDREDTHS + 1e-9) for name, value in parts.items()}
    missing = round(total * _HUNDREDTHS) - sum(floors.values())
    order = sorted(parts, key=lambda name: (floors[name] - parts[name] * _HUNDREDTHS, name))
    for name in order[:missing] if missing >= 0 else order[missing:]:
        floors[name] += 1 if missing > 0 else -1
    return {name: value / _HUNDREDTHS for name, value in floors.items()}


def _points(finding: Finding, result: AuditResult) -> float:
    return 1000 * finding.points / result.score.judged if result.score.judged else 0.0


def _order(finding: Finding) -> tuple[float, int, str]:
    return (-finding.points, finding.severity.rank, finding.rule)


def _worst(faults: Iterable[Finding]) -> dict[Anchor, Finding]:
    worst: dict[Anchor, Finding] = {}
    for finding in faults:
        best = worst.get(anchor(finding))
        if best is None or _order(finding) < _order(best):
            worst[anchor(finding)] = finding
    return worst


def _won_back(faults: Sequence[Finding], result: AuditResult) -> dict[str, float]:
    """Issue → points that the score gains if it alone is mended."""
    by_anchor: dict[Anchor, list[Finding]] = defaultdict(list)
    for finding in faults:
        by_anchor[anchor(finding)].append(finding)
    won: dict[str, float] = defaultdict(float)
    for group in by_anchor.values():
        first, *rest = sorted(group, key=_order)
        second = next((f for f in rest if f.issue_id != first.issue_id), None)
        won[first.issue_id] += _points(first, result) - (_points(second, result) if second else 0.0)
    return {issue: points for issue, points in won.items() if points > 0}
