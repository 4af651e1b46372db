"""Planted: reviews asked for twice, of the happy only, or for a reward; and marketing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cases

if TYPE_CHECKING:
    from .desk import Desk

OLD_TOOL, NEW_TOOL = "Lettermill", "OrderEcho"
EXPORT = "Seller Central export"


def add(desk: Desk) -> None:
    """Plants them all."""
    _gating(desk)
    _incentive(desk)
    _marketing(desk)
    _repeats(desk)


def _gating(desk: Desk) -> None:
    sent = (
        ("2026-04-02 18:20", "2026-04-14 09:05", "KB-PAN28"), ("2026-04-17 11:02", "2026-04-29 09:05", "KB-KETTLE"),
        ("2026-05-03 20:41", "2026-05-15 09:05", "KB-BOWL"), ("2026-05-19 08:12", "2026-05-31 09:05", "KB-PAN28"),
        ("2026-06-08 14:33", "2026-06-20 09:05", "KB-MILL"),
    )  # fmt: skip
    why = "the review is asked of those who love it, the others shall write first"
    for bought, local, sku in sent:
        message = cases.send(desk, cases.order(desk, "Amazon.co.uk", sku, bought), "gate", local, tool=NEW_TOOL)
        desk.plant("review-gating", message, "violation", "critical", why)
    about = cases.order(desk, "Amazon.co.uk", "KB-SCALE", "2026-06-20 10:10")
    message = cases.send(desk, about, "gate_before", "2026-07-01 09:05", tool=NEW_TOOL)
    desk.plant("review-gating", message, "violation", "critical", "“before you leave a negative review”")
    about = cases.order(desk, "Amazon.co.uk", "KB-KNIFE20", "2026-02-21 17:48")
    message = cases.exchange(desk, about, "praise_ask", "2026-03-04 19:15")
    desk.plant("review-gating", message, "violation", "critical", "a review is asked of a buyer who just wrote praise")


def _incentive(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.co.uk", "KB-KETTLE", "2025-11-20 12:25")
    message = cases.send(desk, about, "gift_card", "2025-12-04 10:42", agent="Mia Collins")
    desk.plant("review-incentive", message, "violation", "critical", "a gift card once the review is online")
    about = cases.order(desk, "Amazon.com", "KB-MILL", "2025-12-02 09:31")
    message = cases.send(desk, about, "free_spatula", "2025-12-16 11:20", agent="Mia Collins")
    desk.plant("review-incentive", message, "violation", "critical", "a free product for every reviewer")


def _marketing(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.co.uk", "KB-KETTLE", "2025-11-27 15:03")
    message = cases.exchange(desk, about, "coupon", "2025-12-08 18:44")
    desk.plant("marketing", message, "violation", "high", "a discount code for the next order in a reply")
    about = cases.order(desk, "Amazon.co.uk", "KB-PAN28", "2026-05-11 21:17")
    message = cases.send(desk, about, "newsletter", "2026-05-14 09:05", tool=NEW_TOOL)
    desk.plant("marketing", message, "violation", "high", "a newsletter beside an invoice")


def _repeats(desk: Desk) -> None:
    second = "second proactive message that is not critical"
    # The new tool does not look at Seller Central's log.
    about = cases.order(desk, "Amazon.de", "KB-PAN28", "2026-05-06 16:20")
    desk.request(about, cases.at("Amazon.de", "2026-05-17 08:01"), source=EXPORT)
    message = cases.review(desk, about, "2026-05-26 09:05", NEW_TOOL)
    desk.plant("repeat-review-request", message, "violation", "critical", "Request a Review was used nine days before")
    desk.plant("multiple-proactive-messages", message, "violation", "low", second)

    about = cases.order(desk, "Amazon.fr", "KB-KNIFE20", "2026-04-20 13:07")
    cases.review(desk, about, "2026-05-04 09:05", NEW_TOOL)
    message = cases.review(desk, about, "2026-05-11 09:05", NEW_TOOL)
    desk.plant("repeat-review-request", message, "violation", "critical", "the tool asked a week before")
    desk.plant("multiple-proactive-messages", message, "violation", "low", second)

    about = cases.order(desk, "Amazon.co.uk", "KB-KETTLE", "2026-01-12 07:55")
    cases.review(desk, about, "2026-01-26 09:05", OLD_TOOL)
    message = cases.exchange(desk, about, "reply_request", "2026-02-05 21:30")
    desk.plant("repeat-review-request", message, "violation", "critical", "a reply asks after the tool's request")

    about = cases.order(desk, "Amazon.it", "KB-SCALE", "2026-07-02 19:12")
    cases.review(desk, about, "2026-07-14 09:05", NEW_TOOL)
    request = desk.request(about, cases.at("Amazon.it", "2026-07-20 08:01"), channel="api", source=EXPORT)
    desk.plant("repeat-review-request", request, "violation", "critical", "Request a Review after the tool's request")
    desk.plant("multiple-proactive-messages", request, "violation", "low", second)
