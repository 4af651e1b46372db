"""Confirmations that Amazon sends itself.

What it checks:
Whether a proactive message confirms the order, its dispatch, delivery or refund, or passes on tracking, while nothing is needed
from the buyer and nothing went wrong.

Why it matters:
Amazon sends these messages; a second one is the commonest forbidden message of all.

How to fix:
Switch the flow off.

Known limits:
A parcel mentioned in passing ("should have arrived") is no confirmation. Whether something went wrong is known from the words.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.purposes import CRITICAL, purposes
from audit.model.evidence import Answer, Hit
from audit.model.rule import SecondOpinion, View, bad, good, rule
from audit.model.words import Role, Severity


@rule(
    title="No order or dispatch is confirmed",
    failure_title="Confirms the order or its dispatch",
    severity=Severity.MEDIUM,
    clauses=("dont-1",),
    requires=("reading",),
    remediation="Switch the flow off: Amazon confirms orders itself.",
    sentence="The message confirms what Amazon has already confirmed: “{excerpt}”.",
    languages=languages_with("confirmation", "delay_notice", "fault_notice", "info_request"),
    second_opinion=SecondOpinion(("confirmation",), 0.05),
    roles=(Role.PROACTIVE,),
    examples=(
        bad("Good news: your order has been shipped today.", shows="has been shipped"),
        bad("Your tracking number is 00340434161094042557.", shows="tracking number"),
        bad("We have received your order and are packing it.", shows="received your order"),
        bad("Your kettle was delivered yesterday. You can leave a review on Amazon.", shows="was delivered"),
        good("Your order has been delayed by a strike and will be shipped on Monday."),
        good("Before we can ship: please confirm your house number."),
        good("It has been shipped, the tracking number is in your account.", reply_to="Where is my order?"),
        good("Your parcel should have arrived by now. You can leave a review on Amazon."),
    ),
)
def order_confirmation(view: View) -> Iterator[Answer]:
    """Yields a hit for each confirmation, where no problem is reported and nothing is needed."""
    if any(purpose.name in CRITICAL for purpose in purposes(view.reading)):
        return
    for field in view.reading.fields:
        for act in field.acts:
            if act.kind in {"confirmation", "tracking_news"}:
                yield Hit((field.excerpt(act.start, act.end, act.kind.replace("_", " ")),))
