"""Wordings for the made-up seller: the sample sellers' templates in eight languages, and free replies put together anew."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "sv")
PLACES = {
    "en": ("Amazon.co.uk", "202", "Europe/London"), "de": ("Amazon.de", "302", "Europe/Berlin"),
    "fr": ("Amazon.fr", "402", "Europe/Paris"), "es": ("Amazon.es", "405", "Europe/Madrid"),
    "it": ("Amazon.it", "408", "Europe/Rome"), "nl": ("Amazon.nl", "404", "Europe/Amsterdam"),
    "pl": ("Amazon.pl", "406", "Europe/Warsaw"), "sv": ("Amazon.se", "407", "Europe/Stockholm"),
}  # fmt: skip
_TEXTS = Path(__file__).parents[1] / "sample_sellers" / "texts"
_FRAME = "<html><head><style>p{{margin:0 0 12px}}</style></head><body><table width='600'><tr><td>{}</td></tr></table></body></html>"
_ADDED = {
    "link": " See https://www.lumenfjord-shop.example/help/{track} for more.",
    "mail": " You can also write to service@lumenfjord.example.com.",
    "emoji": " Thank you so much! \U0001f600\U0001f64f",
    "breaks": "\n\n\n\n\nKind regards",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject and a body with merge fields, and whether it asks for a review."""

    subject: str
    body: str
    is_request: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """What the seller and the buyers write in one language."""

    name: str
    greetings: tuple[str, ...]
    closings: tuple[str, ...]
    proactive: tuple[Wording, ...]
    asks: tuple[Wording, ...]
    replies: tuple[str, ...]
    sentences: tuple[str, ...]


def languages() -> tuple[Language, ...]:
    """The eight languages, read from the sample sellers."""
    return tuple(_language(name) for name in LANGUAGES)


def _language(name: str) -> Language:
    raws = [tomllib.loads((_TEXTS / kind / f"{name}.toml").read_text(encoding="utf-8")) for kind in ("clean", "demo")]
    talks: list[dict[str, Any]] = [talk for raw in raws for talk in raw.get("talk", ())]
    letters: list[dict[str, Any]] = [letter for raw in raws for letter in raw.get("proactive", ())]
    replies = tuple(_plain(talk["reply"]) for talk in talks)
    return Language(
        name, tuple(raws[0]["greeting"]), tuple(raws[0]["closing"]),
        tuple(Wording(w["subject"], _plain(w["body"]), w["kind"] == "review") for w in letters),
        tuple(Wording(t["subject"], _plain(t["ask"])) for t in talks), replies,
        tuple(s.strip() + "." for reply in replies for s in reply.replace("\n", " ").split(". ") if len(s) > 20),
    )  # fmt: skip


def _plain(text: str) -> str:
    """One of the wordings that a template offers: ``<<a|b>>`` → ``a``."""
    parts = text.strip().split("<<")
    return parts[0] + "".join(part.split(">>")[0].split("|")[0] + part.split(">>")[1] for part in parts[1:])


def filled(text: str, values: dict[str, str]) -> str:
    """A wording with its merge fields filled."""
    for name, value in values.items():
        if name in text:
            text = text.replace(name, value)
    return text


def free_reply(draw: Random, language: Language) -> str:
    """A reply that nobody wrote before: sentences of many replies with numbers of their own."""
    said = draw.sample(language.sentences, k=min(len(language.sentences), draw.randint(2, 5)))
    said.insert(draw.randrange(len(said) + 1), f"Ref. {draw.randrange(10**7)}.")
    return " ".join(said)


def spoiled(draw: Random, body: str) -> str:
    """Now and then a body with something that a rule looks for."""
    return body + draw.choice(tuple(_ADDED.values())) if draw.random() < 0.04 else body


def framed(body: str) -> str:
    """A body as HTML: paragraphs in a table, as template tools write it."""
    paragraphs = "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in body.split("\n\n"))
    return _FRAME.format(paragraphs)
