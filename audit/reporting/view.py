"""The view model: all counting, sorting and wording is done here; templates only print."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from audit.model.evidence import Excerpt, Fact, Reference
from audit.model.result import AuditResult, ClauseWords, Finding, Outcome, RuleWords, Template
from audit.model.words import OutcomeStatus, Severity, Status, Verdict
from audit.reporting.charts import Chart, Point, line, rate_point
from audit.reporting.letters import Piece, mark_keys, pieces
from audit.reporting.redaction import Redaction, pseudonym, without_orders

FAMILIES = {
    "reviews": "Reviews and feedback", "content": "Contents", "purpose": "Purpose and language", "form": "Form",
    "history": "Timing and history",
}  # fmt: skip
_ROWS = 20
_CARDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A sample message."""

    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]
    sent: str
    language: str
    legend: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One repair: a rule and a template (or a sender)."""

    id: str
    rule: RuleWords
    severity: str
    name: str
    messages: int
    rate: float
    points: float
    sentence: str
    used: str
    senders: str
    where: str
    verdicts: tuple[str, ...]
    letters: tuple[Letter, ...]
    facts: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseWords, ...]
    rows: tuple[tuple[str, str, str], ...]
    more: int
    markets: tuple[str, ...]
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A clause in the coverage matrix."""

    clause: ClauseWords
    state: str
    glyph: str
    words: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that the templates print."""

    result: AuditResult
    redaction: str
    verdict: str
    rest: str
    tally: tuple[tuple[str, int], ...]
    cards: tuple[Card, ...]
    hidden_cards: int
    fixes: tuple[Card, ...]
    unseen: tuple[tuple[str, str], ...]
    review: int
    before: tuple[tuple[str, int], ...]
    charts: tuple[Chart, ...]
    reply_charts: tuple[Chart, ...]
    tiles: tuple[tuple[str, tuple[Tile, ...]], ...]
    rules: dict[str, RuleWords]
    totals: tuple[int, int, int, int, int]
    flagged_messages: int
    markets: tuple[str, ...]
    tools: tuple[str, ...]


def view(result: AuditResult, level: Redaction, key: bytes) -> View:
    """The view model of a result."""
    rules = {rule.id: rule for rule in result.rules}
    cards = _cards(result, rules, level, key)
    faults = [f for f in result.findings if f.is_open_fault]
    files = result.imports.files
    return View(
        result=result, redaction=level.value, verdict=_verdict(result, faults), rest=_rest(result, faults),
        tally=tuple((s.value, sum(f.severity is s for f in faults)) for s in Severity),
        cards=cards[:_CARDS], hidden_cards=max(0, len(cards) - _CARDS),
        fixes=tuple(sorted((c for c in cards if c.points > 0), key=lambda c: (-c.points, c.id))[:3]),
        unseen=_unseen(result, rules), review=result.score.review,
        before=tuple(Counter(f.rule for f in result.findings if f.status is Status.BEFORE_RULES).most_common()),
        charts=_charts(result), reply_charts=_reply_charts(result), tiles=_tiles(result), rules=rules,
        totals=(
            sum(f.rows for f in files), sum(f.records for f in files), sum(f.duplicates for f in files),
            sum(f.row_issues for f in files), sum(f.ignored for f in files),
        ),
        flagged_messages=len({f.message_id for f in faults if f.message_id}),
        markets=tuple(sorted({m for c in cards for m in c.markets})),
        tools=tuple(sorted({t for c in cards for t in c.tools})),
    )  # fmt: skip


def _verdict(result: AuditResult, faults: Sequence[Finding]) -> str:
    if not result.scope.outbound:
        return f"Nothing could be judged: no outbound message lies in the period ({result.scope.period.label})."
    if not faults:
        return "No findings in what was checked."
    issues = len({f.issue_id for f in faults})
    messages = len({f.message_id for f in faults if f.message_id})
    return (
        f"{_n(len(faults), 'open finding')} from {_n(issues, 'cause')}, on {messages:,} of "
        f"{result.scope.outbound + result.scope.inbound:,} messages."
    )


def _rest(result: AuditResult, faults: Sequence[Finding]) -> str:
    short = sum(o.status is OutcomeStatus.NOT_CHECKED or bool(o.not_checked) for o in result.outcomes)
    lead = "No findings in the rest of what was checked; " if faults else ""
    return f"{lead}{short} of {len(result.outcomes)} rules could not look at everything."


def _n(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _cards(result: AuditResult, rules: dict[str, RuleWords], level: Redaction, key: bytes) -> tuple[Card, ...]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.status is Status.OPEN:
            groups[finding.issue_id].append(finding)
    templates = {t.template_id: t for t in result.templates}
    clauses = {c.id: c for c in result.clauses}
    order = sorted(
        groups.values(),
        key=lambda g: (
            g[0].verdict is Verdict.REVIEW and not any(f.is_open_fault for f in g),
            min(f.severity.rank for f in g),
            -len(g),
            g[0].issue_id,
        ),
    )
    return tuple(
        _card(f"T{number}", group, rules[group[0].rule], templates, clauses, result, level, key)
        for number, group in enumerate(order, 1)
    )


def _card(
    name: str,
    group: list[Finding],
    rule: RuleWords,
    templates: dict[str, Template],
    clauses: dict[str, ClauseWords],
    result: AuditResult,
    level: Redaction,
    key: bytes,
) -> Card:
    template = templates.get(group[0].template_id or "") if rule.id != "slow-reply" else None
    points = _points(group, result)
    latest = sorted(group, key=lambda f: (f.sent_at or "", f.fingerprint), reverse=True)
    shown = _letters(template, {f.message_id for f in group}, rule.id, level) if template else ()
    senders = Counter(pseudonym(f.agent, level, key) or f.tool or (f.channel or "").replace("_", " ") for f in group)
    markets = Counter(f.marketplace or "unknown" for f in group)
    return Card(
        id=name, rule=rule, severity=min((f.severity for f in group), key=lambda s: s.rank).value,
        name=_name(template, group, level), messages=len(group),
        rate=round(1000 * len(group) / max(1, result.scope.outbound), 1), points=points, sentence=without_orders(latest[0].sentence, level, key),
        used=f"{len(group):,} {'time' if len(group) == 1 else 'times'}, {_span(group)}", senders=_listed(senders.items()),
        where=_listed(markets.items()),
        verdicts=tuple(sorted({f.verdict.value for f in group}, reverse=True)), letters=shown,
        facts=() if shown else tuple((n, without_orders(v, level, key)) for n, v in _facts(latest[0])), clauses=tuple(clauses[c] for c in rule.clauses if c in clauses)[:2],
        rows=tuple(
            ((f.sent_at or "").replace("T", " ")[:16], pseudonym(f.order_id, level, key) or "–", f.verdict.value)
            for f in islice(latest, _ROWS)
        ),
        more=max(0, len(group) - _ROWS), markets=tuple(sorted(markets)), tools=tuple(sorted(s for s in senders if s)),
    )  # fmt: skip


def _points(group: list[Finding], result: AuditResult) -> float:
    """Points won back if this were mended: messages of which it is the worst finding."""
    lines = {(s.rule, s.severity, s.verdict): s for s in result.score.lines}
    total = 0.0
    for finding in group:
        found = lines.get((finding.rule, finding.severity, finding.verdict))
        if found and result.score.judged:
            total += min(finding.points * 1000 / result.score.judged, found.points)
    own = sum(s.points for s in result.score.lines if s.rule == group[0].rule)
    return round(min(total, own), 2)


def _name(template: Template | None, group: list[Finding], level: Redaction) -> str:
    if template and template.samples:
        subject = template.samples[0].subject
        shown = (
            "".join(p.text or f"[{p.mask}]" for p in pieces(subject, (), {}, level))
            if level is not Redaction.SHARE
            else ""
        )
        return f"“{shown}”" if shown else f"template {template.template_id[:8]}"
    first = group[0]
    return first.tool or (first.channel or "").replace("_", " ") or "all channels"


def _span(group: list[Finding]) -> str:
    days = sorted((f.sent_at or "")[:10] for f in group)
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _listed(items: Iterable[tuple[str, int]]) -> str:
    ordered = sorted(((name, n) for name, n in items if name), key=lambda i: (-i[1], i[0]))
    words = ", ".join(f"{name} {n:,}" for name, n in ordered[:4])
    return words + (f" and {len(ordered) - 4} more" if len(ordered) > 4 else "") or "unknown"


def _facts(finding: Finding) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str]] = []
    for item in finding.evidence:
        if isinstance(item, Fact) and item.value is not None:
            rows.append((item.name, f"{item.value} {item.unit or ''}".strip()))
        elif isinstance(item, Reference):
            rows.append((f"earlier {item.what}", item.id))
        elif isinstance(item, Excerpt):
            rows.append((item.name or "text", item.text[:200]))
    return tuple(rows)


def _letters(template: Template, ids: set[str | None], rule: str, level: Redaction) -> tuple[Letter, ...]:
    own = tuple(s for s in template.samples if s.message_id in ids)[:3]
    keys = mark_keys(own)
    letters = []
    for sample in own:
        inside = {m.rule: (keys[m.rule], m.severity.value, m.rule) for m in sample.marks}
        letters.append(
            Letter(
                subject=pieces(sample.subject, tuple(m for m in sample.marks if m.field == "subject"), keys, level)
                if level is not Redaction.SHARE or any(m.field == "subject" for m in sample.marks) else (),
                body=pieces(sample.body, tuple(m for m in sample.marks if m.field == "body"), keys, level),
                sent=f"{sample.local_time}, {(sample.channel or 'message').replace('_', ' ')}, {sample.role or ''}",
                language=sample.language or "en",
                legend=tuple(sorted(inside.values(), key=lambda v: v[0] if rule != v[2] else "")),
            )
        )  # fmt: skip
    return tuple(letters)


def _unseen(result: AuditResult, rules: dict[str, RuleWords]) -> tuple[tuple[str, str], ...]:
    missing = [o for o in result.outcomes if o.reason == "no rule yet"]
    rows = (
        [(f"{_n(len(missing), 'rule')} not built yet", "every message is unchecked for them; Coverage lists them")]
        if missing
        else []
    )
    for outcome in result.outcomes:
        if outcome.status is OutcomeStatus.ERROR:
            rows.append((rules[outcome.rule].title, f"the rule failed: {outcome.reason}"))
        elif outcome.not_checked and outcome.reason != "no rule yet":
            rows.append((rules[outcome.rule].title, f"{outcome.not_checked:,} not checked: {outcome.reason}"))
    rows += [
        (
            "Half a mailbox",
            f"{h.channel or 'messages'}, {h.first} to {h.last}: no {h.missing} mail beside {h.present:,} messages",
        )
        for h in result.imports.half_mailboxes[:3]
    ]
    rows += [("Imports", note) for note in result.notes if "mailbox" not in note]
    return tuple(rows)


def _charts(result: AuditResult) -> tuple[Chart, ...]:
    series = {"All findings": [rate_point(m.month, m.flagged, m.outbound) for m in result.months]}
    for family, title in FAMILIES.items():
        if any(dict(m.families).get(family) for m in result.months):
            series[title] = [rate_point(m.month, dict(m.families).get(family, 0), m.outbound) for m in result.months]
    top = max((p.value or 0 for points in series.values() for p in points), default=0) * 1.3 or 1
    return tuple(
        line(
            f"rate{i}",
            title,
            "messages with an open finding, per 1,000 outbound",
            [_capped(p, top) for p in points],
            top,
        )
        for i, (title, points) in enumerate(series.items())
    )


def _capped(point: Point, top: float) -> Point:
    return Point(point.month, point.value, point.low, min(point.high, top) if point.high is not None else None)


def _reply_charts(result: AuditResult) -> tuple[Chart, ...]:
    charts = []
    if result.reply_times:
        shares = [
            Point(
                r.month,
                round(100 * r.within_limit / (r.episodes - r.undecided), 1) if r.episodes > r.undecided else None,
            )
            for r in result.reply_times
        ]
        charts.append(line("replies", "Answered within 24 hours", "per cent of buyers' messages", shares, 100))
        hours = [Point(r.month, r.median_hours) for r in result.reply_times]
        charts.append(line("hours", "Time to the answer", "hours, median", hours))
    if result.requests:
        asked = [Point(r.month, r.messages + r.solicitations) for r in result.requests]
        charts.append(line("requests", "Requests for reviews", "messages and Request a Review", asked))
        charts.append(
            line(
                "repeats", "Second requests", "for the same order", [Point(r.month, r.repeats) for r in result.requests]
            )
        )
    return tuple(charts)


_GROUPS = (
    ("Key rules", "key-"), ("Do-nots", "dont-"), ("Formatting", "format-"), ("Permitted purposes", "purpose-"),
    ("Advice", "advice-"), ("What Amazon says elsewhere", "amazon-"),
)  # fmt: skip


def _tiles(result: AuditResult) -> tuple[tuple[str, tuple[Tile, ...]], ...]:
    outcomes = {o.rule: o for o in result.outcomes}
    return tuple(
        (
            title,
            tuple(
                _tile(c, [outcomes[r] for r in c.rules if r in outcomes])
                for c in result.clauses
                if c.id.startswith(prefix)
            ),
        )
        for title, prefix in _GROUPS
    )


def _tile(clause: ClauseWords, outcomes: list[Outcome]) -> Tile:
    state, glyph, words = "pass", "✓", "no findings in what was checked"
    if clause.assessment == "manual":
        state, glyph, words = "man", "M", f"manual: {clause.note}"
    elif any(o.flagged for o in outcomes):
        state, glyph, words = "fail", "▲", "findings"
    elif all(o.population == 0 and o.not_checked for o in outcomes):
        state, glyph, words = "none", "○", f"not checked: {outcomes[0].reason if outcomes else 'no rule'}"
    elif any(o.not_checked for o in outcomes):
        state, glyph, words = "part", "◐", "looked at in part"
    return Tile(clause=clause, state=state, glyph=glyph, words=words, outcomes=tuple(outcomes))
