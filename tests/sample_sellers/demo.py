"""Kesselbaum: kitchenware from Bremen, a year of messages, with planted faults that tell a story.

An old tool asks politely until March 2026. In April a new one, OrderEcho, comes with an English template that asks only the
happy, and with merge fields that stay unfilled; the template is mended in July. One agent signs with a telephone number in
spring; Christmas brings a coupon and a gift card.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from . import edges, faults_form, faults_history, faults_requests, faults_reviews, faults_told, mail_extras
from .catalogue import DEMO, DEMO_CUSTOM, DEMO_HEAVY
from .desk import Desk, moment
from .seller import Seller
from .year import Plan, run

OLD_TOOL, NEW_TOOL = "Lettermill", "OrderEcho"

ACCOUNT = """\
# The account of a made-up seller.
name = "Kesselbaum (made up)"
brands = ["Kesselbaum"]
websites = ["kesselbaum.example.com"]
allowed_domains = ["proofs.kesselbaum.example.com"]
senders = ["dana@kesselbaum.example.com"]
timezone = "Europe/Berlin"
marketplaces = [
  "Amazon.de", "Amazon.co.uk", "Amazon.com", "Amazon.ca", "Amazon.fr", "Amazon.it", "Amazon.es", "Amazon.nl",
  "Amazon.com.be", "Amazon.se", "Amazon.pl", "Amazon.com.tr", "Amazon.com.br", "Amazon.co.jp",
]

[agents]
"dana@kesselbaum.example.com" = "Dana Whitfield"
"""

AGENTS = {
    "en": "Mia Collins", "de": "Jana Petersen", "fr": "Camille Roux", "it": "Camille Roux", "es": "Camille Roux",
    "nl": "Ruben Akker", "pl": "Jana Petersen", "sv": "Ruben Akker", "pt": "Camille Roux", "tr": "Jana Petersen",
    "ja": "Ruben Akker",
}  # fmt: skip

PLAN = Plan(
    months=(
        (2025, 9, 14), (2025, 10, 38), (2025, 11, 50), (2025, 12, 65), (2026, 1, 40), (2026, 2, 40), (2026, 3, 47),
        (2026, 4, 50), (2026, 5, 54), (2026, 6, 54), (2026, 7, 59), (2026, 8, 65), (2026, 9, 61),
    ),
    markets={
        "Amazon.de": 0.36, "Amazon.co.uk": 0.14, "Amazon.com": 0.14, "Amazon.fr": 0.11, "Amazon.it": 0.06, "Amazon.es": 0.055,
        "Amazon.nl": 0.03, "Amazon.ca": 0.01, "Amazon.com.be": 0.01, "Amazon.se": 0.02, "Amazon.pl": 0.02,
        "Amazon.com.tr": 0.02, "Amazon.com.br": 0.015, "Amazon.co.jp": 0.02,
    },
    foreign={
        "Amazon.de": {"en": 0.05, "tr": 0.02, "pl": 0.02, "nl": 0.015}, "Amazon.es": {"en": 0.07, "pt": 0.05},
        "Amazon.fr": {"en": 0.03}, "Amazon.com": {"es": 0.08}, "Amazon.com.be": {"nl": 0.5},
    },
    custom=DEMO_CUSTOM, heavy=DEMO_HEAVY, light=tuple(s for s in DEMO if s not in DEMO_CUSTOM and s != DEMO_HEAVY),
    talk=0.34, review=0.36, solicit=0.38,
    tools=((datetime(2025, 9, 1, tzinfo=UTC), OLD_TOOL), (datetime(2026, 4, 7, tzinfo=UTC), NEW_TOOL)),
    pause=(datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 4, 7, tzinfo=UTC)),
    mail_markets=("Amazon.com", "Amazon.ca"), mail_agent="Dana Whitfield", html=0.2,
)  # fmt: skip


def build() -> Seller:
    """The seller with everything in it."""
    seller = Seller(
        "Kesselbaum", ACCOUNT, titles={s: d[2] for s, d in DEMO.items()}, asins={s: d[0] for s, d in DEMO.items()},
        prices={s: d[1] for s, d in DEMO.items()}, custom=DEMO_CUSTOM,
        flat_files=(
            ("all-orders-2025-09-to-2025-12.txt", moment("2025-09-01 00:00"), moment("2026-01-01 00:00"), "utf-8"),
            ("all-orders-2025-12-to-2026-04.txt", moment("2025-12-01 00:00"), moment("2026-05-01 00:00"), "cp1252"),
            ("all-orders-2026-04-to-2026-09.txt", moment("2026-04-15 00:00"), moment("2026-10-01 00:00"), "utf-8"),
        ),
        mailboxes=(("all-mail.mbox", "all"), ("sent.mbox", "sent")), mail_domain="kesselbaum.example.com",
    )  # fmt: skip
    desk = Desk(seller, Random(20251001), "demo", "Kesselbaum", AGENTS)
    run(desk, PLAN)
    for part in (faults_reviews, faults_form, faults_history, edges, mail_extras, faults_told, faults_requests):
        part.add(desk)
    _story(seller)
    return seller


def _story(seller: Seller) -> None:
    seller.events = [
        (moment("2025-11-24 09:00"), "agent_started", "Amazon.co.uk", "Mia Collins helps out over Christmas"),
        (moment("2026-02-02 08:00"), "agent_started", "Amazon.de", "Torsten Hagedorn joins the German desk"),
        (moment("2026-04-07 07:00"), "tool_changed", "", "OrderEcho replaces Lettermill"),
        (moment("2026-05-04 07:00"), "note", "Amazon.de", "Telephone number taken out of the signatures"),
        (moment("2026-07-06 07:00"), "template_changed", "Amazon.co.uk", "English review template rewritten"),
        (moment("2026-08-17 07:00"), "warning", "Amazon.com", "Amazon reminds of the communication guidelines"),
        (moment("2026-09-28 07:00"), "restriction_notice", "", "Amazon restricts proactive messages for 30 days"),
    ]
    reasons = ("asked by letter", "press", "dispute closed", "reseller", "asked by letter")
    quiet = [o for o in seller.orders if not o.used and o.purchased > moment("2026-01-01 00:00")]
    for order, reason in zip(quiet[::8], reasons, strict=False):
        seller.do_not_contact.append((order.buyer, reason, order.purchased + timedelta(days=9)))
    late = [o for o in seller.orders if o.purchased > moment("2026-09-28 00:00") and not o.used]
    for order, status in zip(late, ("Pending", "Unshipped", "Unshipped"), strict=False):
        order.status, order.shipped, order.delivered = status, None, None
    seller.bad_rows = {
        "messages.csv": [
            {"message_id": "hd-bad-1", "direction": "sideways", "sent_at": "2026-02-11T10:04:00+01:00",
             "marketplace": "Amazon.de", "channel": "helpdesk", "subject": "Test", "body_text": "Test"},
            {"message_id": "", "direction": "outbound", "sent_at": "2026-03-03T12:40:00+01:00",
             "marketplace": "Amazon.de", "channel": "helpdesk", "subject": "Vorlage 4", "body_text": "Entwurf"},
        ],
        "tool-log.csv": [
            {"message_id": "tl-bad-1", "direction": "outbound", "sent_at": "31/02/2026 25:61", "marketplace": "Amazon.fr",
             "channel": "tool", "tool": OLD_TOOL, "subject": "Essai", "body_text": "Essai"},
        ],
        "feedback.csv": [{"order_id": "302-5550001-5550001", "left_at": "2026-05-05T10:00:00+02:00", "rating": "five"}],
    }  # fmt: skip
