"""The desk of a made-up seller: takes orders, writes messages, answers buyers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from . import texts
from .catalogue import ENGRAVINGS
from .people import People
from .places import PLACES, spelled
from .seller import Buyer, Message, Order, Planted, Request, Seller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

_TOPICS = {
    "en": "Order: {}", "de": "Bestellung: {}", "fr": "Commande : {}", "es": "Pedido: {}", "it": "Ordine: {}",
    "nl": "Bestelling: {}", "pl": "Zamówienie: {}", "sv": "Beställning: {}", "pt": "Pedido: {}", "tr": "Sipariş: {}",
    "ja": "注文番号: {}",
}  # fmt: skip
_WROTE = {
    "de": ("Am {:%d.%m.%Y um %H:%M} schrieb {}:"), "fr": ("Le {:%d/%m/%Y à %H:%M}, {} a écrit :"),
    "es": ("El {:%d/%m/%Y a las %H:%M}, {} escribió:"), "it": ("Il giorno {:%d/%m/%Y alle ore %H:%M} {} ha scritto:"),
    "nl": ("Op {:%d-%m-%Y om %H:%M} schreef {}:"), "en": ("On {:%Y-%m-%d at %H:%M}, {} wrote:"),
}  # fmt: skip


@dataclass
class Desk:
    """Writes into ``seller``. ``agents`` maps a language to who answers in it; ``brand`` signs what tools send."""

    seller: Seller
    random: Random
    folder: str
    brand: str
    agents: Mapping[str, str]
    people: People = field(init=False)
    _ids: set[str] = field(default_factory=set)
    _threads: int = 4100

    def __post_init__(self) -> None:
        self.people = People(self.random)

    def order_id(self, marketplace: str) -> str:
        """A new id in the shape of the marketplace."""
        while True:
            digits = f"{self.random.randrange(10**14):014d}"
            new = f"{self.random.choice(PLACES[marketplace].prefixes)}-{digits[:7]}-{digits[7:]}"
            if new not in self._ids and digits[0] != "0":
                self._ids.add(new)
                return new

    def order(
        self, marketplace: str, language: str, sku: str, bought: datetime, buyer: Buyer | None = None, late: int = 0
    ) -> Order:
        """An order with a believable course: sent the next day, promised on the sixth, delivered in between."""
        day, random = timedelta(days=1), self.random
        shipped = bought + day * random.choice((1, 1, 1, 2)) + timedelta(minutes=random.randrange(-200, 200))
        delivered = shipped + day * (random.choice((1, 2, 2, 3)) + late) + timedelta(minutes=random.randrange(300))
        order = Order(
            self.order_id(marketplace), buyer or self.people.buyer(marketplace, language), marketplace, sku, bought,
            shipped, bought + 6 * day, delivered, quantity=random.choice((1, 1, 1, 1, 2)),
        )  # fmt: skip
        self.seller.orders.append(order)
        return order

    def slots(self, order: Order | None, buyer: Buyer, marketplace: str, at: datetime) -> dict[str, str]:
        """What the slots of a text stand for."""
        place = PLACES[marketplace]
        day = (at + timedelta(days=self.random.choice((4, 5, 6)))).astimezone(place.zone).date()
        track = "".join(str(self.random.randrange(10)) if c == "#" else c for c in place.number)
        given = {
            "first": buyer.first, "last": buyer.last, "full": buyer.full, "host": f"www.{place.host}",
            "date": spelled(day, buyer.language, marketplace), "track": track, "trackurl": place.tracking + track,
            "engraving": self.random.choice(ENGRAVINGS), "vat": "DE811907980",
        }  # fmt: skip
        if order:
            item = self.seller.titles[order.sku][buyer.language]
            given |= {"order": order.id, "digits": order.id.replace("-", ""), "item": item}
        return given

    def letter(
        self, body: str, slots: Mapping[str, str], language: str, signer: tuple[str, ...], *, varied: bool, raw: bool
    ) -> str:
        """Greeting, body, farewell and who signs, with choices made and slots filled."""
        words = texts.load(self.folder, language)
        which = self.random.randrange(len(words["greeting"])) if varied else 0
        parts = [texts.chosen(texts.unwrapped(body, language), self.random)]
        if not raw:
            closing = self.random.choice(words["closing"]) if varied else words["closing"][0]
            parts = [words["greeting"][which], *parts, "\n".join((closing, *signer))]
        return texts.filled("\n\n".join(parts), slots)

    def thread(self) -> str:
        """A new thread id of the helpdesk."""
        self._threads += self.random.randrange(1, 5)
        return f"T-{self._threads}"

    def template(self, language: str, kind: str) -> dict[str, Any] | None:
        """A proactive text of that kind, or None where the language has none."""
        fitting = [t for t in texts.load(self.folder, language)["proactive"] if t["kind"] == kind]
        return self.random.choice(fitting) if fitting else None

    def send(
        self, order: Order, text: Mapping[str, Any], at: datetime, *, tool: str = "", agent: str = "", **more: Any
    ) -> Message:
        """A message that the seller begins: by a tool, in the brand's name, or by an agent."""
        language = more.pop("language", order.buyer.language)
        slots = self.slots(order, order.buyer, order.marketplace, at) | more.pop("slots", {})
        signer = (agent, texts.load(self.folder, language)["service"]) if agent else (self.brand,)
        body = self.letter(text["body"], slots, language, signer, varied=bool(agent), raw=text.get("raw", False))
        message = Message(
            "outbound", at, more.pop("log", "tool" if tool else "helpdesk"), order.buyer, order.marketplace,
            texts.filled(text["subject"], slots), body, order, agent=agent, tool=tool,
            html=texts.filled(text.get("html", ""), slots), attachments=_attached(text, slots), **more,
        )  # fmt: skip
        self.seller.messages.append(message)
        return message

    def ask(
        self, order: Order | None, buyer: Buyer, marketplace: str, subject: str, body: str, at: datetime, **more: Any
    ) -> Message:
        """A message from a buyer; a little more than half of them sign."""
        slots = self.slots(order, buyer, marketplace, at)
        text = texts.filled(texts.chosen(texts.unwrapped(body, buyer.language), self.random), slots)
        if self.random.random() < 0.55:
            text += f"\n\n{buyer.first if buyer.language != 'ja' else buyer.last}"
        log = more.pop("log", "helpdesk")
        more.setdefault("channel", "email" if log == "mail" else "helpdesk")
        message = Message("inbound", at, log, buyer, marketplace, texts.filled(subject, slots), text, order, **more)
        self.seller.messages.append(message)
        return message

    def answer(self, asked: Message, text: Mapping[str, Any], at: datetime, **more: Any) -> Message:
        """The seller's reply to a buyer's message."""
        language = more.pop("language", asked.buyer.language)
        words = texts.load(self.folder, language)
        slots = self.slots(asked.order, asked.buyer, asked.marketplace, at)
        agent = more.pop("agent", "") or self.agents[language]
        signer = (agent, words["service"], *more.pop("signature", ()))
        body = self.letter(text["reply"], slots, language, signer, varied=True, raw=text.get("raw", False))
        if more.pop("quote", False):
            body += "\n\n" + self.quoted(asked)
        subject = texts.filled(text.get("answer", ""), slots) or self.replied(asked, words["re"])
        message = Message(
            "outbound", at, asked.log, asked.buyer, asked.marketplace, subject, body, asked.order, thread=asked.thread,
            agent=agent, channel=more.pop("channel", asked.channel), html=texts.filled(text.get("html", ""), slots),
            attachments=_attached(text, slots), **more,
        )  # fmt: skip
        self.seller.messages.append(message)
        return message

    @staticmethod
    def replied(to: Message, prefix: str) -> str:
        """The subject of an answer; it names the order, where there is one."""
        named = f" ({to.order.id})" if to.order and to.order.id not in to.subject else ""
        return f"{prefix} {to.subject}{named}"

    @staticmethod
    def quoted(asked: Message) -> str:
        """What mail programs put below an answer."""
        at = asked.at.astimezone(PLACES[asked.marketplace].zone)
        head = _WROTE.get(asked.buyer.language, _WROTE["en"]).format(at, asked.buyer.full)
        return "\n".join((head, *(f"> {line}".rstrip() for line in asked.text.split("\n"))))

    def talk(
        self, order: Order, talk: Mapping[str, Any], at: datetime, *, log: str = "helpdesk", **more: Any
    ) -> Message:
        """A buyer's question, the answer within a day, and perhaps thanks that need none. Answers with the question."""
        subject = talk["subject"]
        if self.random.random() < 0.8:
            subject += f" ({_TOPICS[order.buyer.language].format(order.id)})"
        asked = self.ask(
            order, order.buyer, order.marketplace, subject, talk["ask"], at, log=log,
            thread=self.thread() if log == "helpdesk" else "",
        )  # fmt: skip
        replied = self.answer(asked, talk, at + self.wait(), **more)
        if talk.get("thanks") and log == "helpdesk" and self.random.random() < 0.5:
            back = replied.at + timedelta(minutes=self.random.randrange(20, 900))
            self.ask(
                order, order.buyer, order.marketplace, replied.subject, talk["thanks"], back, thread=asked.thread, marked=True
            )  # fmt: skip
        return asked

    def wait(self) -> timedelta:
        """Time to the answer: mostly a few hours, never more than 23."""
        minutes = min(23 * 60, int(self.random.lognormvariate(5.4, 0.9)) + 8)
        return timedelta(minutes=minutes, seconds=self.random.randrange(60))

    def question(self, order: Order, kind: str, at: datetime, log: str = "helpdesk", **more: Any) -> None:
        """A question of the seller, what the buyer answers, and the seller's short reply, in one thread."""
        language = order.buyer.language
        text = self.template(language, kind)
        if text is None:
            return
        thread = self.thread() if log == "helpdesk" else ""
        sent = self.send(
            order, text, at, agent=more.pop("agent", self.agents[language]), log=log, thread=thread, **more
        )
        order.used.add(kind)
        answers = texts.load("answers", "all").get(kind, {}).get(language)
        if answers is None or self.random.random() > 0.85:
            return
        back = self.ask(
            order, order.buyer, order.marketplace, self.replied(sent, texts.load(self.folder, language)["re"]),
            answers["ask"], at + timedelta(minutes=self.random.randrange(40, 2000)), thread=sent.thread, log=log,
        )  # fmt: skip
        self.answer(back, answers | {"answer": back.subject}, back.at + self.wait(), agent=sent.agent)

    def request(self, order: Order, at: datetime, **more: Any) -> Request:
        """Request a Review."""
        made = Request(order, at, **more)
        self.seller.requests.append(made)
        order.used.add("solicited")
        return made

    def plant(self, rule: str, anchor: Message | Request, verdict: str, severity: str, why: str) -> None:
        """Notes a finding that the audit must have."""
        self.seller.planted.append(Planted(rule, anchor, verdict, severity, why))


def _attached(text: Mapping[str, Any], slots: Mapping[str, str]) -> tuple[str, ...]:
    return (texts.filled(text["attachment"], slots),) if "attachment" in text else ()


def moment(text: str, zone: tzinfo = UTC) -> datetime:
    """``2026-05-04 10:15`` in a zone, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
