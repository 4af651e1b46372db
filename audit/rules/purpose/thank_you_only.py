"""Messages that only thank or offer help.

What it checks:
Whether a proactive message holds thanks, wishes, the brand's story, "is everything all right?" or an offer of help, and nothing
that Amazon permits as a purpose.

Why it matters:
Amazon names such messages first among those that it forbids.

How to fix:
Switch the flow off, or give it a permitted purpose.

Known limits:
Half of what the message says must be courtesy; a longer text with another point is a matter of unpermitted-purpose.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.purposes import is_courtesy, purposes
from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity


@rule(
    title="No message only thanks or offers help",
    failure_title="Only thanks, no permitted purpose",
    severity=Severity.MEDIUM,
    clauses=("dont-2",),
    requires=("reading",),
    remediation="Switch the flow off, or give it a permitted purpose.",
    sentence="The message only thanks or offers help: “{excerpt}”.",
    languages=languages_with("thanks", "wish", "help_offer", "review_request", "info_request", "confirmation"),
    roles=(Role.PROACTIVE,),
    examples=(
        bad("Thank you for your order! We hope you enjoy your kettle.", shows="Thank you"),
        bad("Is everything all right with your kettle? We are here to help.", shows="Is everything all right"),
        bad(
            "We are a family business since 1952 and every kettle is made by hand. Thank you!", shows="family business"
        ),
        good("Thank you for your order! Please confirm your house number."),
        good("Thank you! You can leave a review on Amazon."),
        good("Thank you for the photo, we are here to help.", reply_to="Here is the photo of the lid."),
        good("Thank you for your order! Answer five questions in our survey."),
    ),
)
def thank_you_only(view: View) -> Iterator[Answer]:
    """Yields one hit with the first words of courtesy."""
    if purposes(view.reading):
        return
    for body in view.reading.bodies:
        found = is_courtesy(view.reading, body)
        if found:
            yield Hit((body.excerpt(found[0].start, found[0].end, "courtesy"),))
