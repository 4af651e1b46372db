"""Files that are no export at all, told by their first bytes, so that the refusal can say what to do."""

import os
import zipfile
from pathlib import Path

from audit.errors import InputError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GZIP = b"\x1f\x8b"
_SMALL = 64 * 1024 * 1024
_RATIO = 100
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PACKED = "is packed as {}; unpack it first"
_KNOWN = {
    b"%PDF": "is a PDF; export the data as a table or as mail",
    b"\xff\xd8\xff": "is a picture; export the data as a table or as mail",
    b"\x89PNG": "is a picture; export the data as a table or as mail",
    b"GIF8": "is a picture; export the data as a table or as mail",
    b"!BDN": "is an Outlook data file (.pst); export the mail as mbox or .eml",
    b"7z\xbc\xaf": _PACKED.format("7z"),
    b"Rar!": _PACKED.format("RAR"),
    b"BZh": _PACKED.format("bzip2"),
    b"\xfd7zX": _PACKED.format("xz"),
    b"\x28\xb5\x2f\xfd": _PACKED.format("zstd"),
    b"\x1f\x8b": "is packed by gzip twice; unpack it once",
}


def refuse_stranger(path: Path, raw: bytes) -> None:
    """Refuses what no importer could read, by the first bytes ``raw`` of what is inside the file.

    Raises:
        InputError: says what it is, and what to do.
    """
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t"):
        raise InputError("the file is empty; export it again")
    if not raw.strip(b"\0"):
        raise InputError("holds nothing but zeros, as after a broken download; export it again")
    _refuse_bomb(path)
    if raw.startswith(_OLE):
        raise InputError(_office(path))
    if raw.startswith(b"PK\x03\x04"):
        _refuse_archive(path)
    if raw[8:12] == b"DUCK":
        raise InputError("is a DuckDB file; a store is named with --store")
    known = next((words for magic, words in _KNOWN.items() if raw.startswith(magic)), None)
    if known:
        raise InputError(known)


def _office(path: Path) -> str:
    """A workbook with a password is no zip, but Office's old container around the encrypted one."""
    with path.open("rb") as file:
        head = file.read(512)
        file.seek((int.from_bytes(head[48:52], "little") + 1) << int.from_bytes(head[30:32], "little") % 16)
        directory = file.read(65_536)
    if _LOCKED in head or _LOCKED in directory:
        return "is protected by a password; save it without"
    return "is an Office file of the old kind (.xls, .doc, .msg); save a table as XLSX or CSV, a mail as .eml"


def _refuse_bomb(path: Path) -> None:
    """A gzipped file says in its last bytes how much is inside."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(2) != _GZIP or size < 4:
            return
        file.seek(-4, os.SEEK_END)
        inside = int.from_bytes(file.read(4), "little")
    if inside > max(_SMALL, _RATIO * size):
        raise InputError(
            "unpacks to more than a hundred times its size, as no export does; unpack it and see what it is"
        )


def _refuse_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError(f"is a damaged archive ({error}); export it again") from error
    if any(member.flag_bits & 1 for member in inside):
        raise InputError("is protected by a password; unpack it, or save it without")
    if not any(member.filename == "[Content_Types].xml" for member in inside):
        raise InputError("is a ZIP archive; unpack it first")
