"""Helpers for planted faults and edge cases: an order of their own, an exchange of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from . import texts
from .desk import moment
from .places import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .desk import Desk
    from .seller import Buyer, Message, Order

HOUR = timedelta(hours=1)


def at(market: str, local: str) -> datetime:
    """``2026-05-04 10:15`` on the clocks of the marketplace."""
    return moment(local, PLACES[market].zone)


def order(
    desk: Desk, market: str, sku: str, bought: str, language: str = "", buyer: Buyer | None = None, **facts: Any
) -> Order:
    """An order of its own, four days on its way. ``facts`` override its fields; ``days`` says when it was delivered."""
    days = facts.pop("days", 4)
    made = desk.order(market, language or PLACES[market].language, sku, at(market, bought), buyer)
    made.quantity = 1
    made.delivered = made.purchased + timedelta(days=days, hours=3)
    made.shipped = made.purchased + timedelta(days=1, hours=1)
    made.promised = made.purchased + timedelta(days=max(6, days))
    for name, value in facts.items():
        setattr(made, name, value)
    made.used.add("case")
    return made


def only(*facts: str) -> frozenset[str]:
    """What ``orders.csv`` shall know of an order."""
    return frozenset(facts)


def review(desk: Desk, about: Order, local: str, tool: str, **more: Any) -> Message:
    """The ordinary, neutral review request of a tool."""
    text = texts.load(desk.folder, more.get("language", about.buyer.language))["proactive"][0]
    return desk.send(about, text, at(about.marketplace, local), tool=tool, channel="tool", **more)


def ordinary(desk: Desk, about: Order, kind: str, local: str, **more: Any) -> Message:
    """An ordinary proactive message of that kind, by an agent."""
    text = next(t for t in texts.load(desk.folder, about.buyer.language)["proactive"] if t["kind"] == kind)
    more = {"agent": desk.agents[about.buyer.language], "channel": "helpdesk"} | more
    return desk.send(about, text, at(about.marketplace, local), **more)


def send(desk: Desk, about: Order, name: str, local: str, **more: Any) -> Message:
    """A proactive message with a text from ``texts/faults``."""
    more.setdefault("channel", "tool" if more.get("tool") else "helpdesk")
    return desk.send(about, texts.faults()[name], at(about.marketplace, local), **more)


def ask(desk: Desk, about: Order, text: Mapping[str, Any], when: datetime, thread: str = "") -> Message:
    """A buyer's message to the helpdesk whose subject names the order."""
    subject = f"{text['subject']} ({about.id})"
    return desk.ask(about, about.buyer, about.marketplace, subject, text["ask"], when, thread=thread or desk.thread())


def exchange(desk: Desk, about: Order, name: str, local: str, wait: timedelta = 5 * HOUR, **more: Any) -> Message:
    """A buyer's question and the answer, with texts from ``texts/faults``. Answers with the answer."""
    fault = texts.faults()[name]
    prefix = texts.load(desk.folder, about.buyer.language)["re"]
    subject = fault["subject"].removeprefix(prefix).removeprefix("Re:").strip()
    when = at(about.marketplace, local)
    asked = desk.ask(about, about.buyer, about.marketplace, subject, fault["ask"], when, thread=desk.thread())
    reply = fault | {"reply": fault["body"], "answer": fault["subject"]}
    return desk.answer(asked, reply, asked.at + wait, **more)


def talk(
    desk: Desk, about: Order, topic: str, local: str, wait: timedelta = 4 * HOUR, **more: Any
) -> tuple[Message, Message]:
    """An ordinary exchange about ``topic``: the buyer's message and the answer."""
    text = texts.talk(desk.folder, about.buyer.language, topic)
    asked = ask(desk, about, text, at(about.marketplace, local))
    return asked, desk.answer(asked, text, asked.at + wait, **more)


def automatic(desk: Desk, asked: Message) -> None:
    """An automatic confirmation a minute after the buyer's message."""
    auto = texts.faults()["auto"]
    reply = {"reply": auto["body"], "answer": auto["subject"], "raw": True}
    desk.answer(asked, reply, asked.at + timedelta(minutes=1), auto=True, agent="Helpdesk")
