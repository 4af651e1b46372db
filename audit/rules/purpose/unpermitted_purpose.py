"""Proactive messages without a permitted purpose.

What it checks:
Whether a proactive message has one of the permitted purposes: a problem with the order, information needed for it, a return, an
invoice, a request for a review, a heavy delivery, a service at home, a custom design, or anything else the buyer must answer.

Why it matters:
What is not permitted is forbidden, however friendly it is.

How to fix:
Switch the flow off.

Known limits:
Where a more exact rule applies (confirmation, thanks, marketing) this one is silent. An unasked how-to is for review. A message
in which nothing at all is recognised is likely to have none where not even a word of such a matter stands in it, else for review; the attachments' names count for its purpose.
"""

from collections.abc import Iterator

from audit.features.attachments import kind_of
from audit.features.lexicon import languages_with
from audit.features.purposes import is_courtesy, purposes
from audit.model.evidence import Answer, Hit, NotApplicable
from audit.model.reading import FieldText
from audit.model.records import Attachment
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity, Verdict

_TOLD = frozenset(["confirmation", "tracking_news", "promotion", "review_mention"])
_POINTS = frozenset(["survey", "news", "story"])
_SIDES = frozenset(["off_platform", "insult", "threat", "opt_out_offer"])


@rule(
    title="Proactive messages have a permitted purpose",
    failure_title="No permitted purpose",
    severity=Severity.HIGH,
    clauses=tuple(f"purpose-{n}" for n in range(1, 9)),
    requires=("reading", "attachments", "limits"),
    remediation="Switch the flow off.",
    sentence="The message has none of the permitted purposes; it begins “{excerpt}”.",
    languages=languages_with("survey", "info_request", "custom_design", "invoice", "delay_notice", "scheduling", "promotion"),
    roles=(Role.PROACTIVE,),
    examples=(
        bad("Would you answer five questions about tea in our survey? It takes two minutes.", shows="Would you answer"),
        bad("We have moved to a bigger workshop and celebrate our anniversary in May.", shows="We have moved"),
        bad("Descale the kettle every month with vinegar and rinse it with cold water.", verdict=Verdict.REVIEW, shows="Descale"),
        bad("The days are getting longer, and the swallows are back in our valley.", verdict=Verdict.LIKELY, shows="The days"),
        good("Please confirm the colour of your sign before we print it."),
        good("Your invoice is attached."),
        good("Visit our store for more colours."),
        good("Thank you for your order! We hope you enjoy your kettle."),
        good("Here is the document that you need.", attachments=(Attachment("invoice-4711.pdf", "application/pdf"),)),
    ),
)  # fmt: skip
def unpermitted_purpose(view: View) -> Iterator[Answer]:
    """Yields at most one hit, on the first words of the body."""
    reading = view.reading
    if reading.letters < view.limits["language_letters"]:
        yield NotApplicable()
        return
    kinds = {act.kind for field in reading.fields for act in field.acts}
    if purposes(reading) or kinds & _TOLD or _has_invoice(view.attachments):
        return
    for body in reading.bodies[:1]:
        if is_courtesy(reading, body):
            return
        first = next((s for s in body.sentences if len(s.text.split()) > 4), body.sentences[0])
        is_sure = kinds & _POINTS or (kinds & _SIDES and not kinds & {"asks", "order_matter"})
        verdict = Verdict.VIOLATION if is_sure else Verdict.REVIEW if _may_matter(body, kinds) else Verdict.LIKELY
        yield Hit((body.excerpt(first.start, first.end, "beginning"),), verdict)


def _may_matter(body: FieldText, kinds: set[str]) -> bool:
    """Whether the message may have a permitted purpose in words that are not known, or is a how-to.

    Where a language lists the words of such matters and none of them stands in the message, it hardly has one.
    """
    language = body.sentences[0].language
    return bool(kinds & {"how_to", "order_matter", "question"}) or language not in languages_with("order_matter")


def _has_invoice(attachments: tuple[Attachment, ...]) -> bool:
    return any(kind_of(a).name == "invoice" for a in attachments)
