"""Anything of value tied to a review.

What it checks:
Whether money, a gift, a refund, a discount, a warranty, a prize or any other benefit is promised, given or hinted at for a
review, rating or feedback, before or after.

Why it matters:
Paid reviews are among the few faults for which Amazon acts on the whole account, not on the single message.

How to fix:
Take the offer out of the flow, and out of whatever delivers it. "Honest" does not cure it.

Known limits:
A benefit and a review in separate messages are not joined.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.review_acts import incentives
from audit.model.evidence import Answer, Hit
from audit.model.rule import SecondOpinion, View, bad, good, rule
from audit.model.words import Severity


@rule(
    title="No benefit is tied to a review",
    failure_title="Reward offered for a review",
    severity=Severity.CRITICAL,
    clauses=("dont-4",),
    requires=("reading", "after_review"),
    remediation="Take the offer out of the flow, and out of whatever delivers it.",
    sentence="A benefit is tied to a review: “{excerpt}”.",
    languages=languages_with("benefit", "tie", "review_mention"),
    second_opinion=SecondOpinion(("incentive",), 0.05, around=1, alone=("incentive",), sure=0.7),
    examples=(
        bad("Leave an honest review and we send you a gift card.", shows="gift card"),
        bad("We will refund your order once your review is online.", shows="refund"),
        bad("Reviewers receive an extended warranty.", shows="extended warranty"),
        bad("As a thank you for your review you get 15 % off your next order.", shows="15 %"),
        bad("Post a review and send us a screenshot: a little something is waiting for you.", shows="little something"),
        good("Your lid arrived broken, so we refund 5 EUR today."),
        good("You can leave a review. No reward is offered for it."),
        good("Your gift receipt is in the box; please review the attached proof."),
    ),
)
def review_incentive(view: View) -> Iterator[Answer]:
    """Yields a hit for each benefit that is tied to a review."""
    for body in view.reading.bodies:
        for part in incentives(body, told=view.after_review):
            yield Hit(part.evidence, part.verdict)
