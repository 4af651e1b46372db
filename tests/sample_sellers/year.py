"""An ordinary year of a made-up seller: orders month by month, and what is written about each of them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from . import texts
from .places import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from .desk import Desk
    from .seller import Order

DAY = timedelta(days=1)
FIRST_MESSAGE = datetime(2025, 10, 1, tzinfo=UTC)
LAST_MESSAGE = datetime(2026, 9, 28, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """How often what happens. ``months`` are (year, month, orders); ``foreign`` are buyers with another language."""

    months: tuple[tuple[int, int, int], ...]
    markets: Mapping[str, float]
    foreign: Mapping[str, Mapping[str, float]]
    custom: frozenset[str]
    heavy: str
    light: tuple[str, ...]
    talk: float
    review: float
    solicit: float
    tools: tuple[tuple[datetime, str], ...]
    """From when which tool sends."""
    pause: tuple[datetime, datetime] | None = None
    """Days on which no tool sends."""
    mail_markets: tuple[str, ...] = ()
    mail_agent: str = ""
    info: float = 0.02
    returns: float = 0.02
    html: float = 0.0
    """How many of the tool's messages are HTML."""


def weighted(random: Random, weights: Mapping[str, float]) -> str:
    """A name, drawn by weight."""
    point = random.random() * sum(weights.values())
    for name, weight in weights.items():
        point -= weight
        if point < 0:
            return name
    return next(iter(weights))


def run(desk: Desk, plan: Plan) -> None:
    """Fills the desk's seller with the year."""
    for year, month, count in plan.months:
        for moment in sorted(_moment(desk.random, year, month) for _ in range(count)):
            _order(desk, plan, moment)


def _moment(random: Random, year: int, month: int) -> datetime:
    day = random.randrange(calendar.monthrange(year, month)[1]) + 1
    hour = int(min(23, max(0, random.gauss(16, 4.5))))
    return datetime(year, month, day, hour, random.randrange(60), random.randrange(60), tzinfo=UTC)


def _order(desk: Desk, plan: Plan, bought: datetime) -> None:
    random = desk.random
    market = weighted(random, plan.markets)
    foreign = plan.foreign.get(market, {})
    language = weighted(random, {PLACES[market].language: 1 - sum(foreign.values()), **foreign})
    sku = random.choice((*plan.light, *plan.custom, *plan.light, *plan.custom, plan.heavy))
    troubled = random.random() < 0.06 and sku not in plan.custom
    order = desk.order(market, language, sku, bought, late=3 if troubled else 0)
    _facts(desk, order)
    if random.random() < 0.02:
        order.status, order.cancelled = "Cancelled", bought + timedelta(hours=random.randrange(2, 20))
        order.shipped = order.delivered = None
        return
    if FIRST_MESSAGE < bought < LAST_MESSAGE - 5 * DAY:
        _questions(desk, plan, order, troubled=troubled)
    if random.random() < plan.talk:
        _talk(desk, plan, order)
    _returned(desk, plan, order)
    _requests(desk, plan, order)
    _feedback(desk, order)


def _facts(desk: Desk, order: Order) -> None:
    """What ``orders.csv`` knows: nearly always the delivery, mostly the language where it is the store's own."""
    own = PLACES[order.marketplace].language == order.buyer.language and order.marketplace != "Amazon.com.be"
    known = {"shipped", "promised", "buyer"} | ({"language"} if not own or desk.random.random() < 0.75 else set())
    order.known = frozenset(known | ({"delivered"} if desk.random.random() < 0.93 else set()))
    order.fulfilment = "Amazon" if desk.random.random() < 0.4 else "Merchant"


def _way(plan: Plan, order: Order, desk: Desk) -> dict[str, Any]:
    if order.marketplace in plan.mail_markets and order.buyer.language == "en":
        return {"log": "mail", "channel": "email", "agent": plan.mail_agent}
    return {"log": "helpdesk", "channel": "helpdesk", "agent": desk.agents[order.buyer.language]}


def _questions(desk: Desk, plan: Plan, order: Order, *, troubled: bool) -> None:
    random, bought = desk.random, order.purchased
    hour = timedelta(minutes=random.randrange(90, 900))
    if order.sku in plan.custom and random.random() < 0.72:
        desk.question(order, "design", bought + hour, **_way(plan, order, desk))
        _postpone(order, 3)
    elif order.sku == plan.heavy and random.random() < 0.9:
        desk.question(order, "appointment", bought + hour, **_way(plan, order, desk))
        _postpone(order, 4)
    elif random.random() < plan.info:
        desk.question(order, "info", bought + hour, **_way(plan, order, desk))
    text = desk.template(order.buyer.language, "delay")
    if troubled and text:
        desk.send(order, text, bought + 3 * DAY + hour, **_way(plan, order, desk))
        order.used.add("delay")
    tool, text = _tool(plan, bought + 2 * DAY), desk.template(order.buyer.language, "invoice")
    if random.random() < 0.11 and tool and text and not order.used:
        desk.send(order, text, bought + 2 * DAY + hour, tool=tool, channel="tool")
        order.used.add("invoice")


def _postpone(order: Order, days: int) -> None:
    if order.shipped and order.delivered and order.promised:
        order.shipped += days * DAY
        order.delivered += days * DAY
        order.promised += days * DAY


