"""Requests to change or remove a review.

What it checks:
Whether the buyer is asked, however softly, to remove, change, update or reconsider a review or rating that is already there.

Why it matters:
Amazon forbids it for product reviews without exception, also after a problem has been solved.

How to fix:
Solve the problem and stop there. Buyers who are content change their reviews by themselves.

Known limits:
A word that may mean product review or seller feedback counts as a product review. Seller feedback, without pressure or
benefit, is for review.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.review_acts import changes
from audit.model.evidence import Answer, Hit
from audit.model.rule import SecondOpinion, View, bad, good, rule
from audit.model.words import Severity, Verdict


@rule(
    title="No review is to be changed or removed",
    failure_title="Asks to change a review",
    severity=Severity.CRITICAL,
    clauses=("dont-5",),
    requires=("reading", "after_review"),
    remediation="Solve the problem and do not speak of the review.",
    sentence="The message asks to change or remove a review: “{excerpt}”.",
    variants={"seller-feedback": Severity.LOW},
    languages=languages_with("review_change"),
    second_opinion=SecondOpinion(("any_change", "review_change", "feedback_change"), 0.05, alone=("review_change",), sure=0.8),
    examples=(
        bad("Could you please remove your review?", shows="remove your review"),
        bad("By the way, you can edit your review in Your Account.", shows="edit your review"),
        bad("Now that it works, might your two stars become a four?", shows="two stars become"),
        bad("We would be glad if you took a second look at what you wrote about us.", shows="what you wrote about us"),
        bad("Would you take down the seller feedback?", verdict=Verdict.REVIEW, variant="seller-feedback", shows="seller feedback"),
        bad("Remove the seller feedback and we send you a gift card.", shows="seller feedback"),
        bad("Would you think about changing it, now that the pump runs?", reply_to="I gave you two stars because it is broken.", shows="changing it"),
        good("You can change it under Your Orders.", reply_to="Where is my address stored?"),
        good("You can change the colour until tomorrow."),
        good("Please update your address, then we ship."),
        good("Remove the battery tab before first use."),
        good("Thank you for your review."),
        good("We have updated our review of the attached artwork."),
    ),
)  # fmt: skip
def review_change(view: View) -> Iterator[Answer]:
    """Yields a hit for each request."""
    for body in view.reading.bodies:
        for part in changes(body, told=view.after_review):
            yield Hit(part.evidence, part.verdict, part.variant)
