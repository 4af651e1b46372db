"""The same message seen twice: sent by mail, and again as Amazon's copy, which bears neither its id nor the address.

They are one where the new text is the same in letters and digits, the times lie no more than two hours apart, and neither
order id nor buyer's name differ (one of them may be unknown). Two candidates are a tie, and nothing is merged. For files
that hold only one of the two, ``extra`` keeps ``copy_key`` (the text) and ``name_key`` (the name) of both.
"""

from collections import defaultdict
from dataclasses import dataclass

from audit.importers.mail_message import Draft
from audit.importers.mail_split import Span

_APART = 2 * 3600


@dataclass(frozen=True, slots=True)
class _Send:
    at: int
    message_id: int
    order_id: str
    name: str
    span: Span


class Copies:
    """The sends of a file, to tell copies by."""

    def __init__(self) -> None:
        self._sends: dict[str, list[_Send]] = defaultdict(list)

    def learn(self, made: Draft, span: Span) -> None:
        """Remembers what was sent by mail."""
        if made.text_key and not made.is_copy:
            said = made.values
            self._sends[made.text_key].append(
                _Send(made.at, hash(said["message_id"]), str(said["order_id"]), made.name.casefold(), span)
            )

    def original(self, made: Draft) -> Span | None:
        """Where the send lies that ``made`` is a copy of; None where there is none, or more than one."""
        found = {
            send.message_id: send
            for send in self._sends.get(made.text_key, ())
            if abs(send.at - made.at) <= _APART
            and _agree(send.order_id, str(made.values["order_id"]))
            and _agree(send.name, made.name.casefold())
        }
        return next(iter(found.values())).span if len(found) == 1 and made.text_key else None


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other
