"""Messages in another language than the buyer's.

What it checks:
The language of what the seller newly wrote against the language that the buyer prefers: as known, else as the buyer writes,
else as the marketplace speaks.

Why it matters:
Amazon demands the buyer's language of preference in every message that the seller begins.

How to fix:
Choose the template by the buyer's language, or send a complete translation beside the text.

Known limits:
Under forty letters nothing is said. Dialects and national forms of one language are the same language.
"""

from collections.abc import Iterator

from audit.model.evidence import Answer, Fact, Hit, NotApplicable, NotChecked
from audit.model.rule import View, bad, good, rule
from audit.model.words import LanguageBasis, Role, Severity, Verdict

_ENGLISH = "The proof for your sign is attached. Please tell us whether the name is spelled as you want it."
_GERMAN = "Der Entwurf für Ihr Schild liegt bei. Bitte sagen Sie uns, ob der Name so richtig geschrieben ist."


@rule(
    title="Messages are in the buyer's language",
    failure_title="Not in the buyer's language",
    severity=Severity.HIGH,
    clauses=("key-3",),
    requires=("reading", "role", "previous", "buyer_language", "buyer_language_basis", "marketplace", "limits"),
    remediation="Choose the template by the buyer's language, or send a complete translation.",
    sentence="Written in {language_of_the_text}; the buyer's language is {language_of_the_buyer} ({known_from}).",
    variants={"reply": Severity.LOW},
    examples=(
        bad(_ENGLISH, language="de", shows="proof"),
        bad(_ENGLISH, language="de", basis=LanguageBasis.MARKETPLACE, verdict=Verdict.LIKELY, shows="proof"),
        bad(_ENGLISH, language="de", reply_to="Ich habe den Entwurf noch nicht gesehen, wann kommt er denn bitte an?", variant="reply", shows="proof"),
        good(_GERMAN, language="de"),
        good(f"{_GERMAN}\n\n{_ENGLISH}", language="de"),
        good("Order shipped, thanks", language="de"),
        good(_ENGLISH, language="de", reply_to="When will I see the proof for my sign? I have been waiting for a week."),
        good(_ENGLISH, language="fr", basis=LanguageBasis.MARKETPLACE, marketplace="Amazon.ca"),
    ),
)  # fmt: skip
def wrong_language(view: View) -> Iterator[Answer]:
    """Yields at most one hit, on the first words of the body."""
    reading = view.reading
    if reading.letters < view.limits["language_letters"] or not reading.bodies:
        yield NotApplicable()
        return
    if view.buyer_language is None or view.buyer_language_basis is None:
        yield NotChecked("the buyer's language is unknown")
        return
    if reading.language is None:
        yield NotChecked("language not recognised")
        return
    written = {reading.language, *reading.languages}
    if view.buyer_language in written or _excused(view, written):
        return
    is_known = view.buyer_language_basis is LanguageBasis.KNOWN
    body = reading.bodies[0]
    first = body.sentences[0] if body.sentences else None
    yield Hit(
        (
            body.excerpt(first.start, first.end, "text") if first else body.excerpt(0, len(body.text)),
            Fact("language of the text", reading.language),
            Fact("language of the buyer", view.buyer_language),
            Fact("known from", view.buyer_language_basis.value),
        ),
        Verdict.VIOLATION if is_known else Verdict.LIKELY,
        "reply" if view.role is Role.REPLY else None,
    )


def _excused(view: View, written: set[str]) -> bool:
    """A reply in the buyer's own words' language; a store with two languages where no preference is known."""
    if view.role is Role.REPLY and view.previous and view.previous.language in written:
        return True
    if view.buyer_language_basis is not LanguageBasis.MARKETPLACE or view.marketplace is None:
        return False
    return len(view.marketplace.languages) > 1 and bool(written & set(view.marketplace.languages))
