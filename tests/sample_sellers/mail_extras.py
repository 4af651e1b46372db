"""What else lies in the demo seller's mailbox: bounces, notices, private mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cases

if TYPE_CHECKING:
    from .desk import Desk


def add(desk: Desk) -> None:
    """Adds two sends that Amazon did not deliver, and mails that are none of ours."""
    way = {"log": "mail", "channel": "email", "agent": "Dana Whitfield"}
    about = cases.order(desk, "Amazon.com", "KB-BOWL", "2026-03-09 10:30", days=9)
    opted = cases.ordinary(desk, about, "delay", "2026-03-13 09:40", **way)
    about = cases.order(desk, "Amazon.com", "KB-KETTLE", "2026-08-11 17:05", days=9)
    blocked = cases.ordinary(desk, about, "delay", "2026-08-15 10:20", **way)
    desk.plant("undelivered", blocked, "violation", "high", "Amazon blocked the message")
    desk.seller.service_mails = [
        (cases.at("Amazon.com", "2026-03-13 09:46"), opted, "opted_out"),
        (cases.at("Amazon.com", "2026-08-15 10:27"), blocked, "blocked"),
        (cases.at("Amazon.com", "2025-11-12 08:00"), None, "private"),
        (cases.at("Amazon.com", "2026-01-20 19:14"), None, "private"),
        (cases.at("Amazon.com", "2026-05-05 12:30"), None, "newsletter"),
        (cases.at("Amazon.com", "2026-08-17 06:15"), None, "return"),
    ]
