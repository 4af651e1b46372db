"""Pictures loaded without encryption.

What it checks:
Every picture of the HTML that is loaded by http: from src, srcset, background attributes and CSS.

Why it matters:
Amazon demands secure sources, and many mail programs show such pictures as broken.

How to fix:
Use https, or embed the picture.

Known limits:
An address without a scheme (//host/…) takes the reader's and is let pass. Nothing is fetched.
"""

from collections.abc import Iterator

from audit.features.pictures import pictures
from audit.model.evidence import Answer, Hit, NotChecked
from audit.model.rule import View, bad, good, rule
from audit.model.words import Severity


@rule(
    title="Pictures are loaded securely",
    failure_title="Picture loaded by http",
    severity=Severity.MEDIUM,
    clauses=("format-10",),
    requires=("reading",),
    remediation="Use https, or embed the picture.",
    sentence="A picture is loaded without encryption: {excerpt}.",
    examples=(
        bad(html='<p>Hi</p><img src="http://img.example.com/logo.png" alt="Logo">', shows="http://img"),
        bad(html='<table background="http://img.example.com/b.png"><tr><td>Hi</td></tr></table>', shows="b.png"),
        bad(html="<div style=\"background:url('http://img.example.com/c.png')\">Hi</div>", shows="c.png"),
        bad(html='<p>Hi</p><img srcset="https://a.example/1.png 1x, http://a.example/2.png 2x">', shows="2.png"),
        good(html='<p>Hi</p><img src="https://img.example.com/logo.png" alt="Logo"><img src="cid:logo">'),
        good(html='<p>See http://example.com</p><a href="http://example.com/a.png">here</a>'),
        good("A plain text with http://img.example.com/logo.png", not_checked=True),
    ),
)
def insecure_image(view: View) -> Iterator[Answer]:
    """Yields a hit for each picture by http."""
    if view.reading.html is None:
        yield NotChecked("plain text")
        return
    for picture in pictures(view.reading.html):
        if picture.address.casefold().startswith("http:"):
            yield Hit((picture.evidence,))
