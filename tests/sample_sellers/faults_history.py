"""Planted: late messages, missing order ids, wrong languages, slow replies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from . import cases, texts

if TYPE_CHECKING:
    from .desk import Desk

OLD_TOOL, NEW_TOOL = "Lettermill", "OrderEcho"
HOUR = timedelta(hours=1)
NO_LANGUAGE = cases.only("shipped", "promised", "delivered", "buyer")


def add(desk: Desk) -> None:
    """Plants them all."""
    _late(desk)
    _order_ids(desk)
    _languages(desk)
    _slow(desk)
    _unanswered(desk)


def _late(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-BOWL", "2025-10-03 13:20")
    message = cases.review(desk, about, "2025-11-17 10:12", OLD_TOOL)
    desk.plant("late-message", message, "violation", "high", "41 days after delivery")
    known = cases.only("shipped", "promised", "language", "buyer")
    about = cases.order(desk, "Amazon.co.uk", "KB-MILL", "2026-01-05 20:02", known=known)
    message = cases.ordinary(desk, about, "invoice", "2026-02-16 14:30")
    desk.plant("late-message", message, "violation", "high", "36 days after the promised day, delivery unknown")
    about = cases.order(
        desk, "Amazon.fr", "KB-SCALE", "2026-06-01 12:00", known=cases.only("shipped", "language", "buyer")
    )
    message = cases.review(desk, about, "2026-07-10 09:05", NEW_TOOL)
    desk.plant("late-message", message, "likely", "high", "38 days after dispatch, promise and delivery unknown")
    about = cases.order(desk, "Amazon.it", "KB-PAN28", "2026-07-08 15:15", listed=False)
    message = cases.review(desk, about, "2026-08-22 09:05", NEW_TOOL)
    desk.plant("late-message", message, "likely", "high", "45 days after the purchase, all else unknown")


def _order_ids(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.co.uk", "KB-KETTLE", "2025-12-10 09:14", days=9)
    message = cases.send(desk, about, "no_id", "2025-12-15 16:40", agent="Mia Collins")
    desk.plant("missing-order-id", message, "violation", "high", "a delay notice without the id")
    about = cases.order(desk, "Amazon.de", "KB-MILL", "2025-12-12 18:37", days=9)
    masked = {"masked": f"{about.id[:3]}-*******-{about.id[-7:]}"}
    message = cases.send(desk, about, "masked_id", "2025-12-17 11:25", agent="Jana Petersen", slots=masked)
    desk.plant("missing-order-id", message, "violation", "high", "the id is masked")
    other = {"other": cases.order(desk, "Amazon.de", "KB-KETTLE", "2025-12-13 08:59").id}
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2025-12-13 10:31", days=9)
    message = cases.send(desk, about, "wrong_id", "2025-12-18 10:02", agent="Jana Petersen", slots=other)
    desk.plant("missing-order-id", message, "violation", "high", "another order's id")
    about = cases.order(desk, "Amazon.fr", "KB-PAN28", "2026-03-15 11:44")
    message = cases.exchange(desk, about, "reply_no_id", "2026-03-26 09:21")
    desk.plant("missing-order-id", message, "violation", "low", "a reply without the id")
    about = cases.order(desk, "Amazon.de", "KB-SCALE", "2026-08-12 19:08")
    message = cases.exchange(desk, about, "reply_no_id_de", "2026-08-23 15:33")
    desk.plant("missing-order-id", message, "violation", "low", "a reply without the id")


def _languages(desk: Desk) -> None:
    english = {"language": "en", "slots": {"item": "the pepper mill"}}
    about = cases.order(desk, "Amazon.de", "KB-MILL", "2026-06-02 07:20")
    message = cases.review(desk, about, "2026-06-14 09:05", NEW_TOOL, **english)
    desk.plant("wrong-language", message, "violation", "high", "English to a buyer who prefers German")
    about = cases.order(desk, "Amazon.fr", "KB-MILL", "2026-06-05 21:09", known=NO_LANGUAGE)
    message = cases.review(desk, about, "2026-06-17 09:05", NEW_TOOL, **english)
    desk.plant("wrong-language", message, "likely", "high", "English on Amazon.fr, preference unknown")
    about = cases.order(desk, "Amazon.de", "KB-KETTLE", "2026-07-20 10:18", language="en", known=NO_LANGUAGE)
    cases.exchange(desk, about, "asked_english", "2026-07-27 12:40")
    words = {"item": "Wasserkessel aus Emaille"}
    message = cases.review(desk, about, "2026-08-19 09:05", NEW_TOOL, language="de", slots=words)
    desk.plant("wrong-language", message, "likely", "high", "German to a buyer who wrote in English")
    about = cases.order(desk, "Amazon.fr", "KB-KNIFE20", "2026-01-28 17:55")
    message = cases.exchange(desk, about, "reply_english", "2026-02-09 08:14", language="en", agent="Mia Collins")
    desk.plant("wrong-language", message, "violation", "low", "an English reply to a French buyer")


def _slow(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-BOWL", "2025-12-11 13:13")
    asked, _ = cases.talk(desk, about, "missing", "2025-12-19 17:02", wait=31 * HOUR)
    desk.plant("slow-reply", asked, "violation", "medium", "answered after 31 hours")
    about = cases.order(desk, "Amazon.co.uk", "KB-PAN28", "2026-06-27 10:50")
    asked, _ = cases.talk(desk, about, "use", "2026-07-10 18:20", wait=62 * HOUR)
    desk.plant("slow-reply", asked, "violation", "medium", "a weekend in between, 62 hours")

    about = cases.order(desk, "Amazon.fr", "KB-KETTLE", "2026-08-03 08:48")
    text, first = texts.talk("demo", "fr", "damaged"), cases.at("Amazon.fr", "2026-08-13 09:10")
    asked = cases.ask(desk, about, text, first)
    more = "Bonjour, avez-vous bien reçu mon message au sujet de la bouilloire ? J'attends votre réponse."
    again = cases.ask(desk, about, text | {"ask": more}, first + 20 * HOUR, asked.thread)
    desk.answer(again, text, first + 30 * HOUR)
    desk.plant("slow-reply", asked, "violation", "medium", "two messages in a row, answered 30 hours after the first")


def _unanswered(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.es", "KB-BOWL", "2026-08-06 19:40")
    asked = cases.ask(desk, about, texts.talk("demo", "es", "missing"), cases.at("Amazon.es", "2026-08-15 20:05"))
    desk.plant("slow-reply", asked, "violation", "medium", "never answered")
    about = cases.order(desk, "Amazon.de", "KB-MILL", "2026-08-19 12:12")
    asked = cases.ask(desk, about, texts.talk("demo", "de", "mill"), cases.at("Amazon.de", "2026-08-30 23:48"))
    cases.automatic(desk, asked)
    desk.plant("slow-reply", asked, "violation", "medium", "only an automatic answer")

    about = cases.order(desk, "Amazon.de", "KB-KNIFE20", "2026-05-20 16:30")
    asked, reply = cases.talk(desk, about, "invoice", "2026-05-28 09:42")
    thanks = desk.ask(
        about, about.buyer, "Amazon.de", reply.subject, "Vielen Dank für die schnelle Antwort!", reply.at + 2 * HOUR,
        thread=asked.thread,
    )  # fmt: skip
    desk.plant("slow-reply", thanks, "review", "medium", "pure thanks, not marked as needing no reply")
