"""Tracking pixels and click trackers.

What it checks:
Remote pictures of two pixels or less or hidden ones, pictures and links of known trackers, and remote pictures whose address
carries an id of the recipient.

Why it matters:
Following buyers who open or click is forbidden outright, and easily found by machine.

How to fix:
Switch tracking off in the tool that sends the messages.

Known limits:
An id of the recipient is known by its look and is likely only. Embedded pictures never track. Nothing is fetched.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from audit.features.links import CARRIERS, is_amazon, links, registrable
from audit.features.pictures import Picture, pictures
from audit.model.evidence import Answer, Excerpt, Fact, Hit, NotChecked
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity, Verdict

_TRACKERS = frozenset(
    [
        "sendgrid.net", "mailchimp.com", "list-manage.com", "mandrillapp.com", "mailgun.org", "mailgun.net", "sparkpostmail.com",
        "mailtrack.io", "mailtrack.me", "mltrk.io", "yesware.com", "bananatag.com", "hubspotlinks.com", "hubspotemail.net",
        "hs-sites.com", "klaviyomail.com", "klclick.com", "klclick1.com", "sendinblue.com", "sibautomation.com", "brevo.com",
        "mailjet.com", "mjt.lu", "constantcontact.com", "rs6.net", "createsend.com", "cmail19.com", "cmail20.com", "pardot.com",
        "exacttarget.com", "exct.net", "returnpath.net", "litmus.com", "emltrk.com", "getnotify.com", "doubleclick.net",
        "google-analytics.com", "googletagmanager.com", "mixpanel.com", "customeriomail.com", "getresponse.com", "activehosted.com",
        "convertkit-mail.com", "streak.com", "mailfoogae.appspot.com", "superhuman.com", "postmarkapp.com", "pstmrk.it",
        "awstrack.me", "omnisend.com", "drip.com", "infusionsoft.com", "keap.app", "intercom-mail.com", "sailthru.com",
    ]
)  # fmt: skip
_OPENS = re.compile(r"/(?:wf/)?open(?:\.(?:gif|png|php|aspx?)|/|\?|$)|/pixel(?:\.|/|\?|$)|/track(?:ing)?/open|/beacon|/o\.gif|/t\.gif|/(?:e|email)/o/|[?&](?:open_?id|openpixel)=", re.IGNORECASE)  # fmt: skip
_CLICKS = re.compile(r"/(?:ls|wf|tr|track)/click|/click(?:\.php|/|\?)|/track/click|/cl0/|/ss/c/", re.IGNORECASE)
_RECIPIENT = re.compile(
    r"^(?:e|em|email|mail|uid|user|user_?id|recipient|rcpt|rid|cid|contact|contact_?id|subscriber|sid|buyer|buyer_?id|customer|"
    r"customer_?id|order|order_?id|mid|msg|msgid|message_?id|token|hash|u)$",
    re.IGNORECASE,
)


@rule(
    title="Nothing tracks the buyer",
    failure_title="Tracking pixel or tracker",
    severity=Severity.CRITICAL,
    clauses=("dont-13",),
    requires=("reading",),
    remediation="Switch tracking off in the tool that sends the messages.",
    sentence="The message tracks the buyer: {how}.",
    examples=(
        bad(html='<p>Hi</p><img src="https://t.example.com/x.png" width="1" height="1">', shows="t.example.com"),
        bad(html='<p>Hi</p><img src="https://t.example.com/x.png" style="display:none">', shows="t.example.com"),
        bad(html='<p>Hi</p><img src="https://u17.ct.sendgrid.net/wf/open?upn=abc" alt="">', shows="sendgrid"),
        bad(html='<p>Hi <a href="https://u17.ct.sendgrid.net/ls/click?upn=abc">page</a></p>', shows="sendgrid"),
        bad(html='<p>Hi</p><img src="https://i.example.com/logo.png?recipient=8812731" width="90">', verdict=Verdict.LIKELY, shows="recipient"),
        good(html='<p>Hi</p><img src="cid:dot" width="1" height="1"><img src="data:image/gif;base64,R0" width="1" height="1">'),
        good(html='<p>Hi</p><img src="https://i.example.com/line.png" width="1" height="40">'),
        good(html='<p>Hi <a href="https://www.amazon.de/dp/B000000000?ref=abc">kettle</a></p>'),
        good(html='<p>Hi</p><img src="https://i.example.com/logo.png?v=20260101" width="90">'),
        good("Plain text", not_checked=True),
    ),
)  # fmt: skip
def tracking_pixel(view: View) -> Iterator[Answer]:
    """Yields a hit for each picture or link that tells somebody of the opening or the click."""
    if view.reading.html is None:
        yield NotChecked("plain text")
        return
    for picture in pictures(view.reading.html):
        found = _picture(picture) if picture.is_remote else None
        if found:
            yield Hit((picture.evidence, Fact("how", found[0])), found[1])
    for link in links(view.reading):
        if link.evidence.field == "html" and _is_click(link.evidence, link.host):
            yield Hit((link.evidence, Fact("how", "a link that counts clicks")))


def _picture(picture: Picture) -> tuple[str, Verdict] | None:
    host = (urlsplit(picture.address).hostname or "").casefold()
    if is_amazon(host):
        return None
    small = (picture.width is not None and picture.width <= 2) and (picture.height is not None and picture.height <= 2)
    if small or 0 in {picture.width, picture.height}:
        return "a picture too small to be seen", Verdict.VIOLATION
    if picture.is_hidden and not picture.is_background:
        return "a hidden picture", Verdict.VIOLATION
    if registrable(host) in _TRACKERS or _OPENS.search(picture.address):
        return "a picture that counts openings", Verdict.VIOLATION
    if _names_recipient(picture.address):
        return "a picture whose address carries an id of the recipient", Verdict.LIKELY
    return None


def _names_recipient(address: str) -> bool:
    try:
        pairs = parse_qsl(urlsplit(address).query)
    except ValueError:
        return False
    return any(_RECIPIENT.match(name) and (len(value) >= 6 or "@" in value) for name, value in pairs)


def _is_click(evidence: Excerpt, host: str) -> bool:
    if is_amazon(host) or registrable(host) in CARRIERS:
        return False
    return registrable(host) in _TRACKERS or bool(_CLICKS.search(evidence.text))
