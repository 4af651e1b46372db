"""What a mail is, by its headers alone, so that private mail is never opened. A mailbox label never decides a direction."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from audit.importers.mail_headers import Address, Headers, words
from audit.importers.mail_relay import Relay, first_relay, is_amazon
from audit.importers.mail_wording import wording
from audit.model.importer import ReadOptions

PRIVATE = "private mail"
ORDER_NOTICE = "Amazon order notice"
NOTICE = "Amazon notice"
_STATED = "x-space-notification-type"


class Kind(Enum):
    """What becomes of a mail."""

    INBOUND = auto()
    OUTBOUND = auto()
    COPY = auto()
    """Amazon's copy of what was sent from Seller Central."""
    NOTICE = auto()
    """Amazon's notice that a message was not delivered: ``word`` is the delivery status."""
    AMAZON = auto()
    """Amazon writes; ignored for the reason ``word``, unless its text tells of a message not delivered."""
    REPORT = auto()
    """A mail server writes: ours if it is about a relay address."""
    IGNORED = auto()
    """None of ours: ``word`` is the reason."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A mail's kind and the buyer, where the addresses name one."""

    kind: Kind
    word: str = ""
    buyer: Relay | None = None
    sender: Address | None = None


def sort(headers: Headers, options: ReadOptions) -> Sorted:
    """The kind of a mail: what Amazon's header states, else whose addresses it bears."""
    reason = _unsent(headers)
    if reason:
        return Sorted(Kind.IGNORED, reason)
    sender = next(iter(headers.addresses("from")), None) or next(iter(headers.addresses("sender")), None)
    stated = headers.raw(_STATED).strip().upper()
    if stated:
        return _by_statement(stated, headers, sender)
    if _is_report(headers):
        return Sorted(Kind.REPORT, sender=sender)
    if sender is None:
        return Sorted(Kind.IGNORED, PRIVATE)
    buyer = first_relay([sender])
    if buyer:
        return Sorted(Kind.INBOUND, buyer=buyer, sender=sender)
    if is_amazon(sender):
        is_copy = bool(copied_name(headers.text("subject")))
        return Sorted(Kind.COPY if is_copy else Kind.AMAZON, "" if is_copy else NOTICE, sender=sender)
    buyer = first_relay(headers.addresses("to", "cc", "bcc"))
    if buyer is None:
        return Sorted(Kind.IGNORED, PRIVATE)
    if options.senders and sender.address.casefold() not in options.senders:
        return Sorted(Kind.IGNORED, "sent from an address that is none of the account's senders")
    return Sorted(Kind.OUTBOUND, buyer=buyer, sender=sender)


def _by_statement(stated: str, headers: Headers, sender: Address | None) -> Sorted:
    found = wording().kinds.get(stated)
    buyer = first_relay(headers.addresses("from", "reply-to"))
    if found == "inbound":
        return Sorted(Kind.INBOUND, buyer=buyer, sender=sender)
    if found == "copy":
        return Sorted(Kind.COPY, sender=sender)
    return Sorted(Kind.NOTICE, found, sender=sender) if found else Sorted(Kind.AMAZON, ORDER_NOTICE, sender=sender)


def _unsent(headers: Headers) -> str:
    """Why a mail was never sent as one: a draft, a chat; '' where it was."""
    if headers.raw("x-unsent").strip() == "1":
        return "draft"
    labels = frozenset(label for value in headers.every("x-gmail-labels") for label in _labels(value))
    if labels & wording().drafts:
        return "draft"
    return "chat" if labels & wording().chats else ""


@lru_cache(maxsize=1_024)
def _labels(value: str) -> tuple[str, ...]:
    return tuple(label.strip().strip('"').casefold() for label in words(value).split(","))


def _is_report(headers: Headers) -> bool:
    kind = headers.raw("content-type").casefold().lstrip()
    return kind.startswith("multipart/report") or headers.has("x-failed-recipients")


def copied_name(subject: str) -> str:
    """The buyer's name in the subject of Amazon's copy; '' where it is none."""
    found = next((match for form in wording().copy_subjects if (match := form.fullmatch(subject))), None)
    return found["name"].strip() if found else ""
