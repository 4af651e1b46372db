"""What the history rules must say of an account, in plain Python: read off the catalogue, row by row, without any SQL."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from audit.policy import find_marketplace

Row = dict[str, Any]
Verdicts = dict[tuple[str, str], str]
DAY = timedelta(days=1)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
APART = {"critical", "legal_notice", "return_question", "purpose:return-question", "purpose:invoice"}
UNDERWAY = ("pending", "unshipped", "partiallyshipped", "backorder", "preorder")


@dataclass
class Account:
    """The rows of an account, as the tables have them."""

    messages: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    solicitations: list[Row] = field(default_factory=list)
    feedback: list[Row] = field(default_factory=list)
    do_not_contact: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """What is known of an order."""

    completed_at: datetime | None
    completed_by: str
    purchased_at: datetime | None
    is_underway: bool
    is_cancelled: bool
    cancelled_at: datetime | None
    refunded_at: datetime | None
    returned_at: datetime | None
    marketplace: str


@dataclass(frozen=True)
class Sent:
    """An own message or Request a Review."""

    subject: str
    order: str
    at: datetime
    zone: ZoneInfo
    buyers: frozenset[str]
    is_message: bool
    is_proactive: bool
    is_delivered: bool
    acts: frozenset[str]
    thread: str = ""
    is_asked_for: bool = False

    @property
    def day(self) -> date:
        return self.at.astimezone(self.zone).date()

    @property
    def asks(self) -> bool:
        return not self.is_message or ("review_request" in self.acts and not self.is_asked_for)


def zone(marketplace: str) -> ZoneInfo:
    found = find_marketplace(marketplace) if marketplace else None
    return ZoneInfo(found.timezone if found else "UTC")


def buyer(given: str) -> str:
    local, at, host = given.strip().lower().partition("@")
    return local.partition("+")[0] + at + host if at else local


class Oracle:
    """Answers (rule, subject) → verdict for every row that does not simply pass."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.verdicts: Verdicts = {}
        self.orders = self._orders()
        self.threads = self._threads()
        self.sent = [*self._own(), *self._solicited()]
        self.sent.sort(key=lambda s: (s.at, s.subject))
        for judge in (
            self.late, self.second, self.repeats, self.refunded, self.low_rating, self.repeat_buyer, self.blocklisted,
            self.window, self.undelivered, self.complaints, self.slow, self.selective,
        ):  # fmt: skip
            judge()

    def say(self, rule: str, subject: str, verdict: str) -> None:
        self.verdicts[rule, subject] = verdict

    # What is known.

    def _orders(self) -> dict[str, Order]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self.account.orders:
            rows[row["order_id"]].append(row)
        return {name: self._order(found) for name, found in rows.items()}

    def _order(self, rows: list[Row]) -> Order:
        def most(of: list[Row], name: str) -> datetime | None:
            return max((r[name] for r in of if r.get(name)), default=None)

        whole = [r for r in rows if not r["sku"]]
        skus = sorted({r["sku"] for r in rows if r["sku"]}) or [""]
        parcels = []
        for sku in skus:
            of = [r for r in rows if r["sku"] == sku]
            known = {
                name: most(of, name) or most(whole, name)
                for name in ("delivered_at", "promised_at", "shipped_at", "purchased_at")
            }
            told = [r for r in of if r.get("status")]
            told.sort(key=lambda r: r.get("updated_at") or r.get("shipped_at") or r["purchased_at"])
            status = told[-1]["status"].lower().replace("-", "").replace(" ", "") if told else ""
            when = (
                (told[-1].get("updated_at") or told[-1].get("shipped_at") or told[-1]["purchased_at"]) if told else None
            )
            cancelled = status in {"cancelled", "canceled"} or most(of, "cancelled_at") is not None
            by = next((n for n, at in known.items() if at), None)
            late_news = bool(known["shipped_at"] and when and known["shipped_at"] > when)
            underway = not known["delivered_at"] and not cancelled and not late_news and status.startswith(UNDERWAY)
            parcels.append((not cancelled, known[by] if by else None, (by or "").removesuffix("_at"), underway))
        waiting = [p for p in parcels if p[0]] or parcels
        dated = [p for p in waiting if p[1]]
        last = max(dated, key=lambda p: p[1] or _LONG_AGO) if dated else (True, None, "", False)
        is_cancelled = not any(p[0] for p in parcels)
        return Order(
            completed_at=last[1], completed_by=last[2],
            purchased_at=min((r["purchased_at"] for r in rows if r.get("purchased_at")), default=None),
            is_underway=any(p[3] for p in parcels), is_cancelled=is_cancelled,
            cancelled_at=(most(rows, "cancelled_at") or most(rows, "updated_at")) if is_cancelled else None,
            refunded_at=min((r["refunded_at"] for r in rows if r.get("refunded_at")), default=None),
            returned_at=min((r["returned_at"] for r in rows if r.get("returned_at")), default=None),
            marketplace=max(r["marketplace"] for r in rows),
        )  # fmt: skip

    def _threads(self) -> dict[str, list[Row]]:
        threads: dict[str, list[Row]] = defaultdict(list)
        for row in self.account.messages:
            threads[row["thread_id"]].append(row)
        for rows in threads.values():
            rows.sort(key=lambda m: (m["sent_at"], m["direction"], m["message_id"]))
        return threads

    def linked(self, message: Row) -> str:
        if message["order_id"]:
            return str(message["order_id"])
        named = {m["order_id"] for m in self.threads[message["thread_id"]] if m["order_id"]}
        if len(named) == 1:
            return str(named.pop())
        ids = message.get("order_ids", [])
        return str(ids[0]) if len(ids) == 1 else ""

    def is_reply(self, message: Row) -> bool:
        earlier = [
            m["sent_at"]
            for m in self.threads[message["thread_id"]]
            if m["direction"] == "inbound" and m["sent_at"] <= message["sent_at"]
        ]
        return bool(earlier) and message["sent_at"] - max(earlier) <= 14 * DAY

    def is_asked_for(self, message: Row) -> bool:
        """Whether it answers a buyer whose latest message asks how to leave a review."""
        earlier = [
            m
            for m in self.threads[message["thread_id"]]
            if m["direction"] == "inbound" and m["sent_at"] <= message["sent_at"]
        ]
        return self.is_reply(message) and "ask_review" in earlier[-1].get("acts", [])

    def buyers(self, order: str) -> set[str]:
        rows = [*self.account.orders, *self.account.messages]
        return {buyer(r["buyer_id"]) for r in rows if order and r["order_id"] == order and r.get("buyer_id")}

    def place(self, message: Row) -> ZoneInfo:
        order = self.orders.get(message["order_id"])
        return zone(message.get("marketplace") or (order.marketplace if order else ""))

    def _own(self) -> list[Sent]:
        own = []
        for m in self.account.messages:
            if m["direction"] == "outbound":
                order = self.linked(m)
                known = self.buyers(order) | ({buyer(m["buyer_id"])} if m.get("buyer_id") else set())
                own.append(
                    Sent(
                        subject=m["message_id"], order=order, at=m["sent_at"], zone=self.place(m),
                        buyers=frozenset(known), is_message=True, is_proactive=not self.is_reply(m),
                        is_delivered=m.get("delivery_status", "") not in {"blocked", "restricted", "opted_out"},
                        acts=frozenset(m.get("acts", [])), thread=m["thread_id"], is_asked_for=self.is_asked_for(m),
                    )
                )  # fmt: skip
        return own

    def _solicited(self) -> list[Sent]:
        found: list[Sent] = []
        before: dict[str, datetime] = {}
        for s in sorted(self.account.solicitations, key=lambda s: (s["order_id"], s["solicited_at"])):
            if s["status"] == "refused":
                continue
            order, at = s["order_id"], s["solicited_at"]
            is_same = order in before and at - before[order] <= timedelta(minutes=10)
            before[order] = at
            if not is_same:
                known = self.orders.get(order)
                found.append(
                    Sent(
                        subject=f"{order}@{at:%Y-%m-%dT%H:%M:%SZ}", order=order, at=at,
                        zone=zone(known.marketplace if known else ""), buyers=frozenset(self.buyers(order)),
                        is_message=False, is_proactive=True, is_delivered=True, acts=frozenset(),
                    )
                )  # fmt: skip
        return found

    # The rules.

    def late(self) -> None:
        for s in self.sent:
            if not (s.is_message and s.is_proactive):
                continue
            order = self.orders.get(s.order)
            if order is None or order.completed_at is None:
                self.say("late-message", s.subject, "not_checked")
                continue
            days = (s.day - order.completed_at.astimezone(s.zone).date()).days
            bought = (s.day - order.purchased_at.astimezone(s.zone).date()).days if order.purchased_at else 99
            if order.is_underway or days <= 30 or bought <= 30:
                continue
            sure = "violation" if order.completed_by in {"delivered", "promised"} else "likely"
            is_special = s.acts & {"legal_notice", "return_question"}
            self.say("late-message", s.subject, "review" if is_special else sure)

    def second(self) -> None:
        seen: set[str] = set()
        for s in self.sent:
            if s.is_proactive and s.is_delivered and not s.acts & APART:
                if not s.order:
                    self.say("multiple-proactive-messages", s.subject, "not_checked")
                elif s.order in seen:
                    self.say("multiple-proactive-messages", s.subject, "violation")
                seen.add(s.order)

    def requests(self) -> list[Sent]:
        return [s for s in self.sent if s.asks and s.is_delivered]

    def repeats(self) -> None:
        seen: set[str] = set()
        for s in self.requests():
            if not s.order:
                self.say("repeat-review-request", s.subject, "not_checked")
            elif s.order in seen:
                self.say("repeat-review-request", s.subject, "violation")
            elif not self.account.solicitations:
                self.say("repeat-review-request", s.subject, "not_checked")
            seen.add(s.order)

    def refunded(self) -> None:
        has_refunds = any(o.refunded_at or o.returned_at for o in self.orders.values())
        for s in self.requests():
            order = self.orders.get(s.order)
            if order is None:
                self.say("review-request-refunded", s.subject, "not_checked")
                continue
            when = [t for t in (order.refunded_at, order.returned_at, order.cancelled_at) if t]
            if any(t < s.at for t in when):
                self.say("review-request-refunded", s.subject, "violation")
            elif order.is_cancelled and not order.cancelled_at:
                self.say("review-request-refunded", s.subject, "likely")
            elif not has_refunds:
                self.say("review-request-refunded", s.subject, "not_checked")

    def low_rating(self) -> None:
        for s in self.requests():
            if not s.order:
                self.say("review-request-low-rating", s.subject, "not_checked")
            for f in self.account.feedback:
                if f["order_id"] == s.order and f["rating"] <= 2 and f["left_at"] < s.at:
                    self.say("review-request-low-rating", s.subject, "violation")

    def repeat_buyer(self) -> None:
        requests = self.requests()
        for s in requests:
            if not s.order or not s.buyers:
                self.say("review-request-repeat-buyer", s.subject, "not_checked")
                continue
            for e in requests:
                is_before = (e.at, e.subject) < (s.at, s.subject) and (s.day - e.day).days <= 180
                if is_before and e.order and e.order != s.order and e.buyers & s.buyers:
                    self.say("review-request-repeat-buyer", s.subject, "violation")

    def blocklisted(self) -> None:
        for s in (s for s in self.sent if s.is_proactive):
            if not s.order and not s.buyers:
                self.say("review-request-blocklisted", s.subject, "not_checked")
            for d in self.account.do_not_contact:
                is_meant = buyer(d["buyer_id"]) in s.buyers if d["buyer_id"] else d["order_id"] == s.order
                if is_meant and (d["since"] is None or d["since"] <= s.at):
                    self.say("review-request-blocklisted", s.subject, "violation")

    def window(self) -> None:
        for s in (s for s in self.sent if not s.is_message):
            order = self.orders.get(s.order)
            if order is None or order.completed_by not in {"delivered", "promised"} or not order.completed_at:
                self.say("review-request-window", s.subject, "not_checked")
            elif not 5 <= (s.day - order.completed_at.astimezone(s.zone).date()).days <= 30:
                verdict = "violation" if order.completed_by == "delivered" else "likely"
                self.say("review-request-window", s.subject, verdict)

    def undelivered(self) -> None:
        said = {
            "blocked": "violation", "restricted": "violation", "opted_out": "not_applicable", "unknown": "not_checked",
        }  # fmt: skip
        for m in self.account.messages:
            if m["direction"] == "outbound" and m.get("delivery_status", "") in said:
                self.say("undelivered", m["message_id"], said[m["delivery_status"]])

    def complaints(self) -> None:
        begun = [s for s in self.sent if s.is_message and s.is_proactive and s.is_delivered]
        for m in self.account.messages:
            acts = set(m.get("acts", []))
            if m["direction"] == "outbound" or not acts & {"complaint_stop", "ask_opt_out"} or self.is_auto(m):
                continue
            order, who = self.linked(m), buyer(m.get("buyer_id", ""))
            for s in begun:
                is_same = s.thread == m["thread_id"] or (order and s.order == order) or (who and who in s.buyers)
                if is_same and s.at < m["sent_at"]:
                    self.say("buyer-complaint", m["message_id"], "violation")

    @staticmethod
    def is_auto(message: Row) -> bool:
        return bool(message.get("auto_reply")) or "auto_reply" in message.get("acts", [])

    def slow(self) -> None:
        ends = max(m["sent_at"] for m in self.account.messages)
        for rows in self.threads.values():
            waiting: list[Row] = []
            for m in rows:
                if m["direction"] == "inbound":
                    waiting += [] if self.is_auto(m) else [m]
                elif not self.is_auto(m) and m.get("delivery_status", "") not in {"blocked", "restricted", "opted_out"}:
                    self._episode(waiting, m["sent_at"], ends)
                    waiting = []
            self._episode(waiting, None, ends)

    def _episode(self, asked: list[Row], answered: datetime | None, ends: datetime) -> None:
        unmarked = [m for m in asked if not m.get("no_response_needed")]
        if not unmarked:
            return
        first, needed = unmarked[0], [m for m in unmarked if "thanks_only" not in m.get("acts", [])]
        if answered is not None and answered - first["sent_at"] <= DAY:
            return
        still_open = answered is None and any(ends - m["sent_at"] <= DAY for m in (first, *needed[:1]))
        courtesy = not needed or (answered is not None and answered - needed[0]["sent_at"] <= DAY)
        self.say(
            "slow-reply", first["message_id"], "not_checked" if still_open else "review" if courtesy else "violation"
        )

    def selective(self) -> None:
        days = [s.day for s in self.sent]
        days += [m["sent_at"].astimezone(self.place(m)).date() for m in self.account.messages]
        first, last = min(days), max(days)
        asked = {s.order for s in self.requests()}
        unhappy = {f["order_id"] for f in self.account.feedback if f["rating"] <= 2}
        unhappy |= {
            self.linked(m)
            for m in self.account.messages
            if m["direction"] == "inbound" and "problem" in m.get("acts", []) and not self.is_auto(m)
        }
        table = [[0, 0], [0, 0]]
        for name, order in self.orders.items():
            if order.completed_by not in {"delivered", "promised"} or order.is_cancelled or order.is_underway:
                continue
            arrived = order.completed_at.astimezone(zone(order.marketplace)).date() if order.completed_at else last
            if arrived + 5 * DAY >= first and arrived + 30 * DAY <= last:
                is_with = name in unhappy or order.refunded_at is not None
                table[not is_with][name not in asked] += 1
        (a, b), (c, d) = table
        subject = f"{first}/{last}"
        if a + b + c + d < 30 or a + b < 8 or a + c == 0:
            self.say("selective-asking", subject, "not_checked")
            return
        ways = sum(math.comb(a + b, k) * math.comb(c + d, a + c - k) for k in range(a + 1) if k <= a + c)
        if ways / math.comb(a + b + c + d, a + c) < 0.01 and a / (a + b) < c / (c + d) / 2:
            self.say("selective-asking", subject, "review")
