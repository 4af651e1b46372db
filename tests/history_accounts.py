"""Made-up accounts for the history rules: seeded, crowded, and full of moments that lie on an edge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from history_oracle import Account, zone

if TYPE_CHECKING:
    from random import Random

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
MARKETS = ("Amazon.de", "Amazon.com", "Amazon.co.jp", "Amazon.co.uk", "Amazon.com.au", "")
STATUSES = (
    "",
    "",
    "",
    "Shipped",
    "Shipped",
    "Pending",
    "Unshipped",
    "Partially Shipped",
    "Back-Ordered",
    "Cancelled",
    "canceled",
)
SENT: tuple[list[str], ...] = (
    [], [], ["thanks"], ["review_request"], ["review_request"], ["review_request"], ["critical"], ["critical", "delay_notice"],
    ["return_question"], ["legal_notice", "critical"], ["purpose:invoice"], ["purpose:return-question"], ["review_request", "thanks"],
)  # fmt: skip
ASKED: tuple[list[str], ...] = (
    [], [], ["question"], ["problem"], ["problem", "question"], ["thanks_only", "thanks"], ["praise"], ["complaint_stop"],
    ["ask_opt_out"], ["auto_reply"], ["ask_review"], ["problem", "complaint_stop"], ["auto_reply", "complaint_stop"],
)  # fmt: skip
DELIVERY = ("", "", "", "", "delivered", "delivered", "blocked", "restricted", "opted_out", "unknown")


def made(random: Random, buyers: int) -> Account:
    """An account in which some asks are withheld from the unhappy (or not), as the seed has it."""
    maker = _Maker(random)
    for number in range(buyers):
        maker.buyer(number)
    maker.chatter()
    if random.random() < 0.2:
        maker.account.solicitations.clear()
    if random.random() < 0.1:
        for row in maker.account.orders:
            row["refunded_at"] = row["returned_at"] = None
    return maker.account


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random, self.account = random, Account()
        self.picky = random.random() < 0.5
        self.numbers = iter(range(10**6))

    def name(self, prefix: str) -> str:
        return f"{prefix}{next(self.numbers):05}"

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def edge(self, at: datetime, days: int, market: str) -> datetime:
        """A moment ``days`` days later: often at local midnight, to the second, else at any time of the day."""
        there = zone(market)
        day = at.astimezone(there).date() + timedelta(days=days)
        midnight = datetime(day.year, day.month, day.day, tzinfo=there).astimezone(UTC)
        if self.chance(0.5):
            return midnight + timedelta(seconds=self.random.choice((-1, 0, 1)))
        return midnight + timedelta(seconds=self.random.randrange(86_400))

    def chatter(self) -> None:
        """A question before a sale every third day, answered: no half of the mailbox is missing."""
        for day in range(0, 720, 3):
            base = {"thread_id": self.name("q"), "order_id": "", "channel": "helpdesk", "delivery_status": ""}
            at = START + DAY * day
            self.account.messages.append(base | {"message_id": self.name("b"), "direction": "inbound", "sent_at": at})
            reply = {"message_id": self.name("m"), "direction": "outbound", "sent_at": at + HOUR}
            self.account.messages.append(base | reply)

    def buyer(self, number: int) -> None:
        """A buyer with one to three orders, what was sent about them, and what the buyer wrote."""
        name = f"buyer{number:04}@marketplace.amazon.de" if self.chance(0.5) else f"buyer{number}"
        bought = START + DAY * self.random.randrange(200) + timedelta(seconds=self.random.randrange(86_400))
        for _ in range(self.random.choice((1, 1, 2, 3))):
            market = self.random.choice(MARKETS)
            order = f"302-{self.random.randrange(10**7):07}-{next(self.numbers):07}"
            anchor = self.order(order, market, bought, name)
            self.letters(order, market, bought, anchor, name)
            self.solicit(order, market, anchor)
            if self.chance(0.15):
                left = self.random.choice((anchor + DAY * 8, self.edge(anchor, 12, market)))
                self.account.feedback.append(
                    {"order_id": order, "left_at": left, "rating": self.random.randrange(1, 6)}
                )
            bought = self.random.choice(
                (bought, bought + DAY * self.random.randrange(1, 40), self.edge(bought, 180, market))
            )
        if self.chance(0.1):
            by_order = self.chance(0.4)
            since = self.random.choice((None, bought + DAY * 10))
            listed = {
                "buyer_id": "" if by_order else name.upper(),
                "order_id": order if by_order else "",
                "since": since,
            }
            self.account.do_not_contact.append(listed)

    def order(self, order: str, market: str, bought: datetime, buyer: str) -> datetime:
        """The order's rows; answers with a day to count from."""
        random, rows = self.random, self.account.orders
        skus = random.choice(([""], ["A"], ["A"], ["A", "B"]))
        anchor = bought
        for sku in skus:
            row: dict[str, Any] = {
                "order_id": order, "sku": sku, "purchased_at": bought, "marketplace": market, "buyer_id": "", "file_id": 1,
                "status": random.choice(STATUSES), "source_row": next(self.numbers),
            }  # fmt: skip
            row["buyer_id"] = buyer if self.chance(0.7) else ""
            for name, least, most in (("shipped_at", 0, 4), ("promised_at", 3, 12), ("delivered_at", 2, 40)):
                row[name] = self.edge(bought, random.randrange(least, most), market) if self.chance(0.55) else None
            row["updated_at"] = bought + DAY * random.randrange(0, 20) if self.chance(0.5) else None
            for name in ("refunded_at", "returned_at", "cancelled_at"):
                row[name] = bought + DAY * random.randrange(5, 40) if self.chance(0.08) else None
            if self.chance(0.95):
                rows.append(row)
                anchor = next((row[n] for n in ("delivered_at", "promised_at", "shipped_at") if row[n]), bought)
        if self.chance(0.2) and any(row["order_id"] == order for row in rows):
            later = {"purchased_at": None, "delivered_at": self.edge(bought, random.randrange(2, 20), market)}
            base = {
                "order_id": order,
                "sku": "",
                "marketplace": market,
                "buyer_id": "",
                "status": "",
            }
            rows.append(base | later | {"file_id": 2, "source_row": next(self.numbers)})
        return anchor

    def letters(self, order: str, market: str, bought: datetime, anchor: datetime, buyer: str) -> None:
        """Messages in one or two threads."""
        random = self.random
        unhappy = any(r["order_id"] == order and r.get("refunded_at") for r in self.account.orders)
        for _ in range(random.choice((0, 1, 1, 2))):
            thread, at = self.name("t"), bought
            for _ in range(random.randrange(1, 6)):
                at = self.moment(at, anchor, market)
                acts = random.choice(SENT)
                if random.random() < 0.6:
                    withheld = self.picky and unhappy and "review_request" in acts
                    self.message("outbound", thread, order, market, at, buyer, [] if withheld else acts)
                else:
                    self.message("inbound", thread, order, market, at, buyer, random.choice(ASKED))

    def moment(self, at: datetime, anchor: datetime, market: str) -> datetime:
        """After ``at`` by a span that often lies on an edge of a rule."""
        random = self.random
        span = random.choice((
            HOUR, 5 * HOUR, DAY, DAY + timedelta(seconds=1), DAY - timedelta(seconds=1), 3 * DAY, 14 * DAY,
            14 * DAY + timedelta(seconds=1), 20 * DAY,
        ))  # fmt: skip
        if self.chance(0.3):
            return max(at + timedelta(seconds=1), self.edge(anchor, random.choice((4, 5, 29, 30, 31)), market))
        return at + span

    def message(
        self, direction: str, thread: str, order: str, market: str, at: datetime, buyer: str, acts: list[str]
    ) -> None:
        random = self.random
        loose = self.chance(0.1)
        tagged = buyer.replace("@", "+0a1b@") if self.chance(0.2) else buyer
        self.account.messages.append(
            {
                "message_id": self.name("m" if direction == "outbound" else "b"), "direction": direction, "sent_at": at,
                "thread_id": thread, "order_id": "" if loose else order,
                "order_ids": [order] if loose and self.chance(0.5) else [],
                "marketplace": market if loose or self.chance(0.5) else "",
                "channel": random.choice(("helpdesk", "tool")) if direction == "outbound" else "helpdesk",
                "buyer_id": tagged if self.chance(0.8) else "", "acts": acts,
                "delivery_status": random.choice(DELIVERY) if direction == "outbound" else "",
                "auto_reply": True if self.chance(0.05) else None,
                "no_response_needed": True if direction == "inbound" and self.chance(0.15) else None,
                "source_row": next(self.numbers),
            }
        )  # fmt: skip

    def solicit(self, order: str, market: str, anchor: datetime) -> None:
        """Request a Review: mostly none or one, now and then a second record, just within ten minutes or just after."""
        random = self.random
        if not self.chance(0.5):
            return
        at = self.edge(anchor, random.choice((4, 5, 6, 15, 29, 30, 31)), market)
        for _ in range(random.choice((1, 1, 1, 2))):
            status = "refused" if self.chance(0.15) else "sent"
            row = {"order_id": order, "solicited_at": at, "status": status, "source_row": next(self.numbers)}
            self.account.solicitations.append(row)
            at += random.choice((timedelta(minutes=10), timedelta(minutes=10, seconds=1), 3 * DAY))
