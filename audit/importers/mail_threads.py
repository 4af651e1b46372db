"""Which conversation a message belongs to, and which copy is of which send: what one file's mails say of each other.

A conversation is a buyer and an order (``alias|order``), as for every other source: an order has one buyer, so the
buyer's mail, the reply by mail, a tool's message and the copy from Seller Central meet there, whatever else they carry.
The case in the alias, Amazon's thread in the footer and the replied-to Message-ID lead a message that names no order to
the conversation of the mails that share them. Failing that, a case is a conversation of its own (``alias|case:…``), and
the rest is told apart by buyer and subject. Mails without an order are therefore settled after all others.
"""

import re
from bisect import bisect_right
from collections import defaultdict

from audit.importers.mail_message import Draft

_REPLY = re.compile(r"\s*(?:(?:re|aw|rv|r|odp|sv|ynt|antw|fwd|fw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_RECENT = 14 * 24 * 3600


class Threads:
    """What was learned of conversations so far. Hashes, not texts: a million mails fit."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}
        self._buyer_of: dict[int, str] = {}
        self._recent: dict[int, list[tuple[int, str]]] = defaultdict(list)

    def learn(self, made: Draft) -> None:
        """Remembers a message whose conversation is settled."""
        thread = str(made.values["thread_id"]) or self.key(made)
        buyer, order = str(made.values["buyer_id"]), str(made.values["order_id"])
        if not thread or not buyer:
            return
        for tie in self._ties(made):
            if self._known.setdefault(tie, thread) != thread:
                self._known[tie] = ""
        self._known[hash(("id", made.values["message_id"]))] = thread
        if order:
            self._buyer_of[hash(order)] = buyer
        for who in (buyer, f"name {made.name.casefold()}" if made.name else ""):
            if who:
                self._recent[hash((who, made.values["direction"]))].append((made.at, thread))

    @staticmethod
    def key(made: Draft) -> str:
        """The conversation of a message that names buyer and order; '' where one is missing."""
        return f"{made.values['buyer_id']}|{made.values['order_id']}" if made.is_settled else ""

    def settle(self, made: Draft) -> None:
        """Finds buyer and conversation of a message that does not name both."""
        if made.is_copy:
            self._settle_copy(made)
        if made.values["thread_id"] or made.is_settled:
            made.values["thread_id"] = made.values["thread_id"] or self.key(made)
            return
        made.values["thread_id"] = self._by_ties(made) or self._by_case(made) or self._by_subject(made)

    def _settle_copy(self, made: Draft) -> None:
        """A copy names no address: its order's buyer, else the one buyer of that name who wrote of late."""
        order = str(made.values["order_id"])
        if order:
            made.values["buyer_id"] = self._buyer_of.get(hash(order), "")
            return
        near = self._before(f"name {made.name.casefold()}", "inbound", made.at) if made.name else []
        buyers = {thread.partition("|")[0] for thread in near}
        if len(buyers) == 1:
            made.values["buyer_id"] = buyers.pop()
            made.values["thread_id"] = near[-1]
            made.values["remark"] = "; ".join(filter(None, [str(made.values["remark"]), "buyer known by name"]))

    def _ties(self, made: Draft) -> list[int]:
        buyer = made.values["buyer_id"]
        ties = [("case", buyer, made.case)] if made.case else []
        return [hash(tie) for tie in [*ties, ("t", buyer, made.thread)][: len(ties) + bool(made.thread)]]

    def _by_ties(self, made: Draft) -> str:
        buyer = f"{made.values['buyer_id']}|"
        answered = [hash(("id", reference)) for reference in reversed(made.references)]
        found = (self._known.get(tie, "") for tie in [*self._ties(made), *answered])
        return next((thread for thread in found if thread and thread.startswith(buyer)), "")

    @staticmethod
    def _by_case(made: Draft) -> str:
        return f"{made.values['buyer_id']}|case:{made.case}" if made.case and made.values["buyer_id"] else ""

    def _by_subject(self, made: Draft) -> str:
        """What the other side wrote of late, for an answer; '' else: buyer and subject decide."""
        subject, buyer = str(made.values["subject"]), str(made.values["buyer_id"])
        is_answer = made.values["direction"] == "outbound" or bool(_REPLY.match(subject))
        if not is_answer or not buyer:
            return ""
        other = "inbound" if made.values["direction"] == "outbound" else "outbound"
        bare = _REPLY.sub("", subject, count=1).strip().casefold()
        near = self._before(buyer, other, made.at)
        same = f"{buyer}|{bare}"
        return same if same in near else (near[-1] if near else "")

    def _before(self, who: str, direction: str, at: int) -> list[str]:
        """Conversations of the fourteen days before, the latest last."""
        heard = sorted(self._recent.get(hash((who, direction)), ()))
        return [
            thread
            for _, thread in heard[bisect_right(heard, (at - _RECENT, "")) : bisect_right(heard, (at, "\U0010ffff"))]
        ]
