"""One wording sent to many: what stays when the merge fields are taken out."""

import hashlib
import re

from audit.features.order_ids import _DIGITS

_GREETING = re.compile(
    r"^((?:hi|hello|dear|hallo|hej|hola|ciao|bonjour|cześć|olá|merhaba|gentile|estimad[oa]|caro|cara|cher|chère|liebe[rs]?|"
    r"guten tag|beste|sayın|szanown[ya]|prezad[oa]|buongiorno)\s+)([^\n,!.:]{1,40})(?=[,!.:\n])",
    re.IGNORECASE | re.MULTILINE,
)
_JAPANESE = re.compile(r"^[^\n]{1,20}様", re.MULTILINE)
_SLOTS = (
    (re.compile(r"https?://\S+"), "{link}"),
    (_DIGITS, "{order id}"),
    (re.compile(r"\bB0[A-Z0-9]{8}\b"), "{asin}"),
    (re.compile(r"[\"“„«][^\"”“»\n]{2,120}[\"”“»]"), "{title}"),
    (re.compile(r"\b(?=\w*\d)\w[\w.:/-]*"), "{number}"),
)


def wording(text: str) -> str:
    """The text with slots in place of merge fields."""
    text = _JAPANESE.sub("{name}様", _GREETING.sub(r"\1{name}", text))
    for pattern, slot in _SLOTS:
        text = pattern.sub(slot, text)
    return text


def template_id(language: str | None, text: str) -> str:
    """16 hex digits over language and wording."""
    words = " ".join(text.casefold().split())
    return hashlib.sha256(f"{language or ''}\0{words}".encode()).hexdigest()[:16]
