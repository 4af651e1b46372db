"""Planted: what stands in ``texts/faults`` with its place, its time and what it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cases, texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .desk import Desk
    from .seller import Message


def add(desk: Desk) -> None:
    """Plants every text that has a ``plant`` line: ``rule verdict severity: why``."""
    for name, fault in texts.faults().items():
        if "plant" in fault:
            message = _told(desk, name, fault)
            message.attachments += tuple(fault.get("also", ()))
            for line in fault["plant"]:
                head, _, why = line.partition(": ")
                rule, verdict, severity = head.split()
                desk.plant(rule, message, verdict, severity, why)


def _told(desk: Desk, name: str, fault: Mapping[str, Any]) -> Message:
    about = cases.order(desk, fault["market"], fault["sku"], fault["bought"], days=fault.get("days", 4))
    if "ask" in fault:
        return cases.exchange(desk, about, name, fault["at"])
    return cases.send(desk, about, name, fault["at"], tool=fault.get("tool", ""), agent=fault.get("agent", ""))
