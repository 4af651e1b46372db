"""Findings by what repairs them: one card is a rule and a wording, or a rule and a sender."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from audit.model.evidence import Element, Excerpt, Fact, Reference
from audit.model.result import AuditResult, ClauseWords, Finding, RuleWords, Template
from audit.model.words import Status, Verdict
from audit.reporting.letters import Letter, Masking, Piece, letters, pieces
from audit.reporting.points import by_issue
from audit.reporting.redaction import Redaction, in_words, pseudonym
from audit.reporting.wording import listed, used

_ROWS = 20
_LATEST = 3
_ORDER = re.compile(r"[(\[]?\d{3}-\d{7}-\d{7}[)\]]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One repair: a rule and a template (or a sender)."""

    id: str
    rule: RuleWords
    severity: str
    name: tuple[Piece, ...]
    messages: int
    unit: str
    rate: float
    points: float
    sentence: str
    used: str
    senders: str
    where: str
    verdicts: tuple[str, ...]
    letters: tuple[Letter, ...]
    facts: tuple[tuple[str, str], ...]
    why: str
    fix: str
    how: str
    clauses: tuple[ClauseWords, ...]
    rows: tuple[tuple[str, str, str], ...]
    latest: str
    more: int
    markets: tuple[str, ...]
    tools: tuple[str, ...]

    @property
    def long(self) -> bool:
        """Whether the letter is too long to stand beside anything."""
        return any(letter.length > 1200 for letter in self.letters[:1])


@dataclass(frozen=True, slots=True)
class _Look:
    """What a card is made with."""

    result: AuditResult
    level: Redaction
    key: bytes
    rules: Mapping[str, RuleWords]
    templates: Mapping[str, Template]
    clauses: Mapping[str, ClauseWords]
    points: Mapping[str, float]
    masking: Masking


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards by issue, the most serious first, what is only for review last; ``left`` are too many to show."""

    made: Mapping[str, Card]
    left: int


def cards(
    result: AuditResult,
    rules: Mapping[str, RuleWords],
    level: Redaction,
    key: bytes,
    *,
    most: int,
    also: frozenset[str],
) -> Cards:
    """The first ``most`` cards, and those of the issues in ``also``."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.status is Status.OPEN:
            groups[finding.issue_id].append(finding)
    look = _Look(
        result, level, key, rules, {t.template_id: t for t in result.templates}, {c.id: c for c in result.clauses},
        by_issue(result), Masking(level, _agents(result)),
    )  # fmt: skip
    ordered = sorted(groups.items(), key=lambda item: _rank(item[1], look.points.get(item[0], 0.0)))
    made = {
        issue: _card(f"T{number}", group, look)
        for number, (issue, group) in enumerate(ordered, 1)
        if number <= most or issue in also
    }
    return Cards(made, len(groups) - len(made))


def _agents(result: AuditResult) -> tuple[str, ...]:
    named = {f.agent for f in result.findings} | {name for t in result.templates for name, _ in t.agents}
    return tuple(sorted(name for name in named if name))


def _rank(group: Sequence[Finding], points: float) -> tuple[bool, int, float, int, str]:
    only_review = not any(f.is_open_fault for f in group)
    return only_review, min(f.severity.rank for f in group), -points, -len(group), group[0].issue_id


