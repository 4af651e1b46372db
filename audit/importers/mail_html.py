"""HTML as lines of text, for finding what was written inside Amazon's frame. Linear in its length, whatever it holds."""

import html
import re

_BREAKS = frozenset(
    [
        "address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th",
        "tr", "ul",
    ]
)  # fmt: skip
_SKIPPED = frozenset(["script", "style", "head", "title", "template"])
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
_PRE = re.compile(r"<pre\b([^<>]{0,4000})>", re.IGNORECASE)
_LINES = re.compile(r"[ \t]*\n[ \t]*")
LONGEST = 2_000_000


def wrapped(source: str) -> str | None:
    """What stands in the one ``<pre>`` with ``pre-wrap``: the writer's words, in any language. None: not exactly one."""
    found = [tag for tag in _PRE.finditer(source[:LONGEST]) if "pre-wrap" in tag[1].casefold()]
    if len(found) != 1:
        return None
    start = found[0].end()
    stop = _close(source, "pre", start)
    return text_of(source[start : stop if stop != -1 else len(source)], keep=True).strip("\n")


def text_of(source: str, *, keep: bool = False) -> str:
    """The visible text. ``keep``: blanks and line ends are the writer's own, as in ``<pre>``."""
    source = source[:LONGEST]
    out: list[str] = []
    place = 0
    while place < len(source):
        at = source.find("<", place)
        if at == -1:
            at = len(source)
        out.append(_plain(source[place:at], keep=keep))
        place = _tag(source, at, out) if at < len(source) else at
    text = "".join(out)
    return text if keep else re.sub(r"\n{3,}", "\n\n", _LINES.sub("\n", text)).strip()


def _plain(text: str, *, keep: bool) -> str:
    said = html.unescape(text) if "&" in text else text
    return said if keep else re.sub(r"[ \t\r\n]+", " ", said)


def _tag(source: str, at: int, out: list[str]) -> int:
    """Reads what begins with ``<`` at ``at`` and answers where it ends."""
    if source.startswith("<!--", at):
        stop = source.find("-->", at + 4)
        return len(source) if stop == -1 else stop + 3
    found = _NAME.match(source, at + 1)
    if found is None and source[at + 1 : at + 2] not in {"!", "?"}:
        out.append("<")
        return at + 1
    stop = source.find(">", at)
    if stop == -1:
        return len(source)
    name = found[1].lower() if found else ""
    if name in _BREAKS:
        out.append("\n")
    if name in _SKIPPED and source[at + 1] != "/" and source[stop - 1] != "/":
        close = _close(source, name, stop)
        return len(source) if close == -1 else close
    return stop + 1


def _close(source: str, name: str, start: int) -> int:
    found = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, start)
    return found.start() if found else -1
