"""[Important] on messages that are not.

What it checks:
"[Important]", or its translation, in the subject of a proactive message that is not needed to complete the order.

Why it matters:
The mark once passed Amazon's opt-out; abusing it is a reason for restriction of its own.

How to fix:
Take the mark out of the subject.

Known limits:
Replies are left out: they carry the subject of the message before. Whether a message is critical is known from its words.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.purposes import is_critical
from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity

_SUBJECT = "[Important] Order 302-1234567-1234567"


@rule(
    title="Only critical messages are called important",
    failure_title="[Important] on a message that is not critical",
    severity=Severity.HIGH,
    clauses=("amazon-2",),
    requires=("reading",),
    remediation="Take the mark out of the subject.",
    sentence="The subject says {excerpt}, but the message is not needed to complete the order.",
    languages=languages_with("important", "info_request", "delay_notice"),
    roles=(Role.PROACTIVE,),
    examples=(
        bad("You can leave a review on Amazon.", subject=_SUBJECT, shows="[Important]"),
        bad("Thank you for your order!", subject="(IMPORTANT) your kettle", shows="(IMPORTANT)"),
        good("Please confirm your house number before we ship.", subject=_SUBJECT),
        good("Your parcel is delayed by a strike.", subject=_SUBJECT),
        good("It is important to descale the kettle. Your invoice is attached."),
    ),
)
def important_misuse(view: View) -> Iterator[Answer]:
    """Yields a hit for the mark."""
    if is_critical(view.reading):
        return
    subject = view.reading.subject
    for act in subject.acts:
        if act.kind == "important":
            yield Hit((subject.excerpt(act.start, act.end, "mark"),))
