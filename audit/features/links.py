"""Links of a message: addresses, bare and disguised domains, anchors of the markup."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from audit.features.contacts import mail_spans
from audit.features.markup import page
from audit.features.memo import remembered
from audit.features.undisguise import ENDINGS, undisguise
from audit.model.evidence import Excerpt
from audit.model.reading import FieldText, Reading

_URL = re.compile(r"\b(?:https?|hxxps?)\s?:\s?//[^\s<>\"'()\[\]{}]+|\bwww\.[^\s<>\"'()\[\]{}]+")
_BARE = re.compile(r"(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}[a-z]{2,18}\b(?:/[^\s<>\"'()]*)?(?!@)")
_WWW = re.compile(rf"\b(?:www|w w w|vvv)[ .]{{1,3}}([a-z0-9-]{{3,40}})[ .]{{1,3}}({ENDINGS})\b")
_ADDED = re.compile(
    r"\b(?:dot|kropka|nokta) ?(com|net|org|eu|shop|store|online|de|fr|es|it|nl|pl|se|co uk|info)\b|\b(?:punkt|punto|ponto|point|punt) ?(com|net|org|shop|store|online|info|eu)\b|"
    r"(?:^|(?<=\s))\.(?P<bare>com|net|org|de|fr|es|it|nl|pl|se|shop|store|eu|co\.uk)\b(?!\w)|\b(?P<short>[a-z0-9-]{2,30} (?:dot )?(?:[a-z]{2,4}) slash)\b|"
    r"ドット ?(?:コム|ジェーピー|com|jp|net|shop)"
)
_AT_BEFORE = re.compile(r"(?:@|\bat\b|\(at\)|\[at\]|\barroba\b|\bchiocciola\b|\bmałpa\b)[\s\]\)]{0,2}$")
_FILES = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "zip",
        "txt",
        "csv",
        "mp",
        "js",
        "py",
        "net",
        "md",
    ]
)
_TRAPS = frozenset(
    ["asp.net", "node.js", "vue.js", "e.g", "i.e", "z.b", "p.s", "d.h", "u.a", "s.p.a", "co.kg", "gmbh.co"]
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``host`` in lower case, ``scheme`` https, http or '' where none is written."""

    host: str
    scheme: str
    shown: str
    evidence: Excerpt
    is_deceptive: bool = False


@remembered(16_384)
def registrable(host: str) -> str:
    """The domain that somebody can own: ``shop.example.co.uk`` → ``example.co.uk``; '' where it has no known ending."""
    parts = _extract()(host)  # type: ignore[operator]
    return f"{parts.domain}.{parts.suffix}".lower() if parts.domain and parts.suffix else ""


@lru_cache(maxsize=1)
def _extract() -> object:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def links(reading: Reading) -> tuple[Link, ...]:
    """Every link of a message, in its text and in its markup."""
    found = [link for field in reading.fields for link in _in_text(field)]
    if reading.html:
        found += _in_markup(reading.html)
    return tuple(found)


def _in_text(field: FieldText) -> list[Link]:
    folded = undisguise(field.text)
    taken: list[tuple[int, int]] = []
    mails = mail_spans(folded.text)
    found: list[Link] = []
    for pattern, written in ((_URL, True), (_WWW, True), (_BARE, False), (_ADDED, False)):
        for match in pattern.finditer(folded.text):
            known = taken if written else [*taken, *mails]
            if any(match.start() < stop and start < match.end() for start, stop in known):
                continue
            if not written and _AT_BEFORE.search(folded.text[max(0, match.start() - 12) : match.start()]):
                continue
            host, scheme = _host(match, pattern)
            if not host or (pattern is _BARE and not _plausible(host, field.text, folded.origins[match.start()])):
                continue
            taken.append((match.start(), match.end()))
            start, stop = folded.origins[match.start()], folded.origins[match.end() - 1] + 1
            found.append(Link(host, scheme, field.text[start:stop], field.excerpt(start, stop, "link")))
    return found


