"""A rule: a documented requirement with a check. Written with ``@rule`` (Python) or as a file of SQL with a header."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from audit.errors import RuleError
from audit.model.evidence import Answer
from audit.model.policy import Marketplace
from audit.model.reading import Reading
from audit.model.records import Attachment
from audit.model.words import Channel, LanguageBasis, Role, Severity, Unit, Verdict

SECTIONS = ("What it checks", "Why it matters", "How to fix", "Known limits")


class View:
    """What a Python rule may see of a message: the fields in its ``requires``. Any other raises AttributeError.

    The engine memoises a rule on exactly these values, so that equal views give equal answers by construction.
    """

    __slots__ = (
        "after_praise", "after_problem", "after_review", "allowed_domains", "attachments", "buyer_language",
        "buyer_language_basis", "channel", "limits", "marketplace", "order_id", "own_domains", "previous", "reading", "role",
    )  # fmt: skip

    reading: Reading
    """The message itself."""
    role: Role
    previous: Reading | None
    """The buyer's latest message in the thread, where this message is a reply."""
    after_praise: bool
    """This is a reply and the buyer's latest message is praise without a problem."""
    after_problem: bool
    """Some earlier message of the buyer in the thread reports a problem, solved or not."""
    after_review: bool
    """Some earlier message of the buyer in the thread speaks of a review that is or will be there."""
    buyer_language: str | None
    buyer_language_basis: LanguageBasis | None
    marketplace: Marketplace | None
    channel: Channel | None
    order_id: str | None
    limits: Mapping[str, int | float]
    own_domains: frozenset[str]
    """The seller's own domains (account.toml, ``websites``)."""
    allowed_domains: frozenset[str]
    attachments: tuple[Attachment, ...]

    def __init__(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)


Check = Callable[[View], Iterable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A message and what the rule must say of it. ``shows`` is the text that the evidence must contain."""

    body: str = ""
    is_bad: bool
    subject: str = "Order 302-1234567-1234567"
    html: str | None = None
    shows: str | None = None
    verdict: Verdict = Verdict.VIOLATION
    variant: str | None = None
    reply_to: str | None = None
    """The buyer's message that this one answers; None for a proactive message."""
    language: str | None = None
    """The buyer's preferred language; None where unknown."""
    basis: LanguageBasis | None = None
    marketplace: str = "Amazon.de"
    own_domains: tuple[str, ...] = ()
    allowed_domains: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    order_id: str | None = "302-1234567-1234567"
    not_checked: bool = False
    why: str = ""


def bad(body: str = "", **more: object) -> Example:
    """An example that the rule must flag."""
    return Example(body=body, is_bad=True, **more)  # type: ignore[arg-type]


def good(body: str = "", **more: object) -> Example:
    """An example that the rule must not flag."""
    return Example(body=body, is_bad=False, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the sentence classifier must see in a hit's words, lest it be only for review.

    One of ``acts`` with the probability ``at_least``, in the sentences of the evidence or so many ``around`` them. Where there is
    no hit at all, it may make a likely one itself: of a sentence in or beside which reviews are spoken of, and in which it sees
    one of ``alone`` with the probability ``sure``.
    """

    acts: tuple[str, ...]
    at_least: float
    around: int = 0
    alone: tuple[str, ...] = ()
    sure: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What catalogue, reports and ``msgaudit explain`` know of a rule."""

    id: str
    title: str
    failure_title: str
    severity: Severity
    clauses: tuple[str, ...]
    family: str
    remediation: str
    sentence: str
    """One sentence for the report; may name evidence facts as ``{days}``."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    doc: Mapping[str, str]
    """Section title → Markdown, for each of SECTIONS."""
    requires: tuple[str, ...] = ()
    """Python: fields of View. SQL: columns without which the rule cannot look (table.column)."""
    variants: Mapping[str, Severity] = field(default_factory=dict)
    languages: tuple[str, ...] | None = None
    """Languages the check understands; in others the answer is not_checked. None: any."""
    roles: tuple[Role, ...] = (Role.PROACTIVE, Role.REPLY)
    """Outbound messages of other roles are not_applicable."""
    second_opinion: SecondOpinion | None = None
    unit: Unit = Unit.OUTBOUND
    groups_by: str = "template"
    """What an issue of this rule is: ``template``, or ``sender`` (tool, channel or agent) for rules without a wording."""
    check: Check | None = None
    sql: str | None = None
    examples: tuple[Example, ...] = ()
    tables: tuple[Mapping[str, object], ...] = ()
    """SQL rules: the examples of the header, small tables with what must be flagged."""
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """SQL rules: evidence column → {name, unit}."""


def sections(markdown: str, where: str) -> dict[str, str]:
    """Splits a rule's documentation at its four headings.

    Raises:
        RuleError: a heading is missing, unknown or empty.
    """
    found: dict[str, str] = {}
    title: str | None = None
    for line in inspect.cleandoc(markdown).splitlines():
        name = line.strip().lstrip("#").strip().rstrip(":")
        if name in SECTIONS:
            title = name
            found[title] = ""
        elif title:
            found[title] += line + "\n"
    missing = [s for s in SECTIONS if not found.get(s, "").strip()]
    if missing:
        raise RuleError(f"{where}: the documentation lacks {', '.join(missing)}")
    return {name: text.strip() for name, text in found.items()}


def rule(
    *,
    title: str,
    failure_title: str,
    severity: Severity,
    clauses: tuple[str, ...],
    requires: tuple[str, ...],
    remediation: str,
    sentence: str,
    examples: tuple[Example, ...],
    sentences: Mapping[str, str] | None = None,
    variants: Mapping[str, Severity] | None = None,
    languages: tuple[str, ...] | None = None,
    roles: tuple[Role, ...] = (Role.PROACTIVE, Role.REPLY),
    second_opinion: SecondOpinion | None = None,
) -> Callable[[Check], Rule]:
    """Makes a Rule of a generator: the id is the function's name with hyphens, the documentation the module's docstring."""

    def make(check: Check) -> Rule:
        module = inspect.getmodule(check)
        where = check.__module__
        return Rule(
            id=check.__name__.replace("_", "-"), title=title, failure_title=failure_title, severity=severity,
            clauses=clauses, family=where.split(".")[-2], remediation=remediation, sentence=sentence,
            sentences=sentences or {}, doc=sections((module.__doc__ if module else "") or "", where),
            requires=("reading", *(r for r in requires if r != "reading")), variants=variants or {},
            languages=languages, roles=roles, check=check, examples=examples, second_opinion=second_opinion,
        )  # fmt: skip

    return make
