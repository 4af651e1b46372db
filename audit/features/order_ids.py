"""Order ids in a text: 17 digits, 3-7-7, however they are set."""

import re
import unicodedata
from functools import cache

from audit.features.memo import remembered

_DASH = r"[\s\-\u2010-\u2015\u2212\u00ad.:/]{0,3}"
_DIGITS = re.compile(rf"(?<!\d)(\d{{3}}){_DASH}(\d{{7}}){_DASH}(\d{{7}})(?!\d)")
_OTHER = re.compile(r"\b([A-Z]\d{2}-\d{7}-\d{7})\b")
_PARTIAL = re.compile(
    r"(?:\d{3}|[x*#•]{3})-(?:\d{7}|[x*#•]{3,7})-[\dx*#•]{3,7}|(?:\{\{?|\[\[?|%%?|<<?)\s*\w*order\w*\s*(?:\}\}?|\]\]?|%%?|>>?)",
    re.IGNORECASE,
)
_MASKS = (
    ("://", r"https?://\S+"),
    ("@", r"\S+@\S+"),
    (".", r"\b[\w-]+\.(?:com|de|co\.uk|fr|it|es|net|org)\b\S*"),
    ("", r"\b(?=\w*\d)[\w-]+\b"),
    ("", r"[{\[]{1,2}\w+[}\]]{1,2}"),
)
_LINK = re.compile(r"https?://\S+")
_FORMAT = re.compile(r"[^\x00-\x7f]")


def masked(text: str) -> str:
    """The text with blanks in place of links, addresses, domains, numbers and placeholders."""
    return _mask(tuple(sign for sign, _ in _MASKS[:3] if sign in text)).sub(" ", text)


@cache
def _mask(signs: tuple[str, ...]) -> re.Pattern[str]:
    """The mask for texts that hold only these of the telling signs: without the others most of it is idle."""
    return re.compile("|".join(pattern for sign, pattern in _MASKS if not sign or sign in signs))


@remembered(1_024)
def order_ids(text: str) -> tuple[str, ...]:
    """Order ids in order of appearance, hyphenated; those in link addresses do not count."""
    plain = _LINK.sub(" ", text) if "://" in text else text
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
        plain = _FORMAT.sub(lambda found: "" if unicodedata.category(found[0]) == "Cf" else found[0], plain)
    found = ["-".join(match.groups()) for match in _DIGITS.finditer(plain)]
    return tuple(dict.fromkeys([*found, *_OTHER.findall(plain)]))


def has_partial(text: str) -> bool:
    """Whether a masked, partial or unfilled order id stands there."""
    return bool(_PARTIAL.search(text)) and not order_ids(text)
