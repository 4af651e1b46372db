"""Buyers asked to cancel in the seller's place.

What it checks:
Whether the buyer is asked to cancel the order, because it cannot be delivered or without any reason.

Why it matters:
A cancellation by the buyer hides the seller's own rate of cancelled orders; Amazon forbids asking for it.

How to fix:
Cancel yourself with the true reason, or offer the choice between waiting and cancelling.

Known limits:
An answer to a buyer who wants to cancel is fine, and so is a choice.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity


@rule(
    title="No buyer is asked to cancel",
    failure_title="Buyer asked to cancel the order",
    severity=Severity.MEDIUM,
    clauses=("amazon-3",),
    requires=("reading", "previous"),
    remediation="Cancel the order yourself with the true reason.",
    sentence="The buyer is asked to cancel: “{excerpt}”.",
    languages=languages_with("cancel_request", "cancel_choice"),
    examples=(
        bad("The kettle is sold out. Please cancel the order.", shows="Please cancel"),
        bad("Could you request a cancellation, as we cannot ship?", shows="cancellation"),
        good("The kettle is late. Would you like to wait, or shall we cancel?"),
        good("Please cancel it under Your Orders within the next hour.", reply_to="I want to cancel my order."),
        good("We had to cancel your order because the kettle is sold out."),
    ),
)
def cancel_request(view: View) -> Iterator[Answer]:
    """Yields a hit for each request that leaves no choice."""
    theirs = view.previous.facts if view.previous else frozenset()
    if "cancel_talk" in theirs:
        return
    for body in view.reading.bodies:
        chosen = {act.sentence for act in body.acts if act.kind == "cancel_choice"}
        for act in body.acts:
            if act.kind == "cancel_request" and act.sentence not in chosen:
                yield Hit((body.excerpt(act.start, act.end, "request to cancel"),))
