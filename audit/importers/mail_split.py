"""An mbox file's mails, one by one over a memory map: separators told from text, ``>From `` unquoted."""

import mmap
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from audit.errors import InputError
from audit.importers.heads import container, opened
from audit.importers.mail_headers import LONGEST_BLOCK

_UNPACKED = 8 * 1024**3
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ZONE = rb"(?:[+-]\d{4}|[A-Z]{2,5})"
_B = rb"[ \t]{1,3}"
_SEPARATOR = re.compile(
    rb"From [^\r\n]{0,300}?\b(?P<date>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?" + _B
    + rb"(?:" + _MONTH + _B + rb"\d{1,2}|\d{1,2}" + _B + _MONTH + rb")" + _B
    + rb"(?:\d{4}" + _B + rb")?\d{1,2}:\d\d(?::\d\d)?(?:" + _B + _ZONE + rb")?(?:" + _B + rb"\d{4})?(?:" + _B + _ZONE
    + rb")?)[^\r\n]{0,100}(?:\r?\n|\Z)"
)  # fmt: skip
_HEADER = re.compile(rb">?[!-9;-~]{1,200}[ \t]*:|\r?\n|From ")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BLOCK_END = re.compile(rb"\r?\n\r?\n")
_BLANK = re.compile(rb"[\r\n]{0,4}")
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n\t ]*")
_DROP_EVERY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Span:
    """Where a mail lies: ``number`` counts from 1; ``from_line`` is the date of its separator, '' for a single mail."""

    number: int
    start: int
    end: int
    from_line: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox's bytes."""

    data: mmap.mmap
    single: bool = False

    def spans(self) -> Iterator[Span]:
        """Every mail of the box, in the file's order. Pages that were read are given back as it goes."""
        if self.single:
            leading = _LEADING.match(self.data)
            yield Span(1, leading.end() if leading else 0, len(self.data))
            return
        place, number, dropped = _first(self.data), 0, 0
        while place is not None:
            found = _SEPARATOR.match(self.data, place)
            if found is None:
                return
            number, start = number + 1, found.end()
            place = _next(self.data, start)
            yield Span(number, start, len(self.data) if place is None else place, found["date"].decode("ascii"))
            if start - dropped > _DROP_EVERY and hasattr(mmap, "MADV_DONTNEED"):
                self.data.madvise(mmap.MADV_DONTNEED)
                dropped = start

    def block(self, span: Span) -> tuple[bytes, int] | None:
        """A mail's header block and where its body begins; None where the block is longer than 1 MB."""
        if self.data[span.start : span.start + 1] == b"\n":
            return b"", span.start + 1
        found = _BLOCK_END.search(self.data, span.start, min(span.end, span.start + LONGEST_BLOCK))
        if found:
            return self.data[span.start : found.start() + 1], found.end()
        return (self.data[span.start : span.end], span.end) if span.size < LONGEST_BLOCK else None

    def body(self, span: Span, begin: int) -> bytes:
        """A mail's body, ``>From `` unquoted: one ``>`` less, which undoes mboxrd wholly and mboxo nearly always."""
        raw = self.data[begin : span.end]
        if self.single:
            return raw
        if b">From " in raw:
            raw = _QUOTED.sub(rb"\1", raw)
        return raw.removesuffix(b"\n").removesuffix(b"\r") if raw.endswith((b"\n\n", b"\n\r\n")) else raw


def begins_mbox(raw: bytes) -> bool:
    """Whether bytes begin, perhaps after blank lines, with an mbox separator: a sender and a date in one line."""
    leading = _LEADING.match(raw)
    return _SEPARATOR.match(raw, leading.end() if leading else 0) is not None


def _first(data: mmap.mmap) -> int | None:
    """The first separator: at the start, after a byte order mark and blank lines, else wherever one stands."""
    leading = _LEADING.match(data)
    start = leading.end() if leading else 0
    return start if _SEPARATOR.match(data, start) else _search(data, start)


def _next(data: mmap.mmap, start: int) -> int | None:
    """The separator after the mail that begins at ``start``: by its Content-Length where that leads to one (mboxcl)."""
    stated = _stated(data, start)
    if stated is None:
        return _search(data, max(start - 1, 0))
    return stated if stated < len(data) else None


def _stated(data: mmap.mmap, start: int) -> int | None:
    head = _BLOCK_END.search(data, start, start + LONGEST_BLOCK)
    length = _LENGTH.search(data, start, head.start() + 1) if head else None
    if head is None or length is None or head.end() + int(length[1]) > len(data):
        return None
    blank = _BLANK.match(data, head.end() + int(length[1]))
    stop = blank.end() if blank else len(data)
    return stop if stop == len(data) or _starts(data, stop) else None


def _search(data: mmap.mmap, start: int) -> int | None:
    place = start
    while (place := data.find(b"\nFrom ", place)) != -1:
        if _starts(data, place + 1):
            return place + 1
        place += 6
    return None


def _starts(data: mmap.mmap, place: int) -> bool:
    """A separator and, below it, a header (or nothing more, or the next mail): a sentence with a date is none."""
    found = _SEPARATOR.match(data, place)
    return found is not None and (found.end() >= len(data) or _HEADER.match(data, found.end()) is not None)


@contextmanager
def open_box(path: Path, *, single: bool = False) -> Iterator[Box]:
    """The mailbox in ``path``, unpacked into a temporary file where it is gzipped.

    Raises:
        InputError: the file is empty, damaged, or unpacks to more than 8 GB.
    """
    with path.open("rb") as file, tempfile.TemporaryFile() as unpacked:
        source: IO[bytes] = file
        if container(file.read(4)) == "gzip":
            _unpack(path, unpacked)
            source = unpacked
        try:
            data = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise InputError("the file is empty; export it again") from error
        with data:
            yield Box(data, single)


def _unpack(path: Path, out: IO[bytes]) -> None:
    written = 0
    try:
        with opened(path) as inside:
            while chunk := inside.read(1024 * 1024):
                written += out.write(chunk)
                if written > _UNPACKED:
                    raise InputError("unpacks to more than 8 GB; unpack it and split it")
        out.flush()
    except (OSError, EOFError) as error:
        raise InputError(f"cannot be unpacked: {error}; export it again") from error
