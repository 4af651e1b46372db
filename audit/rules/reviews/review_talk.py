"""Talk of reviews to a buyer with a problem.

What it checks:
Whether a reply to a buyer who reported a problem, solved or not, speaks of reviews, ratings, stars or feedback, where no rule
about paid, persuaded, changed or gated reviews says more.

Why it matters:
Beside a complaint every word about reviews reads as pressure.

How to fix:
Solve the problem and do not speak of reviews.

Known limits:
Whether the buyer had a problem is known from the buyer's words. Where they do not tell but the reply says sorry, replaces or
refunds, the finding is likely.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.review_acts import is_judged
from audit.model.evidence import Answer, Hit, NotApplicable
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity, Verdict


@rule(
    title="Reviews are not mentioned to a buyer with a problem",
    failure_title="Speaks of reviews to a buyer with a problem",
    severity=Severity.MEDIUM,
    clauses=("advice-1",),
    requires=("reading", "after_problem", "after_praise", "after_review"),
    remediation="Solve the problem and do not speak of reviews.",
    sentence="To a buyer with a problem the message speaks of reviews: “{excerpt}”.",
    languages=languages_with("review_mention", "review_request"),
    roles=(Role.REPLY,),
    examples=(
        bad(
            "A new lid is on its way. You can leave a review on Amazon.", reply_to="The lid is broken.", shows="review"
        ),
        bad("We are sorry. Your feedback helps us to get better.", reply_to="It never arrived!", shows="feedback"),
        bad(
            "So sorry! Do leave us a review.",
            reply_to="Hm, that lid.",
            verdict=Verdict.LIKELY,
            shows="leave us a review",
        ),
        good("A new lid is on its way.", reply_to="The lid is broken."),
        good("Please review the attached proof.", reply_to="The name on the sign is wrong."),
        good("You can leave a review on Amazon.", reply_to="How do I switch it on?"),
        good("Change your review and we send a new lid.", reply_to="The lid is broken."),
    ),
)
def review_talk(view: View) -> Iterator[Answer]:
    """Yields a hit for the first mention."""
    apologises = any(act.kind == "apology" for body in view.reading.bodies for act in body.acts)
    if not view.after_problem and not apologises:
        yield NotApplicable()
        return
    if is_judged(view.reading, after_praise=view.after_praise, told=view.after_review):
        return
    for field in view.reading.bodies:
        for act in field.acts:
            if act.kind in {"review_mention", "review_request"}:
                verdict = Verdict.VIOLATION if view.after_problem else Verdict.LIKELY
                yield Hit((field.excerpt(act.start, act.end, "talk of reviews"),), verdict)
                return
