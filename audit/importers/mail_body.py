"""What was written, out of Amazon's frame: by the dashed lines, by the HTML block, by what begins the footer."""

import re
from dataclasses import dataclass

from audit.features.cleaning import new_spans
from audit.features.order_ids import order_ids
from audit.importers.mail_html import text_of, wrapped
from audit.importers.mail_parts import Leaf
from audit.importers.mail_wording import wording

_ENOUGH = re.compile(r"[\d\uff10-\uff19]{3}|[A-Z]\d\d-\d{7}")
_LONGEST = 200_000
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Framed:
    """What was written, and what stood before and after it: Amazon's words, with its ids."""

    before: str
    text: str
    after: str


def bodies(leaves: tuple[Leaf, ...]) -> tuple[str, str]:
    """The mail's own text and HTML, as sent; '' where there is none."""
    own = [leaf for leaf in leaves if not leaf.is_attachment]
    plain = [leaf.text for leaf in own if leaf.content_type != "text/html"]
    return "\n".join(plain), "\n".join(leaf.text for leaf in own if leaf.content_type == "text/html")


def unframed(plain: str, html: str) -> Framed:
    """What the writer wrote, from a mail that Amazon made. The dashed lines of the text part are surest."""
    found = _between(plain) if plain.strip() else None
    if found:
        return found
    if html.strip():
        shown = text_of(html)
        around = _between(shown)
        inside = wrapped(html)
        if inside is not None and inside.strip():
            frame = around or _around(shown, inside)
            return Framed(frame.before, inside.strip(), frame.after)
        if around:
            return around
    return _cut(plain if plain.strip() else text_of(html))


def _around(shown: str, inside: str) -> Framed:
    first = inside.strip().split("\n", 1)[0].strip()
    start = shown.find(first)
    after = _cut(shown[start:]).after if start != -1 else ""
    return Framed(shown[: max(start, 0)], "", after)


def _between(text: str) -> Framed | None:
    """Between the first line that begins a message and the last that ends it."""
    said = wording()
    begin = said.begin.search(text)
    if begin is None:
        lines = list(said.any_marker.finditer(text))
        if len(lines) < 2:
            return None
        return Framed(
            text[: lines[0].start()], text[lines[0].end() : lines[-1].start()].strip(), text[lines[-1].end() :]
        )
    ends = list(said.end.finditer(text, begin.end())) or list(said.any_marker.finditer(text, begin.end()))
    stop, rest = (ends[-1].start(), ends[-1].end()) if ends else (footer(text, begin.end()),) * 2
    return Framed(text[: begin.start()], text[begin.end() : stop].strip(), text[rest:])


def _cut(text: str) -> Framed:
    stop = footer(text, 0)
    return Framed("", text[:stop].strip(), text[stop:])


def footer(text: str, start: int) -> int:
    """Where Amazon's footer begins: the line of its first mark; the end of the text where there is none."""
    found = wording().anchors.search(text, start)
    return max(start, text.rfind("\n", start, found.start()) + 1) if found else len(text)


def new_text(text: str) -> str:
    """A text without the history that it quotes."""
    return "".join(text[start:stop] for start, stop in new_spans(text[:_LONGEST]))


def first_order_id(*texts: str) -> str:
    """The first order id of the first text that holds one; ''."""
    for text in texts:
        if _ENOUGH.search(text):
            found = order_ids(text[:_LONGEST])
            if found:
                return found[0]
    return ""


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: the same for one text in plain and in HTML."""
    return _BETWEEN_WORDS.sub("", text.casefold())
