"""Lumenfjord: lamps and door plates from Flensburg, a year of messages in eleven languages in which nothing is at fault.

Its texts are full of words that look like a fault: proofs to review, feedback on a design, stars, positive poles, free
replacements, codes for lockers, discounts on an invoice, "[Important]" where something is needed. Order ids come in every
spelling that still holds all 17 digits.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from .catalogue import CLEAN, CLEAN_CUSTOM, CLEAN_HEAVY
from .desk import Desk, moment
from .edges import presale
from .seller import Seller
from .year import Plan, run

if TYPE_CHECKING:
    from .seller import Message

ACCOUNT = """\
# The account of a made-up seller.
name = "Lumenfjord (made up)"
brands = ["Lumenfjord"]
websites = ["lumenfjord.example.org"]
timezone = "Europe/Berlin"
marketplaces = [
  "Amazon.de", "Amazon.co.uk", "Amazon.com", "Amazon.fr", "Amazon.it", "Amazon.es", "Amazon.nl", "Amazon.se", "Amazon.pl",
  "Amazon.com.tr", "Amazon.com.br", "Amazon.co.jp",
]
"""

AGENTS = {
    "en": "Henry Aldous", "de": "Solveig Ahrens", "fr": "Margaux Lenoir", "it": "Margaux Lenoir", "es": "Margaux Lenoir",
    "nl": "Piet Zandstra", "pl": "Ewa Lis", "sv": "Solveig Ahrens", "pt": "Margaux Lenoir", "tr": "Piet Zandstra", "ja": "森",
}  # fmt: skip

PLAN = Plan(
    months=(
        (2025, 9, 14), (2025, 10, 50), (2025, 11, 62), (2025, 12, 68), (2026, 1, 48), (2026, 2, 48), (2026, 3, 50),
        (2026, 4, 50), (2026, 5, 54), (2026, 6, 50), (2026, 7, 50), (2026, 8, 56), (2026, 9, 56),
    ),
    markets={
        "Amazon.de": 0.18, "Amazon.co.uk": 0.12, "Amazon.com": 0.09, "Amazon.fr": 0.10, "Amazon.it": 0.08, "Amazon.es": 0.08,
        "Amazon.nl": 0.07, "Amazon.se": 0.07, "Amazon.pl": 0.07, "Amazon.com.tr": 0.07, "Amazon.com.br": 0.07,
        "Amazon.co.jp": 0.07,
    },
    foreign={"Amazon.de": {"en": 0.05, "pl": 0.03, "tr": 0.02}, "Amazon.com": {"es": 0.1}, "Amazon.es": {"pt": 0.05}},
    custom=CLEAN_CUSTOM, heavy=CLEAN_HEAVY, light=tuple(s for s in CLEAN if s not in CLEAN_CUSTOM and s != CLEAN_HEAVY),
    talk=0.44, review=0.34, solicit=0.36, tools=((datetime(2025, 9, 1, tzinfo=UTC), "Lettermill"),), info=0.05, returns=0.014,
    html=0.2,
)  # fmt: skip


def build() -> Seller:
    """The seller with everything in it."""
    seller = Seller(
        "Lumenfjord", ACCOUNT, titles={s: d[2] for s, d in CLEAN.items()}, asins={s: d[0] for s, d in CLEAN.items()},
        prices={s: d[1] for s, d in CLEAN.items()}, custom=CLEAN_CUSTOM, helpdesk_ids="c", tool_ids="t",
        flat_files=(
            ("all-orders-2025-09-to-2026-03.txt", moment("2025-09-01 00:00"), moment("2026-04-01 00:00"), "utf-8"),
            ("all-orders-2026-03-to-2026-09.txt", moment("2026-03-15 00:00"), moment("2026-10-01 00:00"), "cp1252"),
        ),
    )  # fmt: skip
    desk = Desk(seller, Random(1804), "clean", "Lumenfjord", AGENTS)
    run(desk, PLAN)
    for market, language, local in (
        ("Amazon.de", "de", "2025-10-28 20:41"), ("Amazon.co.uk", "en", "2025-12-02 09:12"), ("Amazon.de", "de", "2026-02-17 22:03"),
        ("Amazon.co.uk", "en", "2026-04-26 13:30"), ("Amazon.com", "en", "2026-06-09 18:48"), ("Amazon.de", "de", "2026-08-21 06:57"),
    ):  # fmt: skip
        presale(desk, market, language, local)
    _spellings(seller.messages)
    return seller


def _spellings(messages: list[Message]) -> None:
    """Every ninth outbound text writes the order id in another way; all 17 digits stay in order."""
    sent = [
        m for m in messages if m.direction == "outbound" and m.order and m.log == "helpdesk" and m.order.id in m.text
    ]
    ways = (
        lambda i: i.replace("-", ""),
        lambda i: i.replace("-", " - "),
        lambda i: i.replace("-", "\N{EN DASH}"),
        lambda i: i.replace("-", "\N{NON-BREAKING HYPHEN}"),
        lambda i: "".join(chr(ord(c) + 0xFEE0) for c in i),
        lambda i: i.replace("-", " "),
        lambda i: i.replace("-", "-\n", 1),
    )
    for number, message in enumerate(sent[::9]):
        if message.order:
            spelled = ways[number % len(ways)](message.order.id)
            message.text = message.text.replace(message.order.id, spelled)
            message.subject = message.subject.replace(
                message.order.id, "…" if number % 2 else spelled.replace("\n", "")
            )
