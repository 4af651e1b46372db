"""Anything of value tied to a review.

What it checks:
Whether money, a gift, a refund, a discount, a warranty, a prize or any other benefit is promised, given or hinted at for a
review, rating or feedback, before or after.

Why it matters:
Paid reviews are among the few faults for which Amazon acts on the whole account, not on the single message.

How to fix:
Take the offer out of the flow, and out of whatever delivers it. "Honest" does not cure it.

Known limits:
English only so far; other languages are not checked. A benefit and a review in separate messages are not joined.
"""

from collections.abc import Iterator

from audit.features.acts import Act, acts
from audit.model.evidence import Answer, Hit
from audit.model.reading import FieldText
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity

# What also makes good a problem is tied to a review only where both stand in one sentence.
_REMEDIES = ("refund", "reimburse", "replacement", "credit", "discount")


@rule(
    title="No benefit is tied to a review",
    failure_title="Reward offered for a review",
    severity=Severity.CRITICAL,
    clauses=("dont-4",),
    requires=("reading",),
    remediation="Take the offer out of the flow, and out of whatever delivers it.",
    sentence="A benefit is tied to a review: “{excerpt}”.",
    languages=("en",),
    examples=(
        bad("Leave an honest review and we send you a gift card.", shows="gift card"),
        bad("We will refund your order once your review is online.", shows="refund"),
        bad("Reviewers receive an extended warranty.", shows="extended warranty"),
        bad("As a thank you for your review you get 15 % off your next order.", shows="15 % off"),
        good("Your lid arrived broken, so we refund 5 EUR today."),
        good("You can leave a review. No reward is offered for it."),
        good("Your gift receipt is in the box; please review the attached proof."),
    ),
)
def review_incentive(view: View) -> Iterator[Answer]:
    """Yields a hit for each benefit that is tied to a review."""
    for body in view.reading.bodies:
        yield from _hits(body, acts(body))


def _hits(body: FieldText, found: tuple[Act, ...]) -> Iterator[Answer]:
    ties = [act for act in found if act.kind == "tie"]
    mentions = [act for act in found if act.kind in {"review_mention", "review_request"}]
    denied = {act.sentence for act in found if act.kind == "no_benefit"}
    for benefit in (act for act in found if act.kind == "benefit" and act.sentence not in denied):
        words = body.text[benefit.start : benefit.end].casefold()
        reach = 0 if any(word in words for word in _REMEDIES) else 1
        near = [m for m in mentions if abs(m.sentence - benefit.sentence) <= reach]
        tied = any(abs(t.sentence - benefit.sentence) <= 1 for t in ties)
        if near and tied:
            talk = min(near, key=lambda m: abs(m.start - benefit.start))
            yield Hit(
                (body.excerpt(benefit.start, benefit.end, "benefit"), body.excerpt(talk.start, talk.end, "review"))
            )
