"""Planted: emoji, line breaks, contact details, links, unfilled merge fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cases

if TYPE_CHECKING:
    from .desk import Desk

NEW_TOOL = "OrderEcho"


def add(desk: Desk) -> None:
    """Plants them all."""
    _emoji(desk)
    _line_breaks(desk)
    _contact(desk)
    _links(desk)
    _placeholders(desk)


def _emoji(desk: Desk) -> None:
    for bought, local, sku in (
        ("2026-04-09 12:00", "2026-04-21 09:05", "KB-PAN28"), ("2026-04-22 19:30", "2026-05-05 09:05", "KB-KETTLE"),
    ):  # fmt: skip
        message = cases.send(desk, cases.order(desk, "Amazon.fr", sku, bought), "emoji_review", local, tool=NEW_TOOL)
        desk.plant("emoji", message, "violation", "medium", "a smiling face in the template")
    about = cases.order(desk, "Amazon.it", "KB-KETTLE", "2026-02-02 10:22")
    message = cases.exchange(desk, about, "emoji_reply", "2026-02-11 16:05")
    desk.plant("emoji", message, "violation", "medium", "a tea cup in a reply")


def _line_breaks(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-BOWL", "2026-04-26 14:48")
    message = cases.send(desk, about, "breaks_text", "2026-04-29 09:05", tool=NEW_TOOL)
    desk.plant("line-breaks", message, "violation", "low", "four line breaks in plain text")
    about = cases.order(desk, "Amazon.co.uk", "KB-PAN28", "2026-03-11 18:02")
    message = cases.exchange(desk, about, "breaks_html", "2026-03-22 11:11")
    desk.plant("line-breaks", message, "violation", "low", "three <br> in a row")


def _contact(desk: Desk) -> None:
    signed = (
        ("KB-MILL", "mill", "2026-02-04 09:40", "2026-02-17 10:31"), ("KB-PAN28", "use", "2026-03-01 20:15", "2026-03-12 18:22"),
        ("KB-BOWL", "missing", "2026-04-07 08:05", "2026-04-15 13:47"),
    )  # fmt: skip
    for sku, topic, bought, local in signed:
        about = cases.order(desk, "Amazon.de", sku, bought)
        _, message = cases.talk(
            desk, about, topic, local, agent="Torsten Hagedorn", signature=("Telefon 040 66969-482",)
        )
        desk.plant("contact-details", message, "violation", "critical", "a telephone number in the agent's signature")
    about = cases.order(desk, "Amazon.co.uk", "KB-BOARD", "2026-06-11 22:10")
    message = cases.exchange(desk, about, "email_plain", "2026-06-24 07:52")
    desk.plant("contact-details", message, "violation", "critical", "the seller's e-mail address")
    about = cases.order(desk, "Amazon.de", "KB-PAN28", "2026-08-02 17:26")
    message = cases.exchange(desk, about, "email_disguised", "2026-08-10 12:13")
    desk.plant("contact-details", message, "violation", "critical", "the e-mail address, disguised")


def _links(desk: Desk) -> None:
    about = cases.order(desk, "Amazon.de", "KB-PAN28", "2025-10-12 11:34")
    message = cases.exchange(desk, about, "shop_link", "2025-10-24 20:10")
    desk.plant("external-link", message, "violation", "high", "a link to the seller's own site")
    about = cases.order(desk, "Amazon.co.uk", "KB-BOARD", "2026-01-09 16:16")
    message = cases.exchange(desk, about, "spelled_link", "2026-01-22 08:35")
    desk.plant("external-link", message, "violation", "high", "the seller's domain, spelled out")
    about = cases.order(desk, "Amazon.co.uk", "KB-SCALE", "2026-07-16 13:40")
    message = cases.exchange(desk, about, "deceptive_link", "2026-07-29 09:58")
    desk.plant("external-link", message, "violation", "high", "shows an Amazon address, leads elsewhere")


def _placeholders(desk: Desk) -> None:
    for bought, local, sku in (
        ("2026-04-06 09:00", "2026-04-09 09:05", "KB-KNIFE20"), ("2026-04-13 15:51", "2026-04-16 09:05", "KB-MILL"),
    ):  # fmt: skip
        message = cases.send(desk, cases.order(desk, "Amazon.de", sku, bought), "merge_name", local, tool=NEW_TOOL)
        desk.plant("unrendered-placeholder", message, "violation", "low", "{{buyer.first_name}} was sent")
    about = cases.order(desk, "Amazon.co.uk", "KB-BOWL", "2026-04-10 10:45")
    message = cases.send(desk, about, "merge_order", "2026-04-13 09:05", tool=NEW_TOOL)
    desk.plant("unrendered-placeholder", message, "violation", "low", "%%order%% was sent")
    desk.plant("missing-order-id", message, "violation", "high", "the order id's merge field is unfilled")
