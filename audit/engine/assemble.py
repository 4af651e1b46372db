"""Puts the result document together: words, outcomes, findings, templates, aggregates, imports."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from audit import __version__
from audit.engine import templates
from audit.engine.request import Check, Period, RuleBook
from audit.engine.score import score
from audit.engine.tally import Tally
from audit.features.classifier import is_installed
from audit.features.lexicon import own_phrases
from audit.model import result as r
from audit.model.words import OutcomeStatus
from audit.resources import QUERIES
from audit.store import Store

_ISSUES_SHOWN = 500


def assemble(
    store: Store,
    book: RuleBook,
    request: Check,
    found: Sequence[r.Finding],
    tallies: Mapping[str, Tally],
    unlooked: int,
) -> r.AuditResult:
    """The result of a check."""
    findings = tuple(sorted(found, key=lambda f: (f.severity.rank, f.rule, f.sent_at or "", f.fingerprint)))
    counts = _query(store, "metrics/scope")[0]
    groups = _groups(store)
    halves = _half_mailboxes(store)
    return r.AuditResult(
        tool_version=__version__,
        scope=_scope(store, request, counts, groups, unlooked),
        policies=_policies(book, groups["policy"]),
        clauses=_clauses(book),
        rules=book.catalogue,
        outcomes=_outcomes(book, tallies, counts["outbound"]),
        findings=findings,
        templates=_templates(store, book, request, findings),
        score=score(findings, counts["outbound"]),
        months=_months(store, book, findings),
        reply_times=tuple(r.ReplyTimes(**row) for row in _query(store, "metrics/reply_times")),
        requests=tuple(r.RequestMonth(**row) for row in _query(store, "metrics/requests")),
        imports=r.Imports(files=_files(store), row_issues=_issues(store), half_mailboxes=halves),
        configuration=_configuration(request, book),
        notes=_notes(store, halves, counts),
    )


def _query(store: Store, name: str, *values: object) -> list[dict[str, Any]]:
    return store.rows((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), values)


def _groups(store: Store) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in _query(store, "metrics/groups"):
        found[row["kind"]].append((row["name"] or "unknown", row["n"]))
    return {kind: tuple(found[kind]) for kind in ("marketplace", "language", "policy")}


def _scope(
    store: Store,
    request: Check,
    counts: Mapping[str, Any],
    groups: Mapping[str, tuple[tuple[str, int], ...]],
    unlooked: int,
) -> r.Scope:
    account = request.account
    units = {row["unit"]: row["n"] for row in _query(store, "audit/units")}
    return r.Scope(
        account=account.name, client=account.client, brands=account.brands, period=_period(request.period, counts),
        marketplaces=groups["marketplace"], languages=groups["language"], as_of=request.as_of.isoformat(),
        rules_of=request.rules_of, outbound=counts["outbound"], proactive=counts["proactive"],
        replies=counts["replies"], inbound=counts["inbound"], episodes=units["episodes"],
        solicitations=units["solicitations"], orders=store.count("model.orders"),
        outside_period=counts["outside_period"], not_checked_messages=unlooked,
    )  # fmt: skip


def _period(asked: Period, counts: Mapping[str, Any]) -> r.Period:
    first = asked.first.isoformat() if asked.first else counts["first_day"]
    last = asked.last.isoformat() if asked.last else counts["last_day"]
    return r.Period(first=first, last=last, label=_label(first, last), chosen=bool(asked.first or asked.last))


def _label(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return "no messages"
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if begin == end:
        return f"{begin.day} {begin:%b %Y}"
    whole = begin.day == 1 and (end.replace(day=1) == begin) and (end.day >= 28 and _next_day_is_first(end))
    return f"{end:%B %Y}" if whole else f"{begin.day} {begin:%b %Y} to {end.day} {end:%b %Y}"


def _next_day_is_first(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def _policies(book: RuleBook, used: tuple[tuple[str, int], ...]) -> tuple[r.PolicyWords, ...]:
    counts = dict(used)
    return tuple(
        r.PolicyWords(
            id=p.id, title=p.title, published=p.published.isoformat() if p.published else None,
            effective_from=p.effective_from.isoformat() if p.effective_from else None,
            effective_to=p.effective_to.isoformat() if p.effective_to else None, source=p.source, note=p.note,
            messages=counts.get(p.id, 0),
        )
        for p in book.policies
    )  # fmt: skip


def _clauses(book: RuleBook) -> tuple[r.ClauseWords, ...]:
    return tuple(
        r.ClauseWords(
            id=c.id, text=c.text, assessment=c.assessment, note=c.note, rules=c.rules,
            versions=tuple(p.id for p in book.policies if p.clause(c.id)),
        )
        for c in book.today.clauses
    )  # fmt: skip


def _outcomes(book: RuleBook, tallies: Mapping[str, Tally], outbound: int) -> tuple[r.Outcome, ...]:
    rules = {rule.id: rule for rule in book.rules}
    outcomes = []
    for words in book.catalogue:
        rule = rules.get(words.id)
        if rule:
            outcomes.append(tallies.get(words.id, Tally()).outcome(rule))
            continue
        reason = book.disabled.get(words.id, "no rule yet")
        outcomes.append(
            r.Outcome(
                rule=words.id, status=OutcomeStatus.NOT_CHECKED, not_checked=outbound, reason=reason,
                reasons=((reason, outbound),),
            )
        )  # fmt: skip
    return tuple(outcomes)


def _templates(store: Store, book: RuleBook, request: Check, findings: tuple[r.Finding, ...]) -> tuple[r.Template, ...]:
    chosen = templates.sample_ids(findings)
    by_message: dict[str, list[r.Finding]] = defaultdict(list)
    for finding in findings:
        by_message[finding.message_id or ""].append(finding)
    wanted = [message for ids in chosen.values() for message in ids]
    rows = {row["message_id"]: row for row in _query(store, "audit/samples", wanted)} if wanted else {}
    made = []
    for row in _query(store, "audit/templates", list(chosen)) if chosen else []:
        shown = [
            templates.sample(
                rows[message], by_message[message], book.marketplaces.get(rows[message]["marketplace"]),
                request.account.timezone or "UTC",
            )
            for message in chosen[row["template_id"]]
            if message in rows
        ]  # fmt: skip
        made.append(templates.template(row, tuple(s for s, _ in shown), shown[0][1] if shown else ""))
    return tuple(made)


def _months(store: Store, book: RuleBook, findings: tuple[r.Finding, ...]) -> tuple[r.MonthFamily, ...]:
    family = {words.id: words.family for words in book.catalogue}
    flagged: dict[str, set[str]] = defaultdict(set)
    families: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for finding in findings:
        if finding.is_open_fault and finding.sent_at:
            month, anchor = finding.sent_at[:7], finding.message_id or finding.fingerprint
            flagged[month].add(anchor)
            families[month][family[finding.rule]].add(anchor)
    return tuple(
        r.MonthFamily(
            month=row["month"], outbound=row["outbound"], flagged=len(flagged[row["month"]]),
            families=tuple(sorted((name, len(ids)) for name, ids in families[row["month"]].items())),
        )
        for row in _query(store, "metrics/months")
    )  # fmt: skip


def _files(store: Store) -> tuple[r.ImportedFile, ...]:
    return tuple(
        r.ImportedFile(
            file=row["file"], sha256=row["sha256"], size=row["size"], importer=row["importer"], table=row["target"],
            rows=row["total_rows"], records=row["records"], duplicates=row["duplicates"],
            row_issues=row["row_issues"], ignored=row["ignored"],
            ignored_reasons=tuple((reason, n) for reason, n in json.loads(row["ignored_reasons"] or "[]")),
            refused=row["refused"],
        )
        for row in _query(store, "metrics/files")
    )  # fmt: skip


def _issues(store: Store) -> tuple[r.RowIssueLine, ...]:
    return tuple(
        r.RowIssueLine(
            file=row["file"], row=row["source_row"], line=row["line"], column=row["column_name"], reason=row["reason"]
        )
        for row in _query(store, "metrics/row_issues")[:_ISSUES_SHOWN]
    )


def _half_mailboxes(store: Store) -> tuple[r.HalfMailbox, ...]:
    return tuple(r.HalfMailbox(**row) for row in _query(store, "metrics/half_mailboxes"))


def _configuration(request: Check, book: RuleBook) -> tuple[tuple[str, str], ...]:
    account = request.account
    own = own_phrases(account.lexicon_dir) if account.lexicon_dir else ()
    rows = {
        "rules": ", ".join(request.rules) or "all", "rules of": request.rules_of,
        "sentence classifier": "asked" if is_installed() else "not there",
        "time zone": account.timezone or "UTC", "own domains": ", ".join(account.websites) or "none given",
        "allowed domains": ", ".join(account.allowed_domains) or "none given",
        **{f"limit {name}": f"{value:g} (account)" for name, value in account.limits.items()},
        **{f"own phrases, {name}": str(count) for name, count in own},
        **{f"rule {name}": reason for name, reason in book.disabled.items() if name in account.disabled_rules},
    }  # fmt: skip
    return tuple(sorted(rows.items()))


def _notes(store: Store, halves: tuple[r.HalfMailbox, ...], counts: Mapping[str, Any]) -> tuple[str, ...]:
    notes = [
        f"{half.channel or 'Messages'}: from {half.first} to {half.last} there is no {half.missing} mail at all "
        f"beside {half.present:,} messages. Half a mailbox?"
        for half in halves[:6]
    ]
    notes += [
        f"The data begin on {row['begins_on']}: for {row['messages']:,} messages {row['reason']} ({row['rule']})."
        for row in _query(store, "metrics/look_back")
    ]
    notes += [
        f"Not delivered, since the buyer had opted out: {row['messages']:,} of the messages, to {row['buyers']:,} of the buyers. "
        "No fault of the messages."
        for row in _query(store, "metrics/opted_out")
        if row["messages"]
    ]
    if not is_installed():
        notes.append(
            "The sentence classifier does not run on this machine: findings about wording stand on phrases alone and are less sure."
        )
    if counts["outbound"] and not store.count("model.orders"):
        notes.append("No orders were imported: deadlines and order ids could be judged in part only.")
    if counts["outbound"] and not store.count("main.solicitations"):
        notes.append("No log of Request a Review was imported: second requests by that way stay unseen.")
    return tuple(notes)