def _tool(plan: Plan, at: datetime) -> str:
    if at > LAST_MESSAGE or (plan.pause and plan.pause[0] <= at <= plan.pause[1]):
        return ""
    begun = [name for since, name in plan.tools if since <= at]
    return begun[-1] if begun else ""


def _talk(desk: Desk, plan: Plan, order: Order) -> None:
    random, delivered, way = desk.random, order.delivered, _way(plan, order, desk)
    talks = [
        t for t in texts.load(desk.folder, order.buyer.language)["talk"]
        if t["when"] != "presale" and t.get("product", order.sku) == order.sku
        and (t["when"] == "after" or not {"appointment", "design", "delay"} & order.used)
    ]  # fmt: skip
    if not talks or delivered is None:
        return
    talk = random.choice(talks)
    minutes = timedelta(minutes=random.randrange(60 * 24))
    starts = {"transit": delivered - timedelta(hours=30) - minutes / 4, "early": order.purchased + minutes / 3}
    at = starts.get(talk["when"], delivered + random.choice((1, 2, 3, 5, 8, 13, 21)) * DAY + minutes)
    if not FIRST_MESSAGE < at < LAST_MESSAGE - 3 * DAY:
        return
    more: dict[str, Any] = {"quote": random.random() < 0.25, "agent": way["agent"]}
    if way["log"] == "mail":
        more["channel"] = "seller_central" if random.random() < 0.45 and "{order}" in talk["reply"] else "email"
        more["quote"] = more["quote"] and more["channel"] == "email"
    desk.talk(order, talk, at, log=way["log"], **more)
    order.used |= {"talk", "complaint"} if talk.get("problem") else {"talk"}
    if talk.get("outcome") == "refund":
        order.refunded = at + DAY
    if talk.get("outcome") == "return":
        order.returned, order.refunded = at + 6 * DAY, at + 8 * DAY


def _returned(desk: Desk, plan: Plan, order: Order) -> None:
    """A few buyers open a return without a word; the seller has a question before the label."""
    if desk.random.random() > plan.returns or order.used or order.delivered is None:
        return
    at = order.delivered + timedelta(days=desk.random.choice((3, 6, 10)), minutes=desk.random.randrange(500))
    if not FIRST_MESSAGE < at < LAST_MESSAGE - 5 * DAY:
        return
    desk.question(order, "return", at, **_way(plan, order, desk))
    if "return" in order.used:
        order.returned, order.refunded = at + 7 * DAY, at + 9 * DAY


def _requests(desk: Desk, plan: Plan, order: Order) -> None:
    """One request at most: by a tool's message where the buyer has not written, else by Request a Review."""
    random = desk.random
    if order.delivered is None or order.refunded or "delivered" not in order.known:
        return
    at = order.delivered + random.choice((6, 7, 7, 8, 9, 10, 12, 15, 18, 22)) * DAY
    at = at.replace(hour=random.randrange(8, 18), minute=random.randrange(60), second=random.randrange(60))
    if not FIRST_MESSAGE < at < LAST_MESSAGE:
        return
    tool, point, talked = _tool(plan, at), random.random(), "talk" in order.used
    text = desk.template(order.buyer.language, "review")
    if tool and text and not talked and point < plan.review:
        sent = desk.send(order, text, at, tool=tool, channel="tool")
        if random.random() < plan.html:
            sent.html = as_html(sent.text, order.buyer.language)
        order.used.add("review")
    elif point > 1 - plan.solicit * (1.6 if talked else 1):
        desk.request(order, at, channel=random.choice(("button", "api")), source="Seller Central export")


def as_html(text: str, language: str) -> str:
    """Plain paragraphs; an address at the end of a line becomes a link under the words before it."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        words, _, address = paragraph.rpartition("https://")
        if words.strip():
            label = words.strip().rstrip(":：。 ")
            paragraphs.append(f'<p><a href="https://{address}">{label}</a></p>')
        else:
            paragraphs.append("<p>{}</p>".format(paragraph.replace("&", "&amp;").replace("\n", "<br>")))
    return f'<html lang="{language}"><body>{"".join(paragraphs)}</body></html>'


_COMMENTS = {
    5: ("Arrived quickly and well packed.", "Alles bestens, gerne wieder.", "Très bon vendeur.", ""),
    4: ("Good seller, plain box.", "Gute Ware, etwas langsam.", "", ""),
    3: ("It was okay.", "Verpackung könnte besser sein.", "Correct."),
    2: ("Came a day late.", "Karton war eingedrückt."),
    1: ("Wrong colour.", "Kam beschädigt an."),
}


def _feedback(desk: Desk, order: Order) -> None:
    random = desk.random
    if order.delivered is None or random.random() > 0.12:
        return
    rating = random.choice((5, 5, 5, 5, 4, 4, 4, 3))
    if order.refunded and not {"review", "solicited"} & order.used:
        rating = random.choice((1, 2))
    left = order.delivered + timedelta(days=random.randrange(2, 25), minutes=random.randrange(900))
    if left < LAST_MESSAGE:
        desk.seller.feedback.append((order, left, rating, random.choice(_COMMENTS[rating])))
