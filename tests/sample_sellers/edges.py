"""Edge cases of the demo seller: close to a fault, and none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from . import cases, texts

if TYPE_CHECKING:
    from .desk import Desk

OLD_TOOL, NEW_TOOL = "Lettermill", "OrderEcho"
EXPORT = "Seller Central export"
HOUR = timedelta(hours=1)


def add(desk: Desk) -> None:
    """Adds them all."""
    _in_time(desk)
    _ids(desk)
    _asked_once(desk)
    _answered(desk)
    _words(desk)
    _languages(desk)


def _in_time(desk: Desk) -> None:
    # Day 30 of the marketplace, late in the evening: already day 31 in UTC.
    about = cases.order(desk, "Amazon.com", "KB-SCALE", "2026-01-10 12:00")
    cases.review(desk, about, "2026-02-13 23:50", OLD_TOOL)
    # Day 38 after the purchase, day 20 after delivery.
    about = cases.order(desk, "Amazon.de", "KB-TABLE", "2026-02-01 10:00", days=18)
    cases.review(desk, about, "2026-03-11 09:05", OLD_TOOL)
    # Back-ordered: the clock has not started.
    about = cases.order(desk, "Amazon.de", "KB-TABLE", "2026-07-25 10:00", status="Unshipped")
    about.shipped = about.promised = about.delivered = None
    cases.send(desk, about, "back_order", "2026-09-04 11:30", agent="Jana Petersen")
    # A reply is never late.
    about = cases.order(desk, "Amazon.de", "KB-PAN28", "2025-10-20 18:00")
    cases.talk(desk, about, "use", "2025-12-13 10:44")
    # Of two parcels the last decides.
    about = cases.order(desk, "Amazon.co.uk", "KB-BOWL", "2026-03-01 09:30")
    about.parcels = (about.purchased + timedelta(days=4), about.purchased + timedelta(days=15))
    cases.review(desk, about, "2026-04-12 09:05", NEW_TOOL)


def _ids(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-PAN28", "2026-01-18 21:21", days=9)
    cases.send(desk, about, "bare_digits", "2026-01-22 14:02", agent="Jana Petersen")
    about = cases.order(desk, "Amazon.co.uk", "KB-BOARD", "2026-03-16 08:40", days=9)
    spaced = {"spaced": about.id.replace("-", " \N{EN DASH} ")}
    cases.send(desk, about, "spaced_digits", "2026-03-18 10:31", agent="Mia Collins", slots=spaced)
    about = cases.order(desk, "Amazon.co.jp", "KB-PAN28", "2026-05-08 20:20", days=9)
    wide = {"wide": "".join(chr(ord(c) + 0xFEE0) for c in about.id)}
    cases.send(desk, about, "full_width", "2026-05-12 10:15", agent="Ruben Akker", slots=wide)
    about = cases.order(desk, "Amazon.fr", "KB-KETTLE", "2026-02-20 09:05", days=9)
    cases.send(desk, about, "subject_only", "2026-02-24 15:27", agent="Camille Roux")
    about = cases.order(desk, "Amazon.co.uk", "KB-BOARD", "2026-05-25 13:36")
    cases.send(desk, about, "amazon_template", "2026-05-25 17:02", agent="Mia Collins", channel="template")
    about = cases.order(desk, "Amazon.de", "KB-BOARD", "2026-08-25 19:33", days=7)
    cases.send(desk, about, "proof_link", "2026-08-26 08:18", agent="Jana Petersen")
    about = cases.order(desk, "Amazon.de", "KB-BOWL", "2026-06-10 12:01")
    about.returned, about.refunded = about.purchased + timedelta(days=15), about.purchased + timedelta(days=17)
    cases.send(desk, about, "braces", "2026-06-19 09:44", agent="Jana Petersen")


def _asked_once(desk: Desk) -> None:
    # What was blocked does not count.
    about = cases.order(desk, "Amazon.co.uk", "KB-MILL", "2026-07-18 11:20")
    note = "This message was not sent as it did not meet the Buyer-Seller Messaging communication guidelines."
    blocked = cases.review(desk, about, "2026-07-31 09:05", NEW_TOOL, delivery="blocked", note=note)
    desk.request(about, cases.at("Amazon.co.uk", "2026-08-10 08:01"), source=EXPORT)
    desk.plant("undelivered", blocked, "violation", "high", "Amazon blocked the message")
    # What was refused does not either.
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2026-08-04 10:10")
    desk.request(about, cases.at("Amazon.de", "2026-08-15 08:01"), channel="api", status="refused", source=EXPORT)
    cases.review(desk, about, "2026-08-21 09:05", NEW_TOOL)
    # One click in two logs.
    about = cases.order(desk, "Amazon.de", "KB-SCALE", "2026-02-10 17:45")
    desk.request(about, cases.at("Amazon.de", "2026-02-22 08:01"), source=EXPORT)
    desk.request(about, cases.at("Amazon.de", "2026-02-22 08:05"), channel="tool", source=OLD_TOOL)
    # Two orders of one buyer, more than half a year apart.
    first = cases.order(desk, "Amazon.de", "KB-PAN28", "2025-10-14 19:50")
    cases.review(desk, first, "2025-10-27 09:05", OLD_TOOL)
    second = cases.order(desk, "Amazon.de", "KB-MILL", "2026-08-14 19:50", buyer=first.buyer)
    cases.review(desk, second, "2026-08-27 09:05", NEW_TOOL)


def _answered(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2026-03-19 09:15")
    cases.talk(desk, about, "damaged", "2026-03-27 10:00", wait=timedelta(hours=23, minutes=55))
    about = cases.order(desk, "Amazon.co.uk", "KB-BOWL", "2026-04-27 14:14")
    cases.talk(desk, about, "missing", "2026-05-05 16:30", wait=24 * HOUR)
    # Two messages in a row, answered in time.
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2026-05-29 07:37")
    text, first = texts.talk("demo", "de", "damaged"), cases.at("Amazon.de", "2026-06-06 08:50")
    asked = cases.ask(desk, about, text, first)
    cases.ask(desk, about, text | {"ask": texts.faults()["extra_question"]["ask"]}, first + 3 * HOUR, asked.thread)
    desk.answer(asked, text, first + 9 * HOUR)
    # An automatic answer first, then a person's.
    about = cases.order(desk, "Amazon.de", "KB-MILL", "2026-08-01 09:09")
    asked, _ = cases.talk(desk, about, "mill", "2026-08-16 22:20", wait=11 * HOUR)
    cases.automatic(desk, asked)


def _words(desk: Desk) -> None:
    told = (
        ("Amazon.de", "KB-PAN28", "2025-11-02 12:48", "signs", "2025-11-11 17:20", 4),
        ("Amazon.co.uk", "KB-PAN28", "2026-06-16 08:26", "blank_lines", "2026-06-27 19:39", 4),
        ("Amazon.de", "KB-KETTLE", "2026-03-05 18:58", "numbers", "2026-03-16 10:07", 4),
        ("Amazon.co.uk", "KB-TABLE", "2026-08-18 20:31", "own_number", "2026-08-24 12:34", 9),
        ("Amazon.de", "KB-TABLE", "2026-05-13 06:55", "short", "2026-05-18 15:48", 9),
    )
    for market, sku, bought, name, local, days in told:
        cases.exchange(desk, cases.order(desk, market, sku, bought, days=days), name, local)


def _languages(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-KNIFE20", "2026-04-18 22:05")
    cases.send(desk, about, "bilingual", "2026-05-02 09:05", tool=NEW_TOOL)
    # Prefers German, but wrote English.
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2026-02-25 10:50", language="en")
    about.buyer.locale = "de-DE"
    cases.exchange(desk, about, "other_preference", "2026-03-08 14:26")
    # Belgium has two default languages.
    known = cases.only("shipped", "promised", "delivered", "buyer")
    for language, bought, local, tool in (
        ("fr", "2026-03-03 12:30", "2026-03-16 09:05", OLD_TOOL), ("nl", "2026-06-03 12:30", "2026-06-16 09:05", NEW_TOOL),
    ):  # fmt: skip
        about = cases.order(desk, "Amazon.com.be", "KB-BOWL", bought, language=language, known=known)
        cases.review(desk, about, local, tool)
    # Before the purchase there is no order and no id.
    for market, language, local in (
        ("Amazon.de", "de", "2025-11-18 20:02"), ("Amazon.co.uk", "en", "2026-01-31 11:53"), ("Amazon.de", "de", "2026-07-07 21:37"),
    ):  # fmt: skip
        presale(desk, market, language, local)


def presale(desk: Desk, market: str, language: str, local: str) -> None:
    """A question before the purchase, answered in time."""
    talk, buyer = texts.talk(desk.folder, language, "presale"), desk.people.buyer(market, language)
    asked = desk.ask(None, buyer, market, talk["subject"], talk["ask"], cases.at(market, local), thread=desk.thread())
    desk.answer(asked, talk, asked.at + desk.wait())
