"""Writes sample_data/demo (a seller with planted faults) and sample_data/clean (a compliant one). ``python tests/make_samples.py``.

Everything is made up. The same seed gives the same files. What is planted stands in ``.planted.json`` beside the data.
"""

import csv
import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "sample_data"
START = datetime(2025, 10, 1, 9, tzinfo=UTC)
MARKETS = {
    "Amazon.de": "de", "Amazon.co.uk": "en", "Amazon.com": "en", "Amazon.fr": "fr", "Amazon.es": "es", "Amazon.it": "it",
}  # fmt: skip
NAMES = ("Kim", "Robin", "Sascha", "Toni", "Alex", "Marion", "Dominique", "Jo", "Andrea", "Noa")

DESIGN = {
    "en": ("Engraving for order {o}", "Hello {n},\n\nthe text field for your engraved board came through empty. Which words should we engrave, and in which spelling? We begin as soon as we have your answer.\n\nTidemark Woodworks"),
    "de": ("Gravur zur Bestellung {o}", "Hallo {n},\n\ndas Textfeld für die Gravur Ihres Bretts ist leer angekommen. Welche Worte sollen wir gravieren, und in welcher Schreibweise? Wir beginnen, sobald Ihre Antwort da ist.\n\nTidemark Woodworks"),
    "fr": ("Gravure pour la commande {o}", "Bonjour {n},\n\nle champ de texte pour la gravure de votre planche est arrivé vide. Quels mots devons-nous graver, et avec quelle orthographe ? Nous commençons dès que nous avons votre réponse.\n\nTidemark Woodworks"),
    "es": ("Grabado del pedido {o}", "Hola {n},\n\nel campo de texto para el grabado de su tabla ha llegado vacío. ¿Qué palabras debemos grabar y cómo se escriben? Empezamos en cuanto tengamos su respuesta.\n\nTidemark Woodworks"),
    "it": ("Incisione per l'ordine {o}", "Buongiorno {n},\n\nil campo di testo per l'incisione del suo tagliere è arrivato vuoto. Quali parole dobbiamo incidere, e come si scrivono? Iniziamo appena abbiamo la sua risposta.\n\nTidemark Woodworks"),
}  # fmt: skip
INVOICE = {
    "en": ("Invoice for order {o}", "Hello {n},\n\nplease find attached the invoice for your order. The address on it is the one you gave when you bought the board.\n\nTidemark Woodworks"),
    "de": ("Rechnung zur Bestellung {o}", "Hallo {n},\n\nanbei finden Sie die Rechnung zu Ihrer Bestellung. Die Anschrift darauf ist die, die Sie beim Kauf des Bretts angegeben haben.\n\nTidemark Woodworks"),
    "fr": ("Facture de la commande {o}", "Bonjour {n},\n\nvous trouverez ci-joint la facture de votre commande. L'adresse indiquée est celle que vous avez donnée lors de l'achat de la planche.\n\nTidemark Woodworks"),
    "es": ("Factura del pedido {o}", "Hola {n},\n\nadjuntamos la factura de su pedido. La dirección que figura en ella es la que usted indicó al comprar la tabla.\n\nTidemark Woodworks"),
    "it": ("Fattura dell'ordine {o}", "Buongiorno {n},\n\nin allegato trova la fattura del suo ordine. L'indirizzo riportato è quello che ha indicato quando ha comprato il tagliere.\n\nTidemark Woodworks"),
}  # fmt: skip
REVIEW = {
    "en": ("Your order {o}", "Hello {n},\n\nyou can leave a review of your board on Amazon, whatever your experience was like. It takes a minute and helps others to choose.\n\nTidemark Woodworks"),
    "de": ("Ihre Bestellung {o}", "Hallo {n},\n\nSie können eine Produktrezension zu Ihrem Brett abgeben, ganz gleich, wie Ihre Erfahrung war. Das dauert eine Minute und hilft anderen bei der Wahl.\n\nTidemark Woodworks"),
    "fr": ("Votre commande {o}", "Bonjour {n},\n\nvous pouvez laisser un commentaire sur votre planche, quelle que soit votre expérience. Cela prend une minute et guide les autres dans leur choix.\n\nTidemark Woodworks"),
    "es": ("Su pedido {o}", "Hola {n},\n\npuede dejar una opinión del producto sobre su tabla, sea cual sea su experiencia. Lleva un minuto y ayuda a otros a elegir.\n\nTidemark Woodworks"),
    "it": ("Il suo ordine {o}", "Buongiorno {n},\n\npuò lasciare una recensione del prodotto sul suo tagliere, qualunque sia stata la sua esperienza. Bastano pochi minuti e altri possono scegliere meglio.\n\nTidemark Woodworks"),
}  # fmt: skip
QUESTION = {
    "en": ("How do I oil the board, and how often should I do it? Is linseed oil good for it?", "Hello {n},\n\nlinseed oil is right. Rub in a thin coat twice a year and let it dry for a day. This is about order {o}.\n\nTidemark Woodworks"),
    "de": ("Womit soll ich das Brett ölen, und wie oft ist das nötig? Geht auch Leinöl dafür?", "Hallo {n},\n\nLeinöl ist richtig. Reiben Sie zweimal im Jahr eine dünne Schicht ein und lassen Sie sie einen Tag trocknen. Es geht um Bestellung {o}.\n\nTidemark Woodworks"),
    "fr": ("Avec quelle huile faut-il traiter la planche, et combien de fois par an ?", "Bonjour {n},\n\nl'huile de lin convient bien. Appliquez une fine couche deux fois par an et laissez sécher une journée. Cela concerne la commande {o}.\n\nTidemark Woodworks"),
    "es": ("¿Con qué aceite debo tratar la tabla y cuántas veces al año hace falta?", "Hola {n},\n\nel aceite de linaza es adecuado. Aplique una capa fina dos veces al año y deje secar un día. Se trata del pedido {o}.\n\nTidemark Woodworks"),
    "it": ("Con quale olio devo trattare il tagliere e quante volte all'anno?", "Buongiorno {n},\n\nl'olio di lino va bene. Applichi uno strato sottile due volte all'anno e lasci asciugare un giorno. Si tratta dell'ordine {o}.\n\nTidemark Woodworks"),
}  # fmt: skip


