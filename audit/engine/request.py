"""What a check is asked to do, and the rule book that it goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from audit.engine import registry
from audit.errors import UsageError
from audit.features.lexicon import own_phrases
from audit.model.account import Account
from audit.model.policy import Marketplace, Policy
from audit.model.result import RuleWords
from audit.model.rule import Rule
from audit.policy import load_catalogue, load_marketplaces, load_policies

RULES_OF = ("sending-day", "today")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last local day audited, both included; None: as far as the data go."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check as asked for. ``as_of`` is the day of the audit, ``rules`` the only ones to run (none: all)."""

    as_of: date
    pseudonym_key: bytes
    account: Account = field(default_factory=Account)
    period: Period = field(default_factory=Period)
    rules: tuple[str, ...] = ()
    rules_of: str = "sending-day"
    dedup: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Policy versions (oldest first), rules to run, and the words of the whole catalogue."""

    policies: tuple[Policy, ...]
    marketplaces: Mapping[str, Marketplace]
    rules: tuple[Rule, ...]
    catalogue: tuple[RuleWords, ...]
    disabled: Mapping[str, str]

    @property
    def today(self) -> Policy:
        """The newest version."""
        return self.policies[-1]

    @property
    def by_id(self) -> Mapping[str, Policy]:
        """Versions by id."""
        return {policy.id: policy for policy in self.policies}

    def limits(self) -> Mapping[str, Mapping[str, int | float]]:
        """Limits by version; what a version does not say is as in the newest."""
        return {policy.id: {**self.today.limits, **policy.limits} for policy in self.policies}


def rule_book(request: Check) -> RuleBook:
    """The rule book of a check, with the account's settings.

    Raises:
        UsageError: a rule, limit or view of history that does not exist is asked for.
        PolicyError: the account's own policy or phrases break their form.
    """
    if request.rules_of not in RULES_OF:
        raise UsageError(f"--rules-of {request.rules_of!r} is neither {' nor '.join(RULES_OF)}")
    account = request.account
    if account.lexicon_dir:
        own_phrases(account.lexicon_dir)
    built = registry.load(account.rules_dir)
    words = catalogue(built)
    known = frozenset(w.id for w in words)
    for name in account.disabled_rules:
        if name not in known:
            raise UsageError(f"{account.file}: disabled_rules names {name!r}, which is no rule")
    chosen = registry.choose(built, request.rules, known)
    return RuleBook(
        policies=tuple(_overridden(policy, account) for policy in load_policies(account.policy_dir)),
        marketplaces={market.name: market for market in load_marketplaces()},
        rules=tuple(rule for rule in chosen if rule.id not in account.disabled_rules),
        catalogue=words,
        disabled={
            **{w.id: "not asked for in this run" for w in words if request.rules and w.id not in request.rules},
            **{name: f"switched off in account.toml: {reason}" for name, reason in account.disabled_rules.items()},
        },
    )


def catalogue(built: tuple[Rule, ...]) -> tuple[RuleWords, ...]:
    """The words of every rule of the catalogue, those that are built in their own, by id."""
    words = {entry.id: entry for entry in load_catalogue()}
    words |= {rule.id: _words(rule) for rule in built}
    return tuple(words[name] for name in sorted(words))


def _words(rule: Rule) -> RuleWords:
    return RuleWords(
        id=rule.id, title=rule.title, failure_title=rule.failure_title, severity=rule.severity, family=rule.family,
        clauses=rule.clauses, remediation=rule.remediation, doc=rule.doc, built=True,
    )  # fmt: skip


def _overridden(policy: Policy, account: Account) -> Policy:
    unknown = sorted(set(account.limits) - set(policy.limits)) if policy.effective_from else []
    if unknown:
        raise UsageError(f"{account.file}: limits names {unknown[0]!r}, which is no limit of policy {policy.id}")
    return replace(policy, limits={**policy.limits, **account.limits}) if account.limits else policy
