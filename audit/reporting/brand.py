"""The brand file: a colour and a logo. They stand on the cover and in its rule only, never on data."""

import base64
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from audit.errors import UsageError

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Brand:
    """``style`` sets the colour, ``logo`` is a data URL; '' for what the file does not name."""

    style: str = ""
    logo: str = ""


def read_brand(file: Path | None) -> Brand:
    """The brand in a TOML file: ``colour = "#7b3f22"`` and ``logo = "logo.png"``, relative to it. Without a file, none.

    Raises:
        UsageError: the file or the logo cannot be read, or a value is of the wrong form.
    """
    if file is None:
        return Brand()
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file} is no brand file: {error}") from error
    unknown = sorted(set(raw) - {"colour", "logo"})
    if unknown:
        raise UsageError(f"{file}: unknown key {unknown[0]!r}; a brand file has colour and logo")
    return Brand(_style(file, raw.get("colour")), _logo(file, raw.get("logo")))


def _style(file: Path, colour: object) -> str:
    if colour is None:
        return ""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)):
        raise UsageError(f"{file}: colour must be like #7b3f22")
    return f":root{{--brand:{colour}}}"


def _logo(file: Path, logo: object) -> str:
    if logo is None:
        return ""
    place = file.parent / str(logo)
    kind = _TYPES.get(place.suffix.lower())
    if kind is None:
        raise UsageError(f"{file}: logo must be a PNG, JPEG or SVG file")
    try:
        content = place.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: the logo {place} cannot be read: {error.strerror}") from error
    if len(content) > _LARGEST:
        raise UsageError(f"{file}: the logo {place} is larger than 1 MB")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