@dataclass
class Seller:
    """Rows of a seller's files, and what is planted in them."""

    seed: int
    dice: random.Random = field(init=False)
    messages: list[dict[str, str]] = field(default_factory=list)
    orders: list[dict[str, str]] = field(default_factory=list)
    solicitations: list[dict[str, str]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    planted: list[dict[str, str]] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def order(self, market: str, day: int, *, delivered: bool = True, known_language: bool = True) -> dict[str, str]:
        """A new order bought on a day of the year."""
        self.count += 1
        bought = START + timedelta(days=day, minutes=self.count)
        number = f"{self.seed * 100 + 2:03d}-{1000000 + self.count * 7919 % 8999999:07d}-{1000000 + self.count * 104729 % 8999999:07d}"
        row = {
            "order_id": number, "purchased_at": bought.isoformat(), "marketplace": market, "status": "shipped",
            "delivered_at": (bought + timedelta(days=4)).isoformat() if delivered else "",
            "buyer_language": MARKETS[market] if known_language else "", "buyer_id": f"buyer-{self.count:04d}",
        }  # fmt: skip
        self.orders.append(row)
        return row

    def send(self, order: dict[str, str], text: tuple[str, str], days: float, **more: str) -> str:
        """A message about an order, some days after the purchase."""
        sent = datetime.fromisoformat(order["purchased_at"]) + timedelta(days=days)
        slots = {"o": order["order_id"], "n": self.dice.choice(NAMES)}
        row = {
            "message_id": f"{more.pop('prefix', 'out')}-{len(self.messages) + 1:04d}", "direction": "outbound",
            "sent_at": sent.isoformat(), "order_id": order["order_id"], "marketplace": order["marketplace"],
            "buyer_id": order["buyer_id"], "channel": "tool", "tool": "Postbox", "agent": "", "delivery_status": "delivered",
            "subject": text[0].format(**slots), "body_text": text[1].format(**slots), **more,
        }  # fmt: skip
        self.messages.append(row)
        return row["message_id"]

    def talk(
        self, order: dict[str, str], question: str, answer: str, days: float, hours: float, **more: str
    ) -> tuple[str, str]:
        """A buyer's message and the answer to it."""
        quiet = {"channel": "helpdesk", "tool": ""}
        asked = self.send(order, ("About my board", question), days, prefix="in", **quiet, direction="inbound")
        self.messages[-1]["delivery_status"] = ""
        answered = self.send(
            order,
            ("Re: About my board", answer),
            days + hours / 24,
            **{**quiet, "agent": self.dice.choice(("Ines", "Theo")), **more},
        )
        return asked, answered

    def plant(self, rule: str, message: str, verdict: str = "violation") -> None:
        """Notes what the audit must find."""
        self.planted.append({"rule": rule, "message_id": message, "verdict": verdict})

    def ordinary(self, day: int) -> None:
        """A day's correct messages."""
        market = self.dice.choice(tuple(MARKETS))
        language = MARKETS[market]
        order = self.order(market, day)
        match self.dice.randrange(4):
            case 0:
                self.send(order, DESIGN[language], 1)
            case 1:
                self.send(
                    order,
                    INVOICE[language],
                    2,
                    attachments='[{"filename": "invoice.pdf", "content_type": "application/pdf"}]',
                )
            case 2:
                self.send(order, REVIEW[language], 12)
            case _:
                self.talk(order, *QUESTION[language], days=6, hours=self.dice.choice((1, 3, 9, 20)))


def demo() -> Seller:
    """A seller whose new tool and one agent break rules from spring on."""
    seller = Seller(3)
    for day in range(300):
        seller.ordinary(day)
        if day % 3 == 0:
            order = seller.order("Amazon.de", day)
            seller.talk(order, *QUESTION["de"], days=5, hours=4)
    _plant_history(seller)
    _plant_words(seller)
    _mailbox(seller)
    return seller


def _plant_history(seller: Seller) -> None:
    for day in (20, 60, 100):
        seller.plant("late-message", seller.send(seller.order("Amazon.de", day), REVIEW["de"], 4 + 33))
        seller.send(seller.order("Amazon.de", day), REVIEW["de"], 4 + 30)
    seller.plant(
        "late-message", seller.send(seller.order("Amazon.fr", 130, delivered=False), REVIEW["fr"], 45), "likely"
    )
    bare = ("A question about your board", DESIGN["en"][1])
    for day in (30, 80, 140, 200):
        seller.plant("missing-order-id", seller.send(seller.order("Amazon.co.uk", day), bare, 1))
    _, answer = seller.talk(
        seller.order("Amazon.com", 50),
        QUESTION["en"][0],
        QUESTION["en"][1].replace(" This is about order {o}.", ""),
        5,
        2,
    )
    seller.plant("missing-order-id", answer)
    for day in range(150, 300, 12):
        order = seller.order("Amazon.com", day)
        seller.solicitations.append(
            {
                "order_id": order["order_id"],
                "solicited_at": (datetime.fromisoformat(order["delivered_at"]) + timedelta(days=7)).isoformat(),
                "channel": "button",
            }
        )
        if day % 24 == 6:
            seller.plant("repeat-review-request", seller.send(order, REVIEW["en"], 20))
    for day in (15, 75, 165, 225):
        asked, _ = seller.talk(seller.order("Amazon.de", day), *QUESTION["de"], days=5, hours=31)
        seller.plant("slow-reply", asked)


def _plant_words(seller: Seller) -> None:
    def tail(words: str) -> tuple[str, str]:
        return INVOICE["en"][0], INVOICE["en"][1].replace("\n\nTidemark", f"\n\n{words}\n\nTidemark")

    faults = {
        "external-link": "How to oil the board is shown on https://tidemark-woodworks.example.com/oil.",
        "contact-details": "You reach our workshop by mail: bench (at) tidemark-woodworks (dot) com.",
        "emoji": "Enjoy the board \U0001f37d",
        "line-breaks": "All the best\n\n\n\nfrom the workshop.",
        "unrendered-placeholder": "Your board is of the kind {{product_name}}.",
        "marketing": "Use the code BOARD10 when you order again.",
    }
    for number, (rule, words) in enumerate(faults.items()):
        for day in range(160 + number * 3, 300, 40):
            seller.plant(rule, seller.send(seller.order("Amazon.co.uk", day), tail(words), 2, tool="Mailrocket"))
    gate = (
        REVIEW["en"][0],
        "Hello {n},\n\nif you are happy with your board, please leave us a review on Amazon.\n\nTidemark Woodworks",
    )
    gift = (
        REVIEW["en"][0],
        "Hello {n},\n\nplease leave an honest review of your board, and we send you a gift card for it.\n\nTidemark Woodworks",
    )
    for day in range(170, 300, 15):
        seller.plant("review-gating", seller.send(seller.order("Amazon.com", day), gate, 12, tool="Mailrocket"))
        seller.plant(
            "review-incentive", seller.send(seller.order("Amazon.co.uk", day + 5), gift, 12, tool="Mailrocket")
        )
    for day in (90, 190, 250):
        seller.plant("wrong-language", seller.send(seller.order("Amazon.de", day), DESIGN["en"], 1))


def _mailbox(seller: Seller) -> None:
    """A mailbox: private mail, buyers by relay, answers by mail."""
    for number in range(24):
        order = seller.order("Amazon.de", 40 + number * 9)
        alias = f"b{number:02d}kd83hw7@marketplace.amazon.de"
        asked = datetime.fromisoformat(order["purchased_at"]) + timedelta(days=5)
        subject = f"Frage zur Bestellung {order['order_id']}"
        seller.mails.append(_mail(alias, "bench@tidemark.example", subject, QUESTION["de"][0], asked))
        answer = QUESTION["de"][1].format(o=order["order_id"], n="Kim")
        seller.mails.append(
            _mail("bench@tidemark.example", alias, f"Re: {subject}", answer, asked + timedelta(hours=5))
        )
        if number % 6 == 0:
            seller.mails.append(
                _mail("uncle@example.org", "bench@tidemark.example", "Sunday", "Coffee at four?", asked)
            )
    seller.mails.append(seller.mails[0])


def _mail(sender: str, to: str, subject: str, body: str, when: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(when)
    mail["Message-ID"] = f"<{when:%Y%m%d%H%M%S}.{to.split('@', maxsplit=1)[0]}@mail.example>"
    mail.set_content(body)
    return bytes(mail)


def clean() -> Seller:
    """A seller who does everything right."""
    seller = Seller(4)
    for day in range(330):
        seller.ordinary(day)
    return seller


def write(seller: Seller, folder: Path, name: str) -> None:
    """Writes a seller's files."""
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder / "messages.csv", seller.messages)
    _table(folder / "orders.csv", seller.orders)
    if seller.solicitations:
        _table(folder / "solicitations.csv", seller.solicitations)
    flat = [
        {
            "amazon-order-id": o["order_id"], "purchase-date": o["purchased_at"], "last-updated-date": o["purchased_at"],
            "order-status": "Shipped", "fulfillment-channel": "Merchant", "sales-channel": o["marketplace"],
            "product-name": 'Board, oak, 12" wide', "sku": "BRD-12", "asin": "B0SAMPLE01", "quantity": "1",
        }
        for o in seller.orders[: len(seller.orders) // 2]
    ]  # fmt: skip
    lines = ["\t".join(flat[0]), *("\t".join(row.values()) for row in flat)]
    (folder / "all-orders.txt").write_text("\n".join(lines) + "\n", encoding="cp1252", newline="")
    if seller.mails:
        box = b"".join(b"From MAILER Thu Jan  1 00:00:00 2026\n" + mail + b"\n" for mail in seller.mails)
        (folder / "mailbox.mbox").write_bytes(box)
    (folder / "account.toml").write_text(
        f'name = "{name}"\nbrands = ["Tidemark Woodworks"]\nsenders = ["bench@tidemark.example"]\n'
        'websites = ["tidemark-woodworks.example.com"]\ntimezone = "Europe/Berlin"\n',
        encoding="utf-8",
    )
    planted = sorted(seller.planted, key=lambda p: (p["rule"], p["message_id"]))
    (folder / ".planted.json").write_text(json.dumps(planted, indent=1) + "\n", encoding="utf-8")


def _table(file: Path, rows: list[dict[str, str]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, restval="")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write(demo(), ROOT / "demo", "Tidemark Woodworks (made up)")
    write(clean(), ROOT / "clean", "A compliant seller (made up)")
