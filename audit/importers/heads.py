"""What a file is: its container by magic bytes, its encoding by trial."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from audit.errors import InputError
from audit.model.importer import Head

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 65_536
_EXPANDED_LIMIT = 8 * 1024**3
_SMALL = 64 * 1024 * 1024
_RATIO = 100
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def container(raw: bytes) -> str:
    """``gzip``, ``zip``, ``parquet`` or ``plain``."""
    if raw[:2] == b"\x1f\x8b":
        return "gzip"
    if raw[:4] == b"PK\x03\x04":
        return "zip"
    return "parquet" if raw[:4] == b"PAR1" else "plain"


class _Bounded(io.RawIOBase):
    """What comes out of a gzipped file, as long as it is not out of all proportion to what went in."""

    def __init__(self, inside: gzip.GzipFile, packed: int) -> None:
        super().__init__()
        self._inside = inside
        self._left = min(max(_SMALL, _RATIO * packed), _EXPANDED_LIMIT)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        count = self._inside.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise InputError("unpacks to more than 8 GB, or a hundred times its size; unpack it and see what it is")
        return count


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where it is gzipped."""
    with path.open("rb") as file:
        packed = container(file.read(4)) == "gzip"
        file.seek(0)
        if packed:
            with gzip.GzipFile(fileobj=file) as inside:
                yield cast("BinaryIO", io.BufferedReader(_Bounded(inside, path.stat().st_size), 1024 * 1024))
        else:
            yield file


def read_head(path: Path) -> Head:
    """The first 64 KB, decoded.

    Raises:
        InputError: the file is empty or cannot be read.
    """
    try:
        with opened(path) as file:
            raw = file.read(HEAD)
    except (OSError, EOFError) as error:
        raise InputError(f"is damaged or cannot be read: {error}; export it again") from error
    if not raw:
        raise InputError("the file is empty; export it again")
    encoding = guess_encoding(raw)
    return Head(path.name, raw, raw.decode(encoding, errors="replace"), encoding)


def guess_encoding(raw: bytes) -> str:
    """By the byte order mark, else strict UTF-8, else cp932 where it looks Japanese, GBK where Chinese, else cp1252."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name
    for encoding in ("utf-8", "cp932", "gb18030"):
        try:
            text = raw[: len(raw) - 4].decode(encoding) if len(raw) >= HEAD else raw.decode(encoding)
        except UnicodeDecodeError as error:
            if len(raw) >= HEAD and error.start > len(raw) - 8:
                return encoding
            continue
        if encoding == "utf-8" or (encoding == "cp932" and _share(text, "\u3040", "\u30ff") > 0.2):
            return encoding
        if encoding == "gb18030" and _share(text, "\u4e00", "\u9fff") > 0.6 and _stand_together(text):
            return encoding
    return "cp1252"


def _stand_together(text: str) -> bool:
    """Whether most ideographs have one beside them: an umlaut misread for one stands alone between Latin letters."""
    runs = [len(run) for run in re.findall("[\u3000-\u9fff\uff00-\uffef]+", text)]
    return sum(length for length in runs if length > 1) * 2 > sum(runs)


def _share(text: str, first: str, last: str) -> float:
    """Which share of the letters beyond ASCII lies between two characters."""
    beyond = [c for c in text if c > "\x7f"]
    return sum(first <= c <= last for c in beyond) / len(beyond) if beyond else 0.0


@contextmanager
def text_lines(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file's text, line ends kept."""
    with opened(path) as file:
        yield io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def check_zip(path: Path) -> None:
    """Refuses an archive that unpacks to more than stated limits.

    Raises:
        InputError: it is damaged or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
            if sum(info.file_size for info in inside) > _EXPANDED_LIMIT // 8:
                raise InputError("unpacks to more than 1 GB; save it as CSV")
            if any(info.file_size > _SMALL and info.file_size > _RATIO * info.compress_size for info in inside):
                raise InputError("unpacks to more than a hundred times its size, as no export does; save it as CSV")
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise InputError("is protected by a password; save it without")
    except zipfile.BadZipFile as error:
        raise InputError(f"is a damaged archive ({error}); export it again") from error
