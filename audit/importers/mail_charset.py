"""Bytes to text for mail: labels that say less than the truth, no label, a label nobody knows."""

import re

from audit.importers.heads import guess_encoding

_KNOWN = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be", "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1252": "cp1252",
    "windows-1253": "cp1253", "windows-1254": "cp1254", "windows-1255": "cp1255", "windows-1256": "cp1256",
    "windows-1257": "cp1257", "windows-1258": "cp1258", "windows-874": "cp874", "cp1250": "cp1250", "cp1251": "cp1251",
    "cp1252": "cp1252", "cp1254": "cp1254", "cp850": "cp850", "ibm850": "cp850", "cp437": "cp437", "ibm437": "cp437",
    "us-ascii": "cp1252", "ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "iso8859-1": "cp1252", "latin-1": "cp1252", "iso-8859-2": "iso8859-2", "iso-8859-3": "iso8859-3",
    "iso-8859-4": "iso8859-4", "iso-8859-5": "iso8859-5", "iso-8859-6": "iso8859-6", "iso-8859-7": "iso8859-7",
    "iso-8859-8": "iso8859-8", "iso-8859-8-i": "iso8859-8", "iso-8859-9": "cp1254", "iso-8859-10": "iso8859-10",
    "iso-8859-11": "cp874", "tis-620": "cp874", "iso-8859-13": "iso8859-13", "iso-8859-14": "iso8859-14",
    "iso-8859-15": "iso8859-15", "iso-8859-16": "iso8859-16", "macintosh": "mac-roman", "koi8-r": "koi8-r",
    "koi8-u": "koi8-u", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "ms_kanji": "cp932", "windows-31j": "cp932", "cp932": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext", "iso-2022-jp-1": "iso2022_jp_ext", "iso-2022-jp-2": "iso2022_jp_2",
    "cp50220": "iso2022_jp_ext", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "gb18030": "gb18030", "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "cp949": "cp949", "iso-2022-kr": "iso2022_kr",
}  # fmt: skip
"""Label → codec: the superset that mail programs really write. A list, so that no label reaches an odd codec."""

_WESTERN = frozenset({"cp1252", "utf-8"})
_NOT_ASCII = ("utf-16", "hz", "iso2022")
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")


def decode(raw: bytes, label: str | None) -> str:
    """The text of ``raw``. What cannot be decoded becomes U+FFFD; nothing raises."""
    codec = _KNOWN.get((label or "").strip("\"' \t").casefold())
    if raw.isascii() and not (codec or "").startswith(_NOT_ASCII) and b"\x1b" not in raw:
        return raw.decode("ascii")
    if codec is None or codec in _WESTERN:
        return _guess(raw)
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        if codec.startswith("iso2022_jp"):
            return _japanese(raw)
        return _utf8(raw) or raw.decode(codec, errors="replace")


def _guess(raw: bytes) -> str:
    """UTF-8 where it is valid, whatever the label says: text in Windows-1252 is never valid UTF-8 by chance."""
    if b"\x1b$" in raw:
        return _japanese(raw)
    found = _utf8(raw)
    if found is not None:
        return found
    guess = guess_encoding(raw)
    return raw.decode("cp1252" if guess.startswith("utf") else guess, errors="replace")


def _utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _japanese(raw: bytes) -> str:
    """ISO-2022-JP with the vendor's characters (circled digits and the like), which the strict codec refuses."""
    out: list[str] = []
    place, mode = 0, b"\x1b(B"
    for found in _ESCAPES.finditer(raw):
        out.append(_run(raw[place : found.start()], mode))
        place, mode = found.end(), found.group()
    out.append(_run(raw[place:], mode))
    return "".join(out)


def _run(raw: bytes, mode: bytes) -> str:
    if mode.startswith(b"\x1b$"):
        return "\n".join(_shifted(line).decode("cp932", errors="replace") for line in raw.split(b"\n"))
    if mode == b"\x1b(I":
        return bytes(byte | 0x80 for byte in raw).decode("cp932", errors="replace")
    return raw.decode("utf-8", errors="replace")


def _shifted(raw: bytes) -> bytes:
    """Pairs of JIS X 0208 as Shift_JIS."""
    out = bytearray()
    for row, cell in zip(raw[::2], raw[1::2], strict=False):
        if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
            out += b"?"
            continue
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
        trail = cell + (0x1F + (cell >= 0x60) if row % 2 else 0x7E)
        out += bytes((lead, trail))
    return bytes(out)


def clean(text: str) -> str:
    r"""Line ends as ``\n``, no NUL, no lone surrogate: what a table of texts can hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
