"""The result document: the border between judging and reporting. JSON, sorted; same input → same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.model.evidence import Evidence
from audit.model.words import OutcomeStatus, Severity, Status, Verdict

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit made complete. Times are RFC 3339 in UTC."""

    fingerprint: str
    issue_id: str
    rule: str
    severity: Severity
    verdict: Verdict
    status: Status
    message_id: str | None
    order_id: str | None
    thread_id: str | None
    marketplace: str | None
    sent_at: str | None
    direction: str | None
    channel: str | None
    tool: str | None
    agent: str | None
    buyer_key: str | None
    template_id: str | None
    clauses: tuple[str, ...]
    policy_version: str
    sentence: str
    evidence: tuple[Evidence, ...]
    remediation: str
    rewrite: str | None
    source_file: str | None
    source_row: int | None
    schema_version: int = SCHEMA_VERSION

    @property
    def is_open_fault(self) -> bool:
        """Open, and a violation or likely: what fails a rule, an exit code and the score."""
        return self.status is Status.OPEN and self.verdict is not Verdict.REVIEW

    @property
    def points(self) -> float:
        """Score points that this finding alone would cost its message."""
        if not self.is_open_fault:
            return 0.0
        return self.severity.points * (0.5 if self.verdict is Verdict.LIKELY else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a rule. ``population`` = flagged + review + passed; it looked at no other."""

    rule: str
    status: OutcomeStatus
    population: int = 0
    flagged: int = 0
    review: int = 0
    not_checked: int = 0
    not_applicable: int = 0
    reason: str | None = None
    reasons: tuple[tuple[str, int], ...] = ()
    """Why messages were not checked, with counts, most first."""
    unit: str = "outbound message"

    @property
    def passed(self) -> int:
        """How many were looked at without a finding."""
        return self.population - self.flagged - self.review


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """The words of a rule as they stood when it judged. ``built`` is False for rules that do not exist yet."""

    id: str
    title: str
    failure_title: str
    severity: Severity
    family: str
    clauses: tuple[str, ...]
    remediation: str
    doc: Mapping[str, str]
    built: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWords:
    """A clause of the policy versions used, in our words."""

    id: str
    text: str
    assessment: str
    note: str
    rules: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWords:
    """A policy version that messages of this audit were judged by."""

    id: str
    title: str
    published: str | None
    effective_from: str | None
    effective_to: str | None
    source: str
    note: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked span of a sample: code points of the field as shown in the sample."""

    rule: str
    severity: Severity
    verdict: Verdict
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One message of a template with its new text. ``masks`` are spans of buyers' data: (field, start, end, what)."""

    message_id: str
    order_id: str | None
    sent_at: str
    local_time: str
    marketplace: str | None
    channel: str | None
    agent: str | None
    tool: str | None
    role: str | None
    subject: str
    body: str
    language: str | None
    marks: tuple[Mark, ...]
    masks: tuple[tuple[str, int, int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One wording sent to many, as far as findings stand on it."""

    template_id: str
    language: str | None
    wording: str
    messages: int
    orders: int
    first_sent: str
    last_sent: str
    marketplaces: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int], ...]
    tools: tuple[tuple[str, int], ...]
    agents: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last local day audited (ISO dates), both included. None where nothing was imported."""

    first: str | None
    last: str | None
    label: str
    chosen: bool
    """True when the user chose it; False when it is simply all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the audit looked at."""

    account: str | None
    client: str | None
    brands: tuple[str, ...]
    period: Period
    marketplaces: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    as_of: str
    rules_of: str
    outbound: int
    proactive: int
    replies: int
    inbound: int
    episodes: int
    solicitations: int
    orders: int
    outside_period: int
    not_checked_messages: int
    """Outbound messages that at least one built rule should have judged and could not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A line of the score: messages whose worst open finding is of this rule, severity and verdict."""

    rule: str
    severity: Severity
    verdict: Verdict
    messages: int
    weight: float
    points: float
    """Points per 1,000 outbound messages judged, rounded so that the lines add up to ``Score.points``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """100 − points, not below 0; None where no outbound message was judged."""

    value: float | None
    points: float
    judged: int
    lines: tuple[ScoreLine, ...]
    review: int
    before_rules: int
    waived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFamily:
    """Outbound messages of a month (local, ``YYYY-MM``) and how many have an open finding of each family."""

    month: str
    outbound: int
    flagged: int
    families: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTimes:
    """Answered and unanswered buyer episodes of a month; hours are medians of the answered ones."""

    month: str
    episodes: int
    within_limit: int
    late: int
    unanswered: int
    undecided: int
    median_hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMonth:
    """Requests for reviews or feedback by month: own messages, Request a Review, and repeats among them."""

    month: str
    messages: int
    solicitations: int
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfMailbox:
    """A channel and stretch of days with one direction only."""

    channel: str
    first: str
    last: str
    missing: str
    present: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file of the store, with its counts (see ``model.importer.FileReport``)."""

    file: str
    sha256: str
    size: int
    importer: str | None
    table: str | None
    rows: int
    records: int
    duplicates: int
    row_issues: int
    ignored: int
    ignored_reasons: tuple[tuple[str, int], ...]
    refused: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowIssueLine:
    """A row issue as the report lists it."""

    file: str
    row: int
    line: int | None
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imports:
    """What went in and what became of it."""

    files: tuple[ImportedFile, ...]
    row_issues: tuple[RowIssueLine, ...]
    """At most 500; ``export row-issues`` has all."""
    half_mailboxes: tuple[HalfMailbox, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """Everything a report needs; no store, no clock, no network."""

    schema_version: int = SCHEMA_VERSION
    tool: str = "msgaudit"
    tool_version: str
    scope: Scope
    policies: tuple[PolicyWords, ...]
    clauses: tuple[ClauseWords, ...]
    rules: tuple[RuleWords, ...]
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    templates: tuple[Template, ...]
    score: Score
    months: tuple[MonthFamily, ...]
    reply_times: tuple[ReplyTimes, ...]
    requests: tuple[RequestMonth, ...]
    imports: Imports
    configuration: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = field(default=())
    """What the reader must know about what could not be looked at, in whole sentences."""
