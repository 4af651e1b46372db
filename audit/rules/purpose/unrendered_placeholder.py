"""Merge fields that were sent unfilled.

What it checks:
Placeholders such as {{name}}, [[OrderID]], %%order%% or {buyer_name}, and greetings without a name ("Dear ,").

Why it matters:
It shows the buyer a machine at work, and often the order id is the field that stayed empty.

How to fix:
Correct the field's name in the template, and give it a fallback.

Known limits:
Brackets that belong to a product or a quoted text can look like a field.
"""

import re
from collections.abc import Iterator

from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity

_FIELD = re.compile(
    r"\{\{\s*[\w.\- |]{1,60}\s*\}\}|\[\[\s*[\w.\- ]{1,60}\s*\]\]|%%\s*[\w.\-]{1,60}\s*%%|<<\s*[\w.\- ]{1,60}\s*>>|"
    r"\$\{\s*[\w.]{1,60}\s*\}|\{(?:[a-z]+_[a-z_]+|(?:first|last|buyer|customer|order|product)\w{0,20}|name)\}|"
    r"\[(?:(?:first|last|buyer|customer|order|product)[ _-]?(?:name|id|number)|name)\]",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:dear|hi|hello|hallo|bonjour|hola|ciao|liebe[rs]?|cher|chère|estimad[oa]|gentile|caro|beste|cześć|hej|olá|prezad[oa]|"
    r"sayın|merhaba)[ \t]+[,!](?=\s)",
    re.IGNORECASE | re.MULTILINE,
)


@rule(
    title="Merge fields are filled",
    failure_title="Merge field sent unfilled",
    severity=Severity.LOW,
    clauses=("amazon-6",),
    requires=("reading",),
    remediation="Correct the field's name in the template.",
    sentence="A merge field was sent unfilled: {excerpt}.",
    examples=(
        bad("Hi {{first_name}}, your invoice is attached.", shows="{{first_name}}"),
        bad("Order [[OrderID]]", shows="[[OrderID]]"),
        bad("Order %%order%%", shows="%%order%%"),
        bad("Dear ,\nyour invoice is attached.", shows="Dear ,"),
        bad("Hallo {buyer_name}, hier ist Ihre Rechnung.", shows="{buyer_name}"),
        good("Dear Tom,\nyour invoice is attached."),
        good("Use the {small} brackets [see page 2], 100 % cotton, 50 %."),
    ),
)
def unrendered_placeholder(view: View) -> Iterator[Answer]:
    """Yields a hit for each unfilled field."""
    for field in view.reading.fields:
        for pattern in (_FIELD, _GREETING):
            for found in pattern.finditer(field.text):
                yield Hit((field.excerpt(found.start(), found.end(), "field"),))
