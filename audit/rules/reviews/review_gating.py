"""Reviews asked only of the happy, or the unhappy sent elsewhere.

What it checks:
A request for a review or feedback under the condition of being satisfied; a way for the unhappy beside it; "before you
review"; a request in the reply to praise.

Why it matters:
Amazon counts selective asking as manipulation of reviews, and acts on the whole account.

How to fix:
Ask every buyer in the same neutral words, without a condition and without another way for the unhappy.

Known limits:
Conditions are known by their words; one that is only implied by a picture is not seen. A neutral offer of help beside a
request is for review.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.review_acts import gates, requests
from audit.model.evidence import Answer, Hit
from audit.model.rule import SecondOpinion, View, bad, good, rule
from audit.model.words import Severity, Verdict


@rule(
    title="Reviews are asked of everybody alike",
    failure_title="Review asked only of happy buyers",
    severity=Severity.CRITICAL,
    clauses=("dont-6",),
    requires=("reading", "after_praise"),
    remediation="Ask every buyer in the same neutral words, without a condition and without another way for the unhappy.",
    sentence="A review is asked for in a way that depends on the buyer being satisfied: “{excerpt}”.",
    languages=languages_with("review_request", "condition_satisfied", "divert_unhappy", "before_review"),
    second_opinion=SecondOpinion(("any_gating", "condition_satisfied", "divert_unhappy", "before_review"), 0.02),
    examples=(
        bad("If you are happy with the kettle, please leave us a review on Amazon.", shows="If you are happy"),
        bad("Love it? Please leave a review. If anything is not perfect, contact us and we make it right.", shows="contact us"),
        bad("Before you leave a negative review, please contact us so that we can help you.", shows="Before you leave"),
        bad("Glad to hear it! Would you leave a review on Amazon?", reply_to="I love it, great product!", shows="leave a review"),
        bad("Did the kettle win you over? Tell other tea drinkers on the product page!", shows="win you over"),
        bad("Please leave a review of your kettle. If you have any problem, we are happy to help.", verdict=Verdict.REVIEW, shows="review"),
        good("You can leave a review on Amazon, whatever your experience was like, good or bad."),
        good("If you are happy with the artwork, we will print it tomorrow."),
        good("Please review the attached proof and tell us if something is wrong."),
        good("If the lid does not fit, let us know and we will send another one."),
        good("If you would like to share your experience, you can leave a review on Amazon."),
    ),
)  # fmt: skip
def review_gating(view: View) -> Iterator[Answer]:
    """Yields hits on conditions, diversions, and requests after praise."""
    for body in view.reading.bodies:
        for part in gates(body):
            yield Hit(part.evidence, part.verdict)
        asks = requests(body)
        if asks and view.after_praise:
            yield Hit((body.excerpt(asks[0].start, asks[0].end, "request after praise"),))
