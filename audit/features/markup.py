"""HTML as a buyer reads it: visible text with the code point of the source that each character came from."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from audit.features.memo import remembered
from audit.features.taming import tame

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "table",
        "tr",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "center",
        "section",
        "article",
        "header",
        "footer",
        "hr",
    ]
)
_SKIPPED = frozenset(["script", "style", "head", "title", "noscript", "template"])
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
_QUOTES = re.compile(r"gmail_quote|moz-cite-prefix|yahoo_quoted|divRplyFwdMsg|OutlookMessageHeader", re.IGNORECASE)
_VOID = frozenset(
    ["br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
LONGEST = 2_000_000
_RUNS = re.compile(r"\S+|\u00a0+|[^\S\u00a0]+")
_BREAKING = frozenset(["", " ", "\n"])
_LINE_BEGINS = frozenset(["", "\n"])


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the markup: where it leads, what it shows, where it stands in the visible text and in the source."""

    href: str
    start: int
    end: int
    source: int


@dataclass(frozen=True, slots=True)
class Page:
    """Visible text, its origins, links."""

    text: str
    origins: tuple[int, ...]
    anchors: tuple[Anchor, ...]


@dataclass
class _Reader(HTMLParser):
    source: str
    out: list[str] = field(default_factory=list)
    tail: str = ""
    """The last two characters of what is out."""
    origins: list[int] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    stack: list[tuple[str, bool]] = field(default_factory=list)
    hidden: int = 0
    link: tuple[str, int, int] | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for found in re.finditer("\n", self.source):
            self.lines.append(found.end())

    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def put(self, text: str, at: int, *, stretched: bool = False) -> None:
        """Adds text; blanks in a row are one, but for those that do not break. ``stretched``: all of it came from one place."""
        if self.hidden:
            return
        for found in _RUNS.finditer(text):
            run = found[0]
            if run[0].isspace():
                if run[0] != "\u00a0" and self.tail[-1:] in _BREAKING:
                    continue
                run = " " if run[0] != "\u00a0" else " " * len(run)
            self.out.append(run)
            self.tail = (self.tail + run)[-2:]
            start = at + found.start()
            self.origins += [at] * len(run) if stretched else range(start, start + len(run))

    def newline(self, *, forced: bool = False) -> None:
        if self.hidden or (not forced and self.tail[-1:] in _LINE_BEGINS):
            return
        self.out.append("\n")
        self.tail = (self.tail + "\n")[-2:]
        self.origins.append(min(self.place(), max(0, len(self.source) - 1)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.newline(forced=True)
        elif tag in _BLOCKS:
            self.newline()
        if tag == "a" and not self.hidden:
            self.link = (named.get("href", ""), len(self.origins), self.place())
        if tag in _VOID:
            return
        quoted = tag == "blockquote" and "cite" in named.get("type", "")
        concealed = (
            tag in _SKIPPED or "hidden" in named or quoted or bool(_HIDDEN.search(named.get("style", "")[:2000]))
            or bool(_QUOTES.search(f"{named.get('class', '')} {named.get('id', '')}"[:500]))
        )  # fmt: skip
        self.stack.append((tag, concealed))
        self.hidden += concealed

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.link and not self.hidden:
            self.anchors.append(Anchor(self.link[0], self.link[1], len(self.origins), self.link[2]))
            self.link = None
        if any(name == tag for name, _ in self.stack[-64:]):
            while self.stack:
                name, concealed = self.stack.pop()
                self.hidden -= concealed
                if name == tag:
                    break
        if tag in _BLOCKS:
            self.newline()
            if tag == "p":
                self.newline(forced=bool(self.tail) and self.tail != "\n\n")

    def handle_data(self, data: str) -> None:
        self.put(data, self.place())

    def handle_entityref(self, name: str) -> None:
        self.put(html.unescape(f"&{name};"), self.place(), stretched=True)

    def handle_charref(self, name: str) -> None:
        self.put(html.unescape(f"&#{name};"), self.place(), stretched=True)


@remembered(512)
def page(source: str) -> Page:
    """The visible text of a message's HTML. What lies beyond two million characters is not read."""
    reader = _Reader(source[:LONGEST])
    reader.feed(tame(reader.source))
    reader.close()
    return Page("".join(reader.out), tuple(reader.origins), tuple(reader.anchors))
