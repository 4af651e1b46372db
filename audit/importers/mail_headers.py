"""A mail's header block: fields, encoded words, parameters, addresses, dates. Works on bytes, raises nothing."""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property, lru_cache
from urllib.parse import unquote_to_bytes

from audit.importers.mail_charset import clean, decode

LONGEST_BLOCK = 1024 * 1024
_LONGEST_FIELD = 64 * 1024
_FIELD = re.compile(rb"^([!-9;-~]{1,200})[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_PARAMETER = re.compile(r";\s*([^\s=;\"]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)", re.DOTALL)
_ADDRESS = r"[^<>\s\"(),;:@]+@[^<>\s\"(),;:@]+"
_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)([0-5]\d)(?: \([A-Z]{2,5}\))?",
    re.ASCII,
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_SINGLE = re.compile(rf"\s*(?:\"?([^\"<>@,;:()\\]*)\"?\s*<({_ADDRESS})>|({_ADDRESS}))\s*")


@dataclass(frozen=True, slots=True)
class Address:
    """Display name (decoded) and address (as written, without brackets)."""

    name: str
    address: str


@dataclass(frozen=True)
class Headers:
    """Fields in their order: name in lower case, value as bytes."""

    fields: tuple[tuple[str, bytes], ...]

    @cached_property
    def _values(self) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        return found

    @cached_property
    def _first(self) -> dict[str, str]:
        return {}

    def raw(self, name: str) -> str:
        """The first value, unfolded, encoded words left as they are; '' where there is none."""
        if name not in self._values:
            return ""
        if name not in self._first:
            self._first[name] = unfold(self._values[name][0])
        return self._first[name]

    def every(self, name: str) -> Iterator[str]:
        """All values, unfolded, encoded words left as they are."""
        return map(unfold, self._values.get(name, ()))

    def text(self, name: str) -> str:
        """The first value as a reader sees it, in one line; '' where there is none."""
        return " ".join(words(self.raw(name)).split())

    def has(self, *names: str) -> bool:
        """Whether one of the fields is there at all."""
        return any(name in self._values for name in names)

    def addresses(self, *names: str) -> tuple[Address, ...]:
        """The addresses of all fields of these names."""
        return tuple(found for name in names for value in self.every(name) for found in addresses(value))


def read_headers(block: bytes) -> Headers:
    """The fields of a block; lines that are none are passed over, fields beyond 64 KB cut."""
    plain = block.replace(b"\r\n", b"\n")
    return Headers(
        tuple((name.decode("ascii").lower(), value[:_LONGEST_FIELD]) for name, value in _FIELD.findall(plain))
    )


def unfold(raw: bytes) -> str:
    """One line: folds undone, 8-bit bytes decoded by guess."""
    text = decode(raw, None)
    return clean(_FOLD.sub("", text) if "\n" in text else text).strip()


def words(text: str) -> str:
    """Encoded words (RFC 2047) decoded; neighbours of one charset together, as a character may be cut in two."""
    if "=?" not in text:
        return text
    out: list[str] = []
    place, held, charset = 0, b"", ""
    tight = _BETWEEN.sub(r"\1", text)
    for found in _WORD.finditer(tight):
        label = found[1].partition("*")[0].casefold()
        if held and (found.start() > place or label != charset):
            out.append(decode(held, charset))
            held = b""
        out.append(tight[place : found.start()])
        held, charset, place = held + _word(found[2], found[3]), label, found.end()
    out += [decode(held, charset), tight[place:]]
    return clean("".join(out))


def _word(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return binascii.a2b_qp(raw, header=True) if kind in "qQ" else base64(raw)


def base64(raw: bytes) -> bytes:
    """Base64 as far as it can be decoded."""
    tidy = re.sub(rb"[^A-Za-z0-9+/]+", b"", raw)
    tidy = tidy[:-1] if len(tidy) % 4 == 1 else tidy
    return binascii.a2b_base64(tidy + b"=" * (-len(tidy) % 4))


@lru_cache(maxsize=2_048)
def parameters(value: str) -> Mapping[str, str]:
    """The parameters of Content-Type and the like: quoted, continued, percent-encoded (RFC 2231), encoded words."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, text in _PARAMETER.findall(f";{value.partition(';')[2]}"):
        stripped = text.strip()
        said = re.sub(r"\\(.)", r"\1", stripped[1:-1]) if stripped.startswith('"') and len(stripped) > 1 else stripped
        base, star, rest = name.casefold().partition("*")
        if not star:
            plain.setdefault(base, words(said))
            continue
        number = rest.rstrip("*")
        position = int(number) if number.isascii() and number.isdigit() else 0
        pieces.setdefault(base, []).append((position, name.endswith("*"), said))
    return plain | {base: _joined(parts) for base, parts in pieces.items()}


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    charset, raw = "", b""
    for place, (_, encoded, text) in enumerate(sorted(parts)):
        said = text
        if encoded and place == 0 and text.count("'") >= 2:
            charset, _, said = text.split("'", 2)
        raw += unquote_to_bytes(said) if encoded else said.encode("utf-8", "replace")
    return clean(decode(raw, charset or "utf-8"))


@lru_cache(maxsize=8_192)
def addresses(value: str) -> tuple[Address, ...]:
    """Addresses of a field as it stands in the mail: names are decoded only after the addresses are found."""
    single = _SINGLE.fullmatch(value) if len(value) < 400 else None
    if single:
        return (Address(words(single[1] or "").strip(), single[2] or single[3]),)
    found = getaddresses([value])
    return tuple(Address(words(name).strip(), address.strip()) for name, address in found if "@" in address)


def date(value: str) -> datetime | None:
    """A date field as a UTC time; None where it cannot be read. A date without a zone is taken for UTC."""
    try:
        found = _usual_date(value) or parsedate_to_datetime(value[:200])
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if 1990 <= found.year <= 2200 else None


def _usual_date(value: str) -> datetime | None:
    """A date in the form of nearly every mail, quickly; None where it has another."""
    said = _DATE.fullmatch(value)
    month = _MONTHS.get(said[2]) if said else None
    if said is None or month is None or said[6] == "60":
        return None
    ahead = timedelta(hours=int(said[8]), minutes=int(said[9]))
    local = datetime(int(said[3]), month, int(said[1]), int(said[4]), int(said[5]), int(said[6]), tzinfo=UTC)
    return local - ahead if said[7] == "+" else local + ahead
