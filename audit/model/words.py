"""The closed vocabularies of an audit."""

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding endangers the account."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for critical, 4 for info."""
        return _SEVERITIES.index(self)

    @property
    def points(self) -> float:
        """Score points that one message with a violation of this severity costs."""
        return _POINTS[self.rank]


_SEVERITIES = tuple(Severity)
_POINTS = (1.0, 0.5, 0.2, 0.05, 0.0)


class Verdict(StrEnum):
    """How sure a finding is."""

    VIOLATION = "violation"
    LIKELY = "likely"
    REVIEW = "review"


class Status(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    WAIVED = "waived"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"
    BEFORE_RULES = "before_rules"


class OutcomeStatus(StrEnum):
    """What became of a rule."""

    ERROR = "error"
    FAIL = "fail"
    NOT_CHECKED = "not_checked"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"


class Direction(StrEnum):
    """Who wrote a message: the buyer or the seller."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Role(StrEnum):
    """What an outbound message is towards the buyer."""

    PROACTIVE = "proactive"
    REPLY = "reply"


class Channel(StrEnum):
    """The way a message went."""

    EMAIL = "email"
    SELLER_CENTRAL = "seller_central"
    TEMPLATE = "template"
    API = "api"
    REQUEST_A_REVIEW = "request_a_review"
    HELPDESK = "helpdesk"
    TOOL = "tool"


class Delivery(StrEnum):
    """What Amazon did with an outbound message."""

    DELIVERED = "delivered"
    BLOCKED = "blocked"
    RESTRICTED = "restricted"
    OPTED_OUT = "opted_out"
    UNKNOWN = "unknown"


class LanguageBasis(StrEnum):
    """Where the buyer's preferred language is known from."""

    KNOWN = "known"
    MESSAGES = "messages"
    MARKETPLACE = "marketplace"


class Unit(StrEnum):
    """What a rule counts."""

    OUTBOUND = "outbound message"
    REQUEST = "outbound message or solicitation"
    EPISODE = "buyer episode"
    INBOUND = "buyer message"
    ACCOUNT = "account"
