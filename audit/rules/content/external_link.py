"""Links that lead off Amazon.

What it checks:
Every address in subject, text and markup, bare and spelled-out domains included, is looked at for where it leads.

Why it matters:
Needless links are among the reasons for which Amazon takes the right to write away.

How to fix:
Take the link out. What the buyer needs can stand in the message, or behind an https link to Amazon.

Known limits:
Nothing is fetched: whether a link works is not checked. QR codes in pictures are not read by this rule.
"""

from collections.abc import Iterator

from audit.features.links import CARRIERS, SHORTENERS, Link, is_amazon, is_redirector, links, registrable
from audit.model.evidence import Answer, Fact, Hit
from audit.model.reading import FieldText
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity, Verdict

_NEEDED = frozenset(["custom_design", "legal_notice"])


@rule(
    title="Links lead to Amazon or are needed for the order",
    failure_title="Link that leads off Amazon",
    severity=Severity.HIGH,
    clauses=("dont-8",),
    requires=("reading", "role", "previous", "allowed_domains"),
    remediation="Take the link out.",
    sentence="The message links to {leads_to}, which is not Amazon and not needed for the order.",
    sentences={"deceptive": "The link shows an Amazon address but leads to {leads_to}."},
    examples=(
        bad("Care tips are on https://kettle-friends.example.com/care.", shows="kettle-friends"),
        bad("See www.kettlefriends.com for more.", shows="kettlefriends.com"),
        bad("Just search for kettlefriends dot com, please.", shows="kettlefriends dot com"),
        bad("Short way: https://bit.ly/3xYz", shows="bit.ly"),
        bad("Log in at https://www.amazon.com@kettle.example.com/x", shows="kettle"),
        bad("Write at https://amazon.com.kettle-reviews.net/", shows="kettle-reviews"),
        bad(html='<p>Go to <a href="https://kettle.example.org/">www.amazon.de</a>.</p>', shows="kettle.example.org"),
        bad("Your item: http://www.amazon.de/dp/B000000000", shows="http", verdict=Verdict.REVIEW),
        bad("Your item: https://amzn.to/3abc", shows="amzn.to", verdict=Verdict.REVIEW),
        good("Your orders: https://www.amazon.de/your-orders"),
        good("The parcel is held at customs; follow it on https://www.dhl.de/track?id=00340.", reply_to="Where is it?"),
        good("Page 2 of manual.v2.pdf explains ASP.NET, i.e. the software. It helps.Please look."),
        good("Entréguela en cualquier punto de recogida. Nous étions sur le point de partir."),
        bad("Suchen Sie nach kettlefriends punkt de.", shows="kettlefriends punkt de"),
        good("Write to b7k2@marketplace.amazon.de if needed."),
        good("Do you like the font? Your proof is on https://engraved-kettles.example.com/17, please approve it."),
        good("The recall of your kettle is published on https://www.cpsc.gov/recalls."),
        bad("Do you like the font? More kettles are on https://kettles.example.com/", shows="kettles.example.com"),
        good("The proof: https://proofs.example.com/17", allowed_domains=("proofs.example.com",)),
    ),
)
def external_link(view: View) -> Iterator[Answer]:
    """Yields a hit for each link that is neither Amazon's nor needed."""
    for link in links(view.reading):
        judged = _verdict(link, view)
        if judged:
            words = "deceptive" if link.is_deceptive else None
            yield Hit((link.evidence, Fact("leads to", link.host)), judged, sentence=words)


def _verdict(link: Link, view: View) -> Verdict | None:
    if is_redirector(link.host):
        return Verdict.REVIEW
    if is_amazon(link.host):
        return Verdict.REVIEW if link.scheme == "http" else None
    if link.scheme != "http" and not link.is_deceptive:
        domain = registrable(link.host)
        if {link.host, domain} & view.allowed_domains or (domain in CARRIERS and domain not in SHORTENERS):
            return None
        if domain not in SHORTENERS and _is_needed(link, view):
            return None
        asked = view.role is Role.REPLY and view.previous is not None and "video" in _words(view)
        if asked and domain in {"youtube.com", "youtu.be", "vimeo.com"}:
            return Verdict.REVIEW
    return Verdict.VIOLATION


def _is_needed(link: Link, view: View) -> bool:
    """Whether the sentence of a link settles a custom design or gives a legal notice, which is what the message is for."""
    shown = link.evidence
    kinds = {
        act.kind
        for body in view.reading.bodies
        for act in body.acts
        if body.field == shown.field and _in_sentence(body, act.sentence, shown.start)
    }
    return bool(kinds & _NEEDED) and "promotion" not in kinds


def _in_sentence(body: FieldText, number: int, place: int) -> bool:
    sentence = body.sentences[number]
    shown = body.excerpt(sentence.start, sentence.end)
    return shown.start <= place < shown.end


def _words(view: View) -> str:
    return " ".join(body.text for body in view.previous.bodies).casefold() if view.previous else ""
