"""Emoji in subject or body.

What it checks:
Characters that show as emoji: by Unicode presentation, with the emoji selector, keycaps, flags, hearts, smileys, star runs.

Why it matters:
Amazon scans the form of messages as well as their words, and does not deliver what breaks it.

How to fix:
Take the emoji out of the template.

Known limits:
Text smileys such as :) are fine. Pictures of emoji are not seen.
"""

import re
from collections.abc import Iterator

from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity

_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|"
    "[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f900-\U0001f9ff\U0001fa70-\U0001faff\U0001f004\U0001f0cf"
    "\U0001f18e\U0001f191-\U0001f19a\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2764\u2665\u263a\u2639]"
    "[\ufe0f\U0001f3fb-\U0001f3ff\u200d]*|[^\\s\\w]\ufe0f|★{3,})+"
)


@rule(
    title="No emoji is used",
    failure_title="Emoji in a message",
    severity=Severity.MEDIUM,
    clauses=("format-2",),
    requires=("reading",),
    remediation="Take the emoji out of the template.",
    sentence="The message contains an emoji: {excerpt}.",
    examples=(
        bad("Your kettle is on its way 🚚", shows="🚚"),
        bad("Thanks", subject="Order 302-1234567-1234567 ❤", shows="❤"),
        bad("Rate us ★★★★★", shows="★★★★★"),
        bad("Fine ©️", shows="©️"),
        good("Kettle™ and Pot® © 2026 :) ✓ ✔ → ♪ ☎ ✉ 5 # *"),
        good("Star ★ model, 日本語 のメッセージ"),
    ),
)
def emoji(view: View) -> Iterator[Answer]:
    """Yields a hit for each run of emoji."""
    for field in view.reading.fields:
        for found in _EMOJI.finditer(field.text):
            yield Hit((field.excerpt(found.start(), found.end(), "emoji"),))
