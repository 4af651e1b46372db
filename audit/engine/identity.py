"""The ids by which findings and issues are known across runs (contracts: Identity)."""

import hashlib
import hmac


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def fingerprint(rule: str, anchor: str) -> str:
    """A finding's identity: 16 hex digits over rule and anchor."""
    return _short("finding", rule, anchor)


def anchor_of(message_id: str | None, order_id: str | None, sent_at: str | None) -> str:
    """The message id; for a solicitation the order id and UTC time."""
    return message_id or f"{order_id}@{sent_at}"


def issue_id(rule: str, group: str) -> str:
    """What is fixed, waived or compared: 16 hex digits over rule and template, or rule and sender."""
    return _short("issue", rule, group)


def buyer_key(buyer_id: str, key: bytes) -> str:
    """A buyer's pseudonym: keyed, so that nobody without the key can try addresses."""
    return hmac.new(key, buyer_id.encode(), hashlib.sha256).hexdigest()[:16]