def _host(match: re.Match[str], pattern: re.Pattern[str]) -> tuple[str, str]:
    if pattern is _WWW:
        return f"{match[1]}.{match[2]}", ""
    if pattern is _ADDED:
        return (match["short"] or f"….{match[1] or match[2] or match['bare'] or 'com'}"), ""
    text = re.sub(r"\s", "", match[0]).replace("hxxp", "http").rstrip(".,;:!?")
    scheme = text.split(":", 1)[0] if "://" in text else ""
    try:
        host = urlsplit(text if scheme else f"//{text}").hostname or ""
    except ValueError:
        return "", ""
    return host.removeprefix("www."), scheme


def _plausible(host: str, text: str, start: int) -> bool:
    """Whether a bare ``word.word`` is a domain: a known ending, no file, no missing blank after a full stop."""
    shown = text[start : start + len(host)]
    ending = host.rsplit(".", 1)[1]
    if host in _TRAPS or ending in _FILES or not registrable(host) or len(host.split(".", 1)[0]) < 2:
        return False
    return not re.search(r"[a-zäöüé]\.[A-ZÄÖÜ]", shown)


def _in_markup(source: str) -> list[Link]:
    found = []
    seen = page(source)
    for anchor in seen.anchors:
        try:
            target = urlsplit(re.sub(r"\s", "", anchor.href))
            host = (target.hostname or "").lower().removeprefix("www.")
        except ValueError:
            continue
        if target.scheme not in {"http", "https"} or not host:
            continue
        shown = seen.text[anchor.start : anchor.end]
        start = source.find(anchor.href, anchor.source)
        start = anchor.source if start < 0 else start
        evidence = Excerpt("html", source[start : start + len(anchor.href)], start, start + len(anchor.href), "link")
        deceptive = "amazon." in shown.casefold() and not is_amazon(host)
        found.append(Link(host, target.scheme, shown, evidence, deceptive))
    return found


def is_amazon(host: str) -> bool:
    """Whether a host is Amazon's own: by the domain that can be owned, so that look-alikes fail."""
    return bool(_STORES.fullmatch(host)) or registrable(host) in _AMAZON


def is_redirector(host: str) -> bool:
    """Amazon's short addresses, behind which anything of Amazon may stand."""
    return host in {"a.co", "amzn.to", "amzn.eu", "amzn.asia"}


_STORES = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){0,4}amazon\.(?:com|ca|com\.mx|com\.br|co\.uk|ie|de|fr|it|es|nl|com\.be|se|pl|com\.tr|ae|sa|eg|co\.za|in|"
    r"co\.jp|com\.au|sg|cn)"
)
_AMAZON = frozenset(
    [
        "a.co",
        "amzn.to",
        "amzn.eu",
        "amzn.asia",
        "media-amazon.com",
        "ssl-images-amazon.com",
        "amazonaws.com",
        "images-amazon.com",
    ]
)
CARRIERS = frozenset(
    [
        "dhl.de", "dhl.com", "ups.com", "fedex.com", "usps.com", "royalmail.com", "dpd.com", "dpd.de", "dpd.co.uk", "dpd.fr",
        "gls-group.com", "gls-group.eu", "myhermes.de", "hermesworld.com", "evri.com", "parcelforce.com", "laposte.fr",
        "colissimo.fr", "chronopost.fr", "correos.es", "seur.com", "mrw.es", "poste.it", "brt.it", "postnl.nl", "bpost.be",
        "inpost.pl", "poczta-polska.pl", "postnord.se", "postnord.com", "schenker.com", "dbschenker.com", "canadapost.ca",
        "purolator.com", "auspost.com.au", "correios.com.br", "ctt.pt", "japanpost.jp", "kuronekoyamato.co.jp", "sagawa-exp.co.jp",
        "yurticikargo.com", "araskargo.com.tr", "mngkargo.com.tr", "ptt.gov.tr", "xpo.com", "estes-express.com", "ontrac.com",
        "yodel.co.uk", "tnt.com", "trans-o-flex.com", "rhenus.com", "amazon.com",
    ]
)  # fmt: skip
SHORTENERS = frozenset(
    [
        "bit.ly",
        "tinyurl.com",
        "goo.gl",
        "t.co",
        "linktr.ee",
        "ow.ly",
        "is.gd",
        "rebrand.ly",
        "cutt.ly",
        "rb.gy",
        "shorturl.at",
    ]
)
