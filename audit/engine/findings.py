"""Makes findings of hits: identity, severity, status, sentence. A rule author never builds one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from audit.engine import identity
from audit.engine.judge import strongest
from audit.errors import RuleError
from audit.model.evidence import Answer, Evidence, Excerpt, Fact, Hit
from audit.model.policy import Policy
from audit.model.result import Finding
from audit.model.rule import Rule
from audit.model.words import Severity, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a finding is dated by: a message, a solicitation (no message id), or the account (neither id)."""

    message_id: str | None
    order_id: str | None
    thread_id: str | None
    marketplace: str | None
    sent_at: str
    local_day: date
    direction: str | None
    channel: str | None
    tool: str | None
    agent: str | None
    buyer_id: str | None
    template_id: str | None
    policy: str
    source_file: str | None
    source_row: int | None
    period: str | None = None
    """First and last day, for what belongs to the account."""

    @property
    def key(self) -> str:
        """What the fingerprint is made of."""
        return self.period or identity.anchor_of(self.message_id, self.order_id, self.sent_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What findings need beside hit and anchor."""

    policies: Mapping[str, Policy]
    today: str
    """The newest version's id: what was sent before its clause was in force is judged by it."""
    rules_of: str
    pseudonym_key: bytes

    def finding(self, rule: Rule, anchor: Anchor, answers: Iterable[Answer]) -> Finding | None:
        """The finding of a rule on one anchor, or None where nothing hit. The surest hit decides."""
        hits = strongest(tuple(answers))
        if not hits:
            return None
        best, version, status = hits[0], *self._version(rule, anchor)
        evidence = _merged(hits)
        return Finding(
            fingerprint=identity.fingerprint(rule.id, anchor.key),
            issue_id=identity.issue_id(rule.id, _group(rule, anchor)),
            rule=rule.id, severity=_severity(rule, best, version), verdict=best.verdict, status=status,
            message_id=anchor.message_id, order_id=anchor.order_id, thread_id=anchor.thread_id,
            marketplace=anchor.marketplace, sent_at=anchor.sent_at, direction=anchor.direction, channel=anchor.channel,
            tool=anchor.tool, agent=anchor.agent,
            buyer_key=identity.buyer_key(anchor.buyer_id, self.pseudonym_key) if anchor.buyer_id else None,
            template_id=anchor.template_id, clauses=rule.clauses, policy_version=version.id,
            sentence=_sentence(rule, best, evidence), evidence=evidence, remediation=rule.remediation, rewrite=None,
            source_file=anchor.source_file, source_row=anchor.source_row,
        )  # fmt: skip

    def _version(self, rule: Rule, anchor: Anchor) -> tuple[Policy, Status]:
        """The version that judges, and whether its clauses were in force when the message was sent."""
        today = self.policies[self.today]
        if self.rules_of == "today":
            return today, Status.OPEN
        then = self.policies[anchor.policy]
        in_force = any(then.clause(clause) for clause in rule.clauses)
        return (then, Status.OPEN) if in_force else (today, Status.BEFORE_RULES)


def _severity(rule: Rule, hit: Hit, version: Policy) -> Severity:
    if hit.variant is not None and hit.variant not in rule.variants:
        raise RuleError(f"{rule.id} yields the variant {hit.variant!r}, which it does not declare")
    for clause in rule.clauses:
        found = version.clause(clause)
        if found and found.severity and rule.id in found.severity:
            return found.severity[rule.id]
    return rule.severity if hit.variant is None else rule.variants[hit.variant]


def _group(rule: Rule, anchor: Anchor) -> str:
    if rule.groups_by == "template" and anchor.template_id:
        return anchor.template_id
    return anchor.tool or anchor.agent or anchor.channel or ""


def _merged(hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    merged = dict.fromkeys(item for hit in hits for item in hit.evidence)
    return tuple(merged)


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def _sentence(rule: Rule, hit: Hit, evidence: tuple[Evidence, ...]) -> str:
    words = rule.sentences[hit.sentence] if hit.sentence else rule.sentence
    values = _Blank()
    for item in evidence:
        if isinstance(item, Fact):
            values.setdefault(_slug(item.name), item.value)
        elif isinstance(item, Excerpt):
            values.setdefault("excerpt", " ".join(item.text.split()))
            if item.name:
                values.setdefault(_slug(item.name), " ".join(item.text.split()))
    for column, fact in rule.facts.items():
        values[column] = values.get(_slug(fact.get("name", column)), "…")
    return words.format_map(values)


def _slug(name: str) -> str:
    return name.replace(" ", "_").lower()
