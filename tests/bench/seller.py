"""A made-up seller of any size, written in the interchange format and as Amazon's flat file of orders. Seeded and quick."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from .texts import PLACES, Language, filled, framed, free_reply, languages, spoiled

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 540
_NAMES = (
    "Amelia",
    "Noah",
    "Sofia",
    "Luca",
    "Emma",
    "Hugo",
    "Lena",
    "Jan",
    "Marta",
    "Olle",
    "Chloe",
    "Pablo",
    "Giulia",
    "Daan",
    "Zofia",
    "Nils",
    "Ines",
    "Marco",
)
_ITEMS = (
    "arc lamp",
    "camping lamp",
    "kettle",
    "timer switch",
    "light strip",
    "lamp shade",
    "door mat",
    "chopping board",
)
_MESSAGES = (
    "message_id", "thread_id", "direction", "sent_at", "order_id", "marketplace", "channel", "agent", "tool", "buyer_id",
    "buyer_language", "subject", "body_text", "body_html", "attachments", "delivery_status", "auto_reply",
)  # fmt: skip
_ORDERS = (
    "amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date", "order-status", "fulfillment-channel",
    "sales-channel", "ship-service-level", "product-name", "sku", "asin", "item-status", "quantity", "currency",
    "item-price", "item-tax", "shipping-price", "ship-city", "ship-postal-code", "ship-country", "is-business-order",
)  # fmt: skip


@dataclass
class Writer:
    """Writes a seller and remembers what later rows need."""

    draw: Random
    wanted: int
    spoken: tuple[Language, ...] = field(default_factory=languages)
    number: int = 0

    def orders(self) -> Iterator[tuple[list[str], list[list[str]], list[list[str]]]]:
        """Order after order: its row, its messages, its solicitations, until there are enough messages."""
        while self.number < self.wanted:
            yield self._order()

    def _order(self) -> tuple[list[str], list[list[str]], list[list[str]]]:
        draw = self.draw
        language = self.spoken[draw.choices(range(8), (30, 25, 12, 8, 8, 6, 6, 5))[0]]
        market, prefix, _ = PLACES[language.name]
        order = f"{prefix}-{draw.randrange(10**7):07}-{draw.randrange(10**7):07}"
        bought = BEGIN + timedelta(seconds=draw.randrange(DAYS * 86400))
        values = {
            "{order}": order, "{first}": draw.choice(_NAMES), "{last}": draw.choice(_NAMES), "{full}": draw.choice(_NAMES),
            "{item}": draw.choice(_ITEMS), "{track}": f"{draw.randrange(10**12):012}", "{host}": market.lower(),
            "{trackurl}": f"https://www.dhl.de/track?piececode={draw.randrange(10**12):012}", "{vat}": "DE123456789",
            "{date}": f"{draw.randint(1, 28)}.{draw.randint(1, 12)}.", "{engraving}": draw.choice(_NAMES),
        }  # fmt: skip
        messages = list(self._messages(language, bought, values))
        row = [
            order, order, _iso(bought), _iso(bought + timedelta(days=2)), "Shipped", "Merchant", market, "Standard",
            f"Lumenfjord {values['{item}']}", f"LF-{draw.randrange(90)}", f"B0{draw.randrange(10**8):08}", "Shipped", "1",
            "EUR", "19.00", "3.03", "0.00", "Town", "12345", "DE", "false",
        ]  # fmt: skip
        asked = [[order, _iso(bought + timedelta(days=draw.randint(5, 40))), "button", "sent", ""]]
        return row, messages, asked if draw.random() < 0.12 else []

    def _messages(self, language: Language, bought: datetime, values: dict[str, str]) -> Iterator[list[str]]:
        draw = self.draw
        for _ in range(draw.choice((1, 1, 2))):
            written = draw.choice(self.spoken) if draw.random() < 0.01 else language
            wording = draw.choice(written.proactive)
            sent = bought + timedelta(days=draw.choice((3, 5, 8, 12, 20, 29, 35)), seconds=draw.randrange(86400))
            subject = wording.subject if draw.random() > 0.02 else "Your order"
            yield self._row(language, values, "outbound", sent, subject, spoiled(draw, wording.body), "template")
        if draw.random() < 0.45:
            ask = draw.choice(language.asks)
            asked = bought + timedelta(days=draw.randint(1, 25), seconds=draw.randrange(86400))
            yield self._row(
                language, values, "inbound", asked, ask.subject, f"{ask.body} {draw.randrange(10**6)}", "email"
            )
            answered = asked + timedelta(minutes=draw.choice((20, 200, 900, 1300, 1700)))
            body = free_reply(draw, language) if draw.random() < 0.5 else draw.choice(language.replies)
            subject = f"Re: {ask.subject} ({{order}})" if draw.random() > 0.03 else f"Re: {ask.subject}"
            yield self._row(language, values, "outbound", answered, subject, spoiled(draw, body), "email")

    def _row(
        self,
        language: Language,
        values: dict[str, str],
        direction: str,
        sent: datetime,
        subject: str,
        body: str,
        channel: str,
    ) -> list[str]:
        self.number += 1
        draw, ours = self.draw, direction == "outbound"
        text = filled(body, values)
        if ours:
            text = f"{filled(draw.choice(language.greetings), values)}\n\n{text}\n\n{language.closings[0]}"
        html = framed(text) if channel == "template" and draw.random() < 0.4 else ""
        order = values["{order}"]
        return [
            f"m-{self.number:07}", f"t-{order}", direction, _iso(sent), order, PLACES[language.name][0], channel,
            draw.choice(_NAMES[:6]) if ours and channel == "email" else "", "Mailpilot" if channel == "template" else "",
            f"b{order.replace('-', '')}@marketplace.amazon.com", language.name if draw.random() < 0.5 else "",
            filled(subject, values), text, html, "", "delivered" if draw.random() < 0.98 else "blocked", "",
        ]  # fmt: skip


def _iso(when: datetime) -> str:
    return when.isoformat()


def write_seller(folder: Path, messages: int, *, seed: int = 7, faults: int = 0) -> None:
    """Writes messages.csv, orders.txt and solicitations.csv. ``faults``: so many rows in 100,000 cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(Random(seed), messages)
    with (
        (folder / "messages.csv").open("w", encoding="utf-8", newline="") as file,
        (folder / "orders.txt").open("w", encoding="utf-8", newline="") as flat,
        (folder / "solicitations.csv").open("w", encoding="utf-8", newline="") as log,
    ):
        letters, requests = csv.writer(file), csv.writer(log)
        letters.writerow(_MESSAGES)
        requests.writerow(("order_id", "solicited_at", "channel", "status", "source"))
        flat.write("\t".join(_ORDERS) + "\n")
        for order, rows, asked in writer.orders():
            flat.write("\t".join(order) + "\n")
            if faults and writer.draw.randrange(100_000) < faults:
                rows[0][3] = "yesterday"
            letters.writerows(rows)
            requests.writerows(asked)
    (folder / "seller.json").write_text(json.dumps({"messages": writer.number, "seed": seed}), encoding="utf-8")
