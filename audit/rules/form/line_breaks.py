"""More than two line breaks in a row.

What it checks:
Runs of line breaks between two visible texts: in plain text, or by <br> and empty paragraphs where there is HTML.

Why it matters:
Amazon allows two line breaks in a row, and scans for more.

How to fix:
Leave one empty line between paragraphs.

Known limits:
Space made by style sheets is not a line break. Where there is HTML, the text part is not judged.
"""

import re
from collections.abc import Iterator

from audit.model.evidence import Answer, Fact, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity

_RUN = re.compile(r"\S[ \t\u00a0]*((?:\n[ \t\u00a0]*)+)(?=\S)")


@rule(
    title="At most two line breaks stand in a row",
    failure_title="More than two line breaks in a row",
    severity=Severity.LOW,
    clauses=("format-9",),
    requires=("reading", "limits"),
    remediation="Leave one empty line between paragraphs.",
    sentence="{breaks} line breaks stand in a row.",
    examples=(
        bad("Hello,\n\n\nyour invoice is attached.", shows="\n"),
        bad("Hello,\r\n \r\n\r\nyour invoice is attached.", shows="\n"),
        bad(html="Hello,<br><br><br>your invoice is attached.", shows="<br>"),
        good("Hello,\n\nyour invoice is attached.\n\n\n\n"),
        good(html="<p>Hello,</p><p>your invoice is attached.</p>"),
        good(html="Hello,<br><br>your invoice is attached."),
    ),
)
def line_breaks(view: View) -> Iterator[Answer]:
    """Yields a hit for each run that is too long."""
    for body in view.reading.bodies[:1]:
        for found in _RUN.finditer(body.text):
            count = found[1].count("\n")
            if count > view.limits["line_breaks"]:
                yield Hit((body.excerpt(found.start(1), found.end(1), "line breaks"), Fact("breaks", count)))
