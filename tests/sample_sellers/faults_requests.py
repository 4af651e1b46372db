"""Planted: requests to the wrong buyer or at the wrong time, complaints, messages that Amazon did not deliver."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from . import cases, texts

if TYPE_CHECKING:
    from .desk import Desk

OLD_TOOL, NEW_TOOL = "Lettermill", "OrderEcho"
EXPORT = "Seller Central export"
DAY = timedelta(days=1)


def add(desk: Desk) -> None:
    """Plants them all."""
    _money_back(desk)
    _low_ratings(desk)
    _same_buyer(desk)
    _blocklisted(desk)
    _windows(desk)
    _twice(desk)
    _complaints(desk)
    _undelivered(desk)


def _money_back(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2026-05-07 12:12")
    about.refunded = about.purchased + 8 * DAY
    message = cases.review(desk, about, "2026-05-20 09:05", NEW_TOOL)
    desk.plant("review-request-refunded", message, "violation", "medium", "the order was refunded five days before")
    about = cases.order(desk, "Amazon.co.uk", "KB-SCALE", "2026-06-13 08:54")
    about.returned, about.refunded = about.purchased + 9 * DAY, about.purchased + 10 * DAY
    request = desk.request(about, cases.at("Amazon.co.uk", "2026-06-27 08:01"), source=EXPORT)
    desk.plant("review-request-refunded", request, "violation", "medium", "returned and refunded before")
    about = cases.order(desk, "Amazon.it", "KB-BOWL", "2026-08-07 16:16", status="Cancelled")
    about.cancelled, about.shipped, about.delivered = about.purchased + DAY, None, None
    message = cases.review(desk, about, "2026-08-19 09:05", NEW_TOOL)
    desk.plant("review-request-refunded", message, "violation", "medium", "the order was cancelled the day after")


def _low_ratings(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-MILL", "2026-03-02 19:33")
    desk.seller.feedback.append((about, cases.at("Amazon.de", "2026-03-09 20:10"), 2, "Deckel sitzt locker."))
    request = desk.request(about, cases.at("Amazon.de", "2026-03-16 08:01"), channel="api", source=EXPORT)
    desk.plant("review-request-low-rating", request, "violation", "info", "two stars a week before")
    about = cases.order(desk, "Amazon.fr", "KB-PAN28", "2026-06-20 14:44")
    desk.seller.feedback.append((about, cases.at("Amazon.fr", "2026-06-27 18:30"), 1, "Trop lourde pour moi."))
    message = cases.review(desk, about, "2026-07-02 09:05", NEW_TOOL)
    desk.plant("review-request-low-rating", message, "violation", "info", "one star five days before")


def _same_buyer(desk: Desk) -> None:
    for market, first, second, asked in (
        ("Amazon.de", ("KB-PAN28", "2026-04-05 09:00", "2026-04-17 09:05"), "2026-06-06 09:00", "2026-06-18 09:05"),
        ("Amazon.nl", ("KB-BOWL", "2026-03-08 20:00", "2026-03-20 09:05"), "2026-07-18 20:00", "2026-07-31 09:05"),
    ):
        sku, bought, at = first
        before = cases.order(desk, market, sku, bought)
        cases.review(desk, before, at, OLD_TOOL if at < "2026-04-01" else NEW_TOOL)
        about = cases.order(desk, market, "KB-SCALE", second, buyer=before.buyer)
        message = cases.review(desk, about, asked, NEW_TOOL)
        desk.plant("review-request-repeat-buyer", message, "violation", "low", "asked on another order before")


def _blocklisted(desk: Desk) -> None:
    for market, sku, bought, at, reason in (
        ("Amazon.de", "KB-KNIFE20", "2026-04-23 10:40", "2026-05-06 09:05", "asked by letter"),
        ("Amazon.co.uk", "KB-MILL", "2026-07-06 21:15", "2026-07-19 09:05", "press"),
    ):
        about = cases.order(desk, market, sku, bought)
        desk.seller.do_not_contact.append((about.buyer, reason, about.purchased - 60 * DAY))
        message = cases.review(desk, about, at, NEW_TOOL)
        desk.plant("review-request-blocklisted", message, "violation", "high", "on the list for two months")
    about = cases.order(desk, "Amazon.es", "KB-KETTLE", "2026-08-01 13:00")
    desk.seller.do_not_contact.append((about.buyer, "dispute", about.purchased + 2 * DAY))
    request = desk.request(about, cases.at("Amazon.es", "2026-08-14 08:01"), source=EXPORT)
    desk.plant("review-request-blocklisted", request, "violation", "high", "Request a Review to a buyer on the list")


def _windows(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-BOWL", "2026-01-08 15:30")
    request = desk.request(about, cases.at("Amazon.de", "2026-01-15 08:01"), source=EXPORT)
    desk.plant("review-request-window", request, "violation", "low", "three days after delivery")
    about = cases.order(desk, "Amazon.com", "KB-KETTLE", "2026-02-16 11:11")
    request = desk.request(about, cases.at("Amazon.com", "2026-03-26 08:01"), channel="api", source=EXPORT)
    desk.plant("review-request-window", request, "violation", "low", "34 days after delivery")
    known = cases.only("shipped", "promised", "language", "buyer")
    about = cases.order(desk, "Amazon.co.uk", "KB-PAN28", "2026-05-10 09:09", known=known)
    request = desk.request(about, cases.at("Amazon.co.uk", "2026-05-17 08:01"), source=EXPORT)
    desk.plant("review-request-window", request, "likely", "low", "a day after the promised day, delivery unknown")


def _twice(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.co.uk", "KB-KNIFE20", "2026-05-16 18:18")
    first = cases.send(desk, about, "thanks_again", "2026-05-22 09:05", tool=NEW_TOOL)
    desk.plant("thank-you-only", first, "violation", "medium", "wishes and the brand's story")
    second = cases.review(desk, about, "2026-05-29 09:05", NEW_TOOL)
    desk.plant("multiple-proactive-messages", second, "violation", "low", "follows a message of thanks")


def _complaints(desk: Desk) -> None:
    for market, sku, bought, asked, back, name in (
        ("Amazon.co.uk", "KB-BOWL", "2026-04-25 08:20", "2026-05-07 09:05", "2026-05-07 19:44", "leave_me_en"),
        ("Amazon.de", "KB-SCALE", "2026-06-28 17:07", "2026-07-10 09:05", "2026-07-10 12:02", "leave_me_de"),
        ("Amazon.fr", "KB-KNIFE20", "2026-08-12 10:10", "2026-08-24 09:05", "2026-08-25 07:31", "leave_me_fr"),
    ):
        about = cases.order(desk, market, sku, bought)
        cases.review(desk, about, asked, NEW_TOOL)
        text = texts.faults()[name]
        message = cases.ask(desk, about, text, cases.at(market, back))
        message.marked = True
        desk.plant("buyer-complaint", message, "violation", "medium", "wants no more messages after the request")


def _undelivered(desk: Desk) -> None:
    note = "This message was not delivered because your account was temporarily restricted from sending proactive messages."
    for market, sku, bought, at in (
        ("Amazon.de", "KB-PAN28", "2026-09-16 11:30", "2026-09-29 09:05"),
        ("Amazon.co.uk", "KB-KETTLE", "2026-09-17 10:05", "2026-09-29 09:05"),
        ("Amazon.it", "KB-MILL", "2026-09-15 20:45", "2026-09-29 09:05"),
    ):
        about = cases.order(desk, market, sku, bought)
        message = cases.review(desk, about, at, NEW_TOOL, delivery="restricted", note=note)
        desk.plant("undelivered", message, "violation", "high", "the account was restricted")
