"""A mail's leaves: by fast-mail-parser where it is installed, else or where it stumbles by the standard library.

Both ways give the same leaves. The top of the mail is always read by ``mail_headers``; the parsers see a multipart body
below a header of ours, so that what is odd in a real header reaches neither.
"""

import binascii
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32
from functools import cache
from types import ModuleType
from typing import Any

from audit.importers.mail_charset import clean, decode
from audit.importers.mail_headers import Headers, base64, parameters, unfold

MOST_PARTS = 2_000
_MOST_BOUNDARIES = 100
_MOST_LINES = 50_000
_BOUNDARY = re.compile(rb"boundary\*?\d{0,3}\*?[ \t]*=", re.IGNORECASE)
_ENCODINGS = frozenset({"", "7bit", "8bit", "binary", "base64", "quoted-printable"})
_TEXTS = frozenset({"text/plain", "text/html", "text/enriched"})
_SHOWN = ("content-type", "content-disposition", "content-id")


class TooManyPartsError(ValueError):
    """A mail built of so many parts that reading it would take too long."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts. ``content`` is decoded from its transfer encoding; None for a mail inside the mail."""

    content_type: str
    charset: str
    disposition: str
    filename: str
    content_id: str
    content: bytes | None
    is_coded: bool
    """Whether the transfer encoding was base64: then every byte counts, else line ends are the mail's."""

    @property
    def is_attachment(self) -> bool:
        """Whether it is no text of the mail itself."""
        return self.disposition == "attachment" or bool(self.filename) or self.content_type not in _TEXTS

    @property
    def text(self) -> str:
        r"""The leaf as text: line ends as ``\n``, none at the end."""
        return clean(decode(self.content or b"", self.charset)).rstrip("\n")

    @property
    def size(self) -> int | None:
        """Decoded bytes; None for a mail inside the mail."""
        if self.content is None or self.is_coded:
            return None if self.content is None else len(self.content)
        return len(self.content.replace(b"\r\n", b"\n").rstrip(b"\n"))


def leaves(headers: Headers, body: bytes) -> tuple[Leaf, ...]:
    """The leaves of a mail in their order, at most 2,000.

    Raises:
        TooManyPartsError: it has too many parts, or they lie too deep in one another.
    """
    kind = headers.raw("content-type")
    if not _is_multipart(kind):
        return (_only(headers, kind, body),)
    raw = _below_plain_header(kind, body)
    if len(_BOUNDARY.findall(raw)) > _MOST_BOUNDARIES or raw.count(b"\n--") > _MOST_LINES:
        raise TooManyPartsError("the mail has too many parts to be read")
    found = quick_leaves(raw)
    return standard_leaves(raw) if found is None else found


def _is_multipart(kind: str) -> bool:
    return kind.casefold().lstrip().startswith("multipart/")


def _below_plain_header(kind: str, body: bytes) -> bytes:
    boundary = re.sub(r"[\"\\\x00-\x1f]", "", parameters(kind).get("boundary", "")).rstrip()
    subtype = re.match(r"multipart/[\w.+-]{1,40}", kind.strip(), re.IGNORECASE)
    named = f'{subtype[0].lower() if subtype else "multipart/mixed"}; boundary="{boundary}"'
    return b"Content-Type: " + named.encode("utf-8", "replace") + b"\n\n" + body.replace(b"\r\n", b"\n")


def _only(headers: Headers, kind: str, body: bytes) -> Leaf:
    coding = _coding(headers.raw("content-transfer-encoding"))
    content = body.replace(b"\r\n", b"\n")
    if coding == "base64":
        content = base64(body)
    elif coding == "quoted-printable":
        content = binascii.a2b_qp(body)
    return _leaf(kind, headers.raw("content-disposition"), headers.raw("content-id"), coding, content)


def _coding(value: str) -> str:
    return value.partition(";")[0].strip(" \t\"'").casefold()


def _leaf(kind: str, disposition: str, content_id: str, coding: str, content: bytes | None) -> Leaf:
    said, shown = parameters(kind), parameters(disposition)
    named = re.split(r"[;\s]", kind.strip(), maxsplit=1)[0].casefold()
    return Leaf(
        content_type="text/plain" if not named or named.startswith("multipart/") else named,
        charset=said.get("charset", ""), disposition=disposition.partition(";")[0].strip().casefold(),
        filename=" ".join((shown.get("filename") or said.get("name", "")).split())[:255],
        content_id=content_id.strip().strip("<>"), content=content, is_coded=coding == "base64",
    )  # fmt: skip


@cache
def _parser() -> ModuleType | None:
    try:
        import fast_mail_parser
    except ImportError:
        return None
    return fast_mail_parser


class _OddError(ValueError):
    """Something that the two parsers read differently."""


def quick_leaves(raw: bytes) -> tuple[Leaf, ...] | None:
    """The leaves by fast-mail-parser; None where it is not installed, or the mail is odd: the slow way knows better."""
    parser = _parser()
    if parser is None:
        return None
    try:
        return tuple(_walk_quick(parser.parse_email_tree(raw)))
    except (parser.ParseError, _OddError):
        return None


def _walk_quick(root: Any) -> Iterator[Leaf]:
    stack, count = [root], 0
    while stack and count < MOST_PARTS:
        node = stack.pop()
        named = {name.lower(): values[0] for name, values in node.headers.items()}
        kind, coding = named.get("content-type", ""), _coding(named.get("content-transfer-encoding", ""))
        nested = kind.casefold().lstrip().startswith("message/")
        if coding not in _ENCODINGS or not "".join(named.get(name, "") for name in _SHOWN).isascii():
            raise _OddError
        if _is_multipart(kind):
            if not node.children or coding in {"base64", "quoted-printable"}:
                raise _OddError
            stack += reversed(node.children)
            continue
        count += 1
        yield _leaf(
            kind, named.get("content-disposition", ""), named.get("content-id", ""), coding,
            None if nested else node.content,
        )  # fmt: skip


def standard_leaves(raw: bytes) -> tuple[Leaf, ...]:
    """The leaves by the standard library, whatever the defects.

    Raises:
        TooManyPartsError: its parts lie too deep in one another.
    """
    try:
        return tuple(_walk_standard(email.message_from_bytes(raw, policy=compat32)))
    except RecursionError as error:
        raise TooManyPartsError("the mail's parts lie too deep in one another to be read") from error


def _walk_standard(root: "Message[Any, Any]") -> Iterator[Leaf]:
    stack, count = [root], 0
    while stack and count < MOST_PARTS:
        node = stack.pop()
        named = {name.lower(): _unfolded(value) for name, value in reversed(list(node.raw_items()))}
        kind, coding = named.get("content-type", ""), _coding(named.get("content-transfer-encoding", ""))
        nested = kind.casefold().lstrip().startswith("message/")
        children = node.get_payload()
        if isinstance(children, list) and not nested:
            stack += [child for child in reversed(children) if isinstance(child, Message)]
            continue
        count += 1
        payload = None if nested else node.get_payload(decode=True)
        yield _leaf(
            kind, named.get("content-disposition", ""), named.get("content-id", ""), coding,
            payload if isinstance(payload, bytes) else None,
        )  # fmt: skip


def _unfolded(value: object) -> str:
    return unfold(str(value).encode("ascii", "surrogateescape"))
