"""The pictures that a message's HTML names: where each is loaded from, how large it is declared, whether it is hidden."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from audit.features.markup import LONGEST
from audit.features.taming import tame
from audit.model.evidence import Excerpt

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|(?:left|top)\s*:\s*-\d{3}", re.IGNORECASE
)
_QUOTES = re.compile(r"gmail_quote|moz-cite-prefix|yahoo_quoted|divRplyFwdMsg|OutlookMessageHeader", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^\"')\s]{1,2000})", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|[;\s])(?:max-)?(width|height)\s*:\s*(\d{1,5}(?:\.\d+)?)(px|pt|%|r?em)?", re.IGNORECASE)
_VOID = frozenset(
    ["br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the markup. ``width`` and ``height`` are declared pixels, None where not declared in pixels."""

    address: str
    evidence: Excerpt
    width: float | None = None
    height: float | None = None
    is_hidden: bool = False
    is_background: bool = False

    @property
    def is_remote(self) -> bool:
        """Whether showing it asks a server."""
        return self.address.casefold().startswith(("http:", "https:", "//"))


@dataclass
class _Reader(HTMLParser):
    source: str
    found: list[Picture] = field(default_factory=list)
    stack: list[tuple[str, bool, bool]] = field(default_factory=list)
    in_style: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.lines = [0, *(match.end() for match in re.finditer("\n", self.source))]

    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def add(self, address: str, attributes: dict[str, str], *, is_background: bool) -> None:
        if any(quoted for _, quoted, _ in self.stack):
            return
        style = attributes.get("style", "")[:2000]
        sizes = {name.casefold(): _pixels(number, unit or "px") for name, number, unit in _SIZE.findall(style)}
        hidden = "hidden" in attributes or bool(_HIDDEN.search(style)) or any(h for *_, h in self.stack)
        start = self.source.find(address, self.place())
        start = self.place() if start < 0 else start
        self.found.append(
            Picture(
                address=re.sub(r"[\t\r\n]", "", address).strip(),
                evidence=Excerpt(
                    "html", self.source[start : start + len(address)], start, start + len(address), "picture"
                ),
                width=sizes.get("width", _attribute(attributes.get("width"))),
                height=sizes.get("height", _attribute(attributes.get("height"))),
                is_hidden=hidden,
                is_background=is_background,
            )
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag in {"img", "image"} or (tag == "input" and named.get("type", "").casefold() == "image"):
            addresses = [
                named.get("src") or "",
                *(part.split()[0] for part in named.get("srcset", "").split(",") if part.split()),
            ]
            for address in dict.fromkeys(a for a in addresses if a):
                self.add(address, named, is_background=False)
        elif tag == "source" and named.get("srcset"):
            for part in named["srcset"].split(","):
                if part.split():
                    self.add(part.split()[0], named, is_background=False)
        for address in (named.get("background", ""), *_URL.findall(named.get("style", "")[:4000])):
            if address:
                self.add(address, {k: v for k, v in named.items() if k == "style"}, is_background=True)
        self.in_style = tag == "style"
        if tag not in _VOID:
            quoted = (tag == "blockquote" and "cite" in named.get("type", "")) or bool(
                _QUOTES.search(f"{named.get('class', '')} {named.get('id', '')}"[:500])
            )
            self.stack.append((tag, quoted, "hidden" in named or bool(_HIDDEN.search(named.get("style", "")[:2000]))))

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False
        if any(name == tag for name, *_ in self.stack[-64:]):
            while self.stack and self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.in_style:
            for address in _URL.findall(data):
                self.add(address, {}, is_background=True)


def _pixels(number: str, unit: str) -> float | None:
    return float(number) if unit == "px" else float(number) * 4 / 3 if unit == "pt" else None


def _attribute(value: str | None) -> float | None:
    found = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", value or "")
    return float(found[1]) if found else None


@lru_cache(maxsize=4096)
def pictures(source: str) -> tuple[Picture, ...]:
    """The pictures of the newly written HTML, in order, backgrounds and alternatives for other widths included."""
    reader = _Reader(source[:LONGEST])
    reader.feed(tame(reader.source))
    reader.close()
    return tuple(reader.found)
