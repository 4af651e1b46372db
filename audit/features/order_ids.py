"""Order ids in a text: 17 digits, 3-7-7, however they are set."""

import re
import unicodedata

_DASH = r"[\s\-\u2010-\u2015\u2212\u00ad.:/]{0,3}"
_DIGITS = re.compile(rf"(?<!\d)(\d{{3}}){_DASH}(\d{{7}}){_DASH}(\d{{7}})(?!\d)")
_OTHER = re.compile(r"\b([A-Z]\d{2}-\d{7}-\d{7})\b")
_PARTIAL = re.compile(
    r"(?:\d{3}|[x*#•]{3})-(?:\d{7}|[x*#•]{3,7})-[\dx*#•]{3,7}|(?:\{\{?|\[\[?|%%?|<<?)\s*\w*order\w*\s*(?:\}\}?|\]\]?|%%?|>>?)",
    re.IGNORECASE,
)
MASK = re.compile(
    r"https?://\S+|\S+@\S+|\b[\w-]+\.(?:com|de|co\.uk|fr|it|es|net|org)\b\S*|\b(?=\w*\d)[\w-]+\b|[{\[]{1,2}\w+[}\]]{1,2}"
)


def order_ids(text: str) -> tuple[str, ...]:
    """Order ids in order of appearance, hyphenated; those in link addresses do not count."""
    plain = unicodedata.normalize("NFKC", re.sub(r"https?://\S+", " ", text))
    plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    found = ["-".join(match.groups()) for match in _DIGITS.finditer(plain)]
    return tuple(dict.fromkeys([*found, *_OTHER.findall(plain)]))


def has_partial(text: str) -> bool:
    """Whether a masked, partial or unfilled order id stands there."""
    return bool(_PARTIAL.search(text)) and not order_ids(text)
