"""Ways out of messages.

What it checks:
Links and offers to unsubscribe or opt out: "reply STOP", "tell us and we take you off the list".

Why it matters:
Only Amazon keeps the buyer's choice; a way out beside it makes messages look like a newsletter.

How to fix:
Take it out. A buyer who wants no messages uses Amazon's own settings.

Known limits:
Pointing to Amazon's own message settings is for review. A List-Unsubscribe header is not looked at.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity, Verdict


@rule(
    title="No way to opt out is offered",
    failure_title="Offers to opt out of messages",
    severity=Severity.MEDIUM,
    clauses=("dont-11",),
    requires=("reading", "role", "previous"),
    remediation="Take the link or offer out.",
    sentence="The message offers a way out of messages: “{excerpt}”.",
    languages=languages_with("opt_out_offer"),
    examples=(
        bad("Reply STOP if you want no further messages.", shows="STOP"),
        bad("To unsubscribe, click here.", shows="unsubscribe"),
        bad("Tell us and we take you off our list.", shows="take you off our list"),
        bad(
            "You can change this in your Amazon communication preferences.", verdict=Verdict.REVIEW, shows="preferences"
        ),
        good("We have taken you off our list; nothing more will come.", reply_to="How do I unsubscribe?"),
        good("Press STOP on the kettle to end the programme."),
    ),
)
def opt_out_link(view: View) -> Iterator[Answer]:
    """Yields a hit for each offer; none in the answer to a buyer who asked."""
    asked = view.previous.facts if view.role is Role.REPLY and view.previous else frozenset()
    if asked & {"ask_opt_out", "complaint_stop"}:
        return
    for body in view.reading.bodies:
        for act in body.acts:
            if act.kind == "opt_out_offer":
                yield Hit((body.excerpt(act.start, act.end, "way out"),))
            elif act.kind == "opt_out_amazon":
                yield Hit((body.excerpt(act.start, act.end, "Amazon's settings"),), Verdict.REVIEW)
