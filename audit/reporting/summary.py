"""The first page: verdict, tally, receipt, three fixes, what could not be checked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.model.result import AuditResult, Finding, HalfMailbox, Outcome, RuleWords
from audit.model.words import OutcomeStatus, Severity
from audit.reporting.cards import Card
from audit.reporting.wording import counted, joined, said, span

NO_RULE = "no rule yet"
_LINES = 10
_UNSEEN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """A rule on the receipt: how many messages, at what weight (empty where it varies), how many points."""

    severity: str
    title: str
    messages: int
    weight: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A repair and what it wins back, on top of those above it."""

    card: Card
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What stands on the first page."""

    verdict: str
    rest: str
    tally: tuple[tuple[str, int], ...]
    receipt: tuple[ReceiptLine, ...]
    receipt_rest: ReceiptLine | None
    fixes: tuple[Fix, ...]
    together: str
    unseen: tuple[tuple[str, str], ...]
    unseen_more: int


def summary(result: AuditResult, rules: Mapping[str, RuleWords], dearest: Sequence[tuple[Card, float]]) -> Summary:
    """The first page of a result; ``dearest`` are the repairs that win back most, with their points."""
    faults = [f for f in result.findings if f.is_open_fault]
    lines = _receipt(result, rules)
    repairs = tuple(Fix(card=card, points=points) for card, points in dearest)
    unseen = _unseen(result, rules)
    return Summary(
        verdict=_verdict(result, faults), rest=_rest(result, faults),
        tally=tuple((s.value, sum(f.severity is s for f in faults)) for s in Severity),
        receipt=lines[:_LINES], receipt_rest=_remainder(lines[_LINES:]), fixes=repairs,
        together=_together(result, sum(fix.points for fix in repairs)),
        unseen=unseen[:_UNSEEN], unseen_more=max(0, len(unseen) - _UNSEEN),
    )  # fmt: skip


def _verdict(result: AuditResult, faults: Sequence[Finding]) -> str:
    if not result.scope.outbound:
        return f"Nothing could be judged: no outbound message lies in the period ({result.scope.period.label})."
    if not faults:
        return "No findings in what was checked."
    account = "account" if len(causes := _causes(faults)) > 1 or not causes[0].startswith("1 ") else "accounts"
    return f"{joined(causes)} {account} for {_all(len(faults))}."


def _all(count: int) -> str:
    return "the one open finding" if count == 1 else f"all {count:,} open findings"


def _causes(faults: Sequence[Finding]) -> list[str]:
    wordings = {f.template_id for f in faults if f.template_id and f.rule != "slow-reply"}
    late = sum(f.rule == "slow-reply" for f in faults)
    asked = sum(f.message_id is None for f in faults)
    other = sum(not f.template_id and f.message_id is not None and f.rule != "slow-reply" for f in faults)
    parts = (
        (len(wordings), "message template"), (late, "late reply", "late replies"),
        (asked, "Request a Review", "Requests a Review"), (other, "other message"),
    )  # fmt: skip
    return [counted(*part) for part in parts if part[0]]


def _rest(result: AuditResult, faults: Sequence[Finding]) -> str:
    short = sum(o.status is OutcomeStatus.NOT_CHECKED or bool(o.not_checked) for o in result.outcomes)
    unseen = f"{short} of {len(result.outcomes)} rules could not look at everything."
    if not faults:
        return unseen
    flagged, outbound = len({f.message_id for f in faults if f.direction == "outbound"}), result.scope.outbound
    share = f"{flagged:,} of {outbound:,} outbound messages ({100 * flagged / outbound:.1f}%) have at least one. "
    return f"{share}No findings in the rest of what was checked; {unseen}"


def _receipt(result: AuditResult, rules: Mapping[str, RuleWords]) -> tuple[ReceiptLine, ...]:
    """One line a rule, the dearest first."""
    by_rule = defaultdict(list)
    for line in result.score.lines:
        by_rule[line.rule].append(line)
    lines = [
        ReceiptLine(
            severity=min((s.severity for s in group), key=lambda s: s.rank).value, title=rules[rule].failure_title,
            messages=sum(s.messages for s in group), weight=f"{group[0].weight:g}" if len(group) == 1 else "",
            points=round(sum(s.points for s in group), 2),
        )
        for rule, group in by_rule.items()
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (-line.points, line.title)))


def _remainder(lines: Sequence[ReceiptLine]) -> ReceiptLine | None:
    if not lines:
        return None
    return ReceiptLine(
        severity="", title=counted(len(lines), "more rule"), messages=sum(line.messages for line in lines), weight="",
        points=round(sum(line.points for line in lines), 2),
    )  # fmt: skip


def _together(result: AuditResult, points: float) -> str:
    if result.score.value is None or not points:
        return ""
    return f"together {result.score.value:.2f} to {max(0.0, 100 - result.score.points + points):.2f}"


def _unseen(result: AuditResult, rules: Mapping[str, RuleWords]) -> tuple[tuple[str, str], ...]:
    rows = [_half(half) for half in result.imports.half_mailboxes]
    rows += [
        (rules[o.rule].failure_title, f"the rule failed: {o.reason}")
        for o in result.outcomes
        if o.status is OutcomeStatus.ERROR
    ]
    rows += _missing_rules(result.outcomes) + _unlooked(result.outcomes)
    rows += [("Data", note) for note in result.notes if "Half a mailbox?" not in note]
    refused = [f for f in result.imports.files if f.refused]
    return tuple(
        rows + [("Refused", f"{counted(len(refused), 'file')}, named under Scope and sources")] * bool(refused)
    )


def _half(half: HalfMailbox) -> tuple[str, str]:
    channel = (half.channel or "messages").replace("_", " ")
    words = f"no {half.missing} mail by {channel} beside {half.present:,} messages, {span(half.first, half.last)}"
    return "Half a mailbox", words


def _missing_rules(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    missing = sum(o.reason == NO_RULE for o in outcomes)
    return [(f"{counted(missing, 'rule')} not built yet", "no message was checked for them")] if missing else []


def _unlooked(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    """What built rules could not look at; rules with the same reason share a line."""
    by_reason: dict[tuple[str, int], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.not_checked and outcome.reason != NO_RULE and outcome.status is not OutcomeStatus.ERROR:
            by_reason[(outcome.reason or "", outcome.not_checked)].append(outcome)
    ordered = sorted(by_reason.items(), key=lambda item: (-item[0][1] * len(item[1]), item[0]))
    return [
        (_names(group), f"{count:,} not checked: {said(reason.removesuffix(f' ({count:,})'))}")
        for (reason, count), group in ordered
    ]


def _names(group: Sequence[Outcome]) -> str:
    names = [o.rule.replace("-", " ").capitalize() if i == 0 else o.rule.replace("-", " ") for i, o in enumerate(group)]
    return joined(names) if len(names) < 5 else f"{', '.join(names[:3])} and {len(names) - 3} more rules"
