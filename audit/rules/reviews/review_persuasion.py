"""Positive reviews asked for, dictated or pleaded for.

What it checks:
Whether a message asks for a positive review or a number of stars, says what the review should say, aims at five stars beside
a request, explains that fewer hurt, or pleads.

Why it matters:
Asking for a positive review is manipulation, even without a reward, and costs the right to ask at all.

How to fix:
Ask for an honest review, or use Request a Review. Leave stars, hopes and the family out.

Known limits:
A plea that names neither stars nor harm ("a review means a lot to us") is for review. Stars in a picture are not seen.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.review_acts import persuasions
from audit.model.evidence import Answer, Hit
from audit.model.rule import SecondOpinion, View, bad, good, rule
from audit.model.words import Severity, Verdict


@rule(
    title="No positive review is asked for",
    failure_title="Positive review asked for",
    severity=Severity.CRITICAL,
    clauses=("dont-4",),
    requires=("reading",),
    remediation="Ask for an honest review in neutral words. Leave stars, hopes and pleas out.",
    sentence="The message persuades to a positive review: “{excerpt}”.",
    languages=languages_with("positive_only", "review_request", "plea", "plea_harm"),
    second_opinion=SecondOpinion(
        ("any_persuasion", "positive_only", "plea_harm"), 0.015, alone=("positive_only", "plea_harm"), sure=0.7
    ),
    examples=(
        bad("Please leave us a positive review.", shows="positive"),
        bad("We would be glad of five stars for our kettle!", shows="five stars"),
        bad("Could you share your feedback? We work hard for a five-star rating.", shows="five-star"),
        bad("Please write a review and mention how fast the kettle boils.", shows="mention how"),
        bad("Anything less than five stars hurts our small shop, so please leave a review.", shows="hurts our"),
        bad("A review would mean a lot to our small family business.", verdict=Verdict.REVIEW, shows="mean a lot"),
        good("Leave a review, good or bad."),
        good("Rate us from 1 to 5 stars."),
        good("The positive pole is on the left. Please review the attached drawing."),
        good("Your five stars hotel booking is no matter of ours; which size of sign do you want?"),
    ),
)
def review_persuasion(view: View) -> Iterator[Answer]:
    """Yields a hit for each wish, dictation or plea."""
    for body in view.reading.bodies:
        for part in persuasions(body):
            yield Hit(part.evidence, part.verdict)
