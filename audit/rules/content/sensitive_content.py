"""Insults, threats and offensive words.

What it checks:
Insults, threats and swear words, masked ones too, in subject and text. Mild ones and lurid but legitimate goods are for review.

Why it matters:
One such message is enough to lose the account's right to write, and the buyer forwards it.

How to fix:
Apologise, let somebody else answer, and keep drafts of angry moments unsent.

Known limits:
Pictures and attachments are judged apart. Words that the buyer used and the seller only quotes are left out.
"""

import re
from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.model.evidence import Answer, Hit
from audit.model.reading import Act, FieldText
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity, Verdict

_QUOTED = re.compile(r"[\"“„«»”][^\"“„«»”\n]{1,300}[\"“”«»]|「[^」\n]{1,300}」")


@rule(
    title="No message offends",
    failure_title="Insult, threat or offensive words",
    severity=Severity.CRITICAL,
    clauses=("dont-12",),
    requires=("reading", "role", "previous"),
    remediation="Take the words out, and look at who wrote them.",
    sentence="The message holds words that insult, threaten or offend: “{excerpt}”.",
    languages=languages_with("insult", "threat"),
    examples=(
        bad("Only an idiot breaks a lid like this.", shows="idiot"),
        bad("If you return it, we will sue you.", shows="sue"),
        bad("What the f**k do you want?", shows="f**k"),
        bad("That damn parcel is late again, sorry.", verdict=Verdict.REVIEW, shows="damn"),
        good("The bastard file is for rough work; use the plaster on bare skin."),
        good('You wrote "the idiot at the post office"; we asked them where your parcel is.', reply_to="Ask the idiot at the post office!"),
    ),
)  # fmt: skip
def sensitive_content(view: View) -> Iterator[Answer]:
    """Yields a hit for each insult, threat or swear word that is not the buyer's own."""
    theirs = " ".join(field.text for field in view.previous.fields).casefold() if view.previous else ""
    for field in view.reading.bodies if view.role is Role.REPLY else view.reading.fields:
        quotes = [match.span() for match in _QUOTED.finditer(field.text)]
        for act in field.acts:
            if act.kind in {"insult", "threat", "mild_swear"} and not _is_quoted(field, act, quotes, theirs):
                verdict = Verdict.REVIEW if act.kind == "mild_swear" else Verdict.VIOLATION
                yield Hit((field.excerpt(act.start, act.end, act.kind.replace("_", " ")),), verdict)


def _is_quoted(field: FieldText, act: Act, quotes: list[tuple[int, int]], theirs: str) -> bool:
    inside = any(start <= act.start and act.end <= end for start, end in quotes)
    return inside and field.text[act.start : act.end].casefold() in theirs
