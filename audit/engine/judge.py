"""Puts the Python rules to one outbound message after another, and remembers what each rule said of the same view."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from audit.engine.second_opinion import weighed
from audit.errors import RuleError
from audit.model.evidence import Answer, Hit, NotApplicable, NotChecked
from audit.model.policy import Marketplace
from audit.model.reading import Reading
from audit.model.records import Attachment
from audit.model.rule import Rule, View
from audit.model.words import Channel, LanguageBasis, Role

Answers = tuple[Answer, ...]
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An outbound message with everything that a rule may ask about it."""

    reading: Reading
    role: Role
    policy: str
    previous: Reading | None = None
    after_praise: bool = False
    after_problem: bool = False
    after_review: bool = False
    buyer_language: str | None = None
    buyer_language_basis: LanguageBasis | None = None
    marketplace: Marketplace | None = None
    channel: Channel | None = None
    order_id: str | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is the same for every message of a run."""

    limits: Mapping[str, Mapping[str, int | float]]
    """Policy version → limits."""
    own_domains: frozenset[str] = frozenset()
    allowed_domains: frozenset[str] = frozenset()


@dataclass
class Judge:
    """Asks rules about letters. With ``dedup`` False nothing is remembered: the oracle for the memo."""

    rules: tuple[Rule, ...]
    surroundings: Surroundings
    dedup: bool = True
    errors: dict[str, str] = field(default_factory=dict)
    _memo: dict[tuple[str, tuple[Hashable, ...]], Answers] = field(default_factory=dict)

    def answers(self, letter: Letter) -> Iterator[tuple[Rule, Answers]]:
        """Each rule's answers about the letter; none: it passes. A rule that threw is left out from then on."""
        for rule in self.rules:
            if rule.id in self.errors:
                continue
            if letter.role not in rule.roles:
                yield rule, (NotApplicable(),)
                continue
            foreign = _foreign(rule, letter.reading, self._letters(letter))
            if foreign:
                yield rule, (NotChecked(foreign),)
                continue
            found = self._ask(rule, letter)
            if found is not None:
                yield rule, found or ((NotChecked("longer than is read"),) if letter.reading.is_cut else ())

    def _letters(self, letter: Letter) -> float:
        return self.surroundings.limits[letter.policy].get("language_letters", 0)

    def _ask(self, rule: Rule, letter: Letter) -> Answers | None:
        key = (rule.id, tuple(_KEYS[name](self, letter) for name in rule.requires))
        known = self._memo.get(key) if self.dedup else None
        if known is not None:
            return known
        if rule.check is None:
            raise RuleError(f"{rule.id} has no check")
        view = View(**{name: _VALUES[name](self, letter) for name in rule.requires})
        try:
            found = tuple(rule.check(view))
        except Exception as error:  # noqa: BLE001 - one rule's fault must not end the run; it becomes an outcome
            self.errors[rule.id] = f"{type(error).__name__}: {error}"
            return None
        if rule.second_opinion:
            found = weighed(found, rule.second_opinion, letter.reading)
        if self.dedup:
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            self._memo[key] = found
        return found

    @cached_property
    def domains(self) -> tuple[frozenset[str], frozenset[str]]:
        """Own and allowed domains."""
        return self.surroundings.own_domains, self.surroundings.allowed_domains


def _foreign(rule: Rule, reading: Reading, letters: float) -> str | None:
    """Why a rule that understands only some languages cannot read this one."""
    if rule.languages is None or (reading.language is None and reading.letters < letters):
        return None
    if reading.language is None:
        return "language not recognised"
    if any(language in rule.languages for language in (reading.language, *reading.languages)):
        return None
    return f"language {reading.language}"


def strongest(answers: Answers) -> tuple[Hit, ...]:
    """The hits of an answer, the surest first."""
    order = ("violation", "likely", "review")
    return tuple(sorted((a for a in answers if isinstance(a, Hit)), key=lambda h: order.index(h.verdict)))


_VALUES: Mapping[str, Callable[[Judge, Letter], object]] = {
    "reading": lambda _, m: m.reading,
    "role": lambda _, m: m.role,
    "previous": lambda _, m: m.previous,
    "after_praise": lambda _, m: m.after_praise,
    "after_problem": lambda _, m: m.after_problem,
    "after_review": lambda _, m: m.after_review,
    "buyer_language": lambda _, m: m.buyer_language,
    "buyer_language_basis": lambda _, m: m.buyer_language_basis,
    "marketplace": lambda _, m: m.marketplace,
    "channel": lambda _, m: m.channel,
    "order_id": lambda _, m: m.order_id,
    "limits": lambda judge, m: judge.surroundings.limits[m.policy],
    "own_domains": lambda judge, _: judge.domains[0],
    "allowed_domains": lambda judge, _: judge.domains[1],
    "attachments": lambda _, m: m.attachments,
}

# What stands for each value in a memo key: something small that is equal only where the value is.
_KEYS: Mapping[str, Callable[[Judge, Letter], Hashable]] = {
    **{name: value for name, value in _VALUES.items() if name not in {"own_domains", "allowed_domains"}},
    "reading": lambda _, m: m.reading.key,
    "previous": lambda _, m: m.previous.key if m.previous else None,
    "marketplace": lambda _, m: m.marketplace.name if m.marketplace else None,
    "limits": lambda _, m: m.policy,
    "own_domains": lambda *_: None,
    "allowed_domains": lambda *_: None,
}