def _card(name: str, group: Sequence[Finding], look: _Look) -> Card:
    rule = look.rules[group[0].rule]
    template = look.templates.get(group[0].template_id or "") if rule.id != "slow-reply" else None
    latest = sorted(group, key=lambda f: (f.sent_at or "", f.fingerprint), reverse=True)
    shown = letters(template, {f.message_id for f in group}, look.rules, look.masking) if template else ()
    senders = Counter(_sender(f, look) for f in group)
    markets = Counter(f.marketplace or "unknown" for f in group)
    rows = tuple(_row(f, look) for f in islice(latest, _ROWS))
    return Card(
        id=name, rule=rule, severity=min((f.severity for f in group), key=lambda s: s.rank).value,
        name=_name(template, group[0], look), messages=len(group), unit=_unit(group),
        rate=1000 * len(group) / max(1, look.result.scope.outbound), points=look.points.get(group[0].issue_id, 0.0),
        sentence=_words(latest[0].sentence, look), used=used(group),
        senders=listed(senders.items()), where=listed(markets.items()),
        verdicts=tuple(v.value for v in Verdict if any(f.verdict is v for f in group)), letters=shown,
        facts=tuple((n, _words(v, look)) for n, v in _evidence(latest[0], shown)),
        why=_plain(rule.doc.get("Why it matters", "")), fix=_fix(rule)[0], how=_fix(rule)[1],
        clauses=tuple(look.clauses[c] for c in rule.clauses if c in look.clauses)[:2], rows=rows,
        latest="; ".join(f"{sent}, {order}" for sent, order, _ in rows[:_LATEST]), more=max(0, len(group) - _ROWS),
        markets=tuple(sorted(markets)), tools=tuple(sorted(s for s in senders if s)),
    )  # fmt: skip


def _words(text: str, look: _Look) -> str:
    return in_words(text, look.level, look.key, look.masking.agents)


def _sender(finding: Finding, look: _Look) -> str:
    return pseudonym(finding.agent, look.level, look.key) or finding.tool or (finding.channel or "").replace("_", " ")


def _row(finding: Finding, look: _Look) -> tuple[str, str, str]:
    order = pseudonym(finding.order_id, look.level, look.key) or "no order"
    return (finding.sent_at or "").replace("T", " ")[:16], order, finding.verdict.value


def _plain(markdown: str) -> str:
    return " ".join(markdown.replace("`", "").split())


def _fix(rule: RuleWords) -> tuple[str, str]:
    """The repair in one sentence, and what the documentation adds. Where it says the same, it speaks alone."""
    short, full = _plain(rule.remediation), _plain(rule.doc.get("How to fix", ""))
    if _first_words(short) != _first_words(full):
        return short, full
    first, _, rest = full.partition(". ")
    return first.removesuffix(".") + ".", rest


def _first_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())[:2]


def _unit(group: Sequence[Finding]) -> str:
    if all(f.message_id is None for f in group):
        return "request"
    return "message"


def _name(template: Template | None, first: Finding, look: _Look) -> tuple[Piece, ...]:
    """The subject without its order id; in a share copy the template's id."""
    if template is None:
        return (Piece(first.tool or (first.channel or "").replace("_", " ") or "all channels"),)
    subject = " ".join(_ORDER.sub("…", template.samples[0].subject).split()) if template.samples else ""
    if look.level is Redaction.SHARE or not subject:
        return (Piece(f"template {template.template_id[:8]}"),)
    return (Piece("“"), *pieces(subject, (), {}, look.level, look.masking.agents), Piece("”"))


def _evidence(finding: Finding, shown: Sequence[Letter]) -> tuple[tuple[str, str], ...]:
    """Facts where no words are marked: the letter says nothing of days and orders."""
    marked = any(p.rule == finding.rule for letter in shown for p in (*letter.subject, *letter.body))
    return () if marked else _facts(finding)


def _facts(finding: Finding) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str]] = []
    for item in finding.evidence:
        if isinstance(item, Fact) and item.value is not None:
            rows.append((item.name, f"{item.value} {item.unit or ''}".strip()))
        elif isinstance(item, Element):
            limit = f" (limit {item.limit})" if item.limit else ""
            rows.append((f"{item.selector} {item.property}", f"{item.value}{limit}"))
        elif isinstance(item, Reference):
            rows.append((f"earlier {item.what}", item.id))
        elif isinstance(item, Excerpt):
            rows.append((item.name or "text", item.text[:200]))
    return tuple(rows)
