"""The key of the pseudonyms: made on first use, readable by its owner only."""

import os
import secrets
from pathlib import Path

from audit.errors import StoreError

_BYTES = 32


def pseudonym_key(file: Path | None = None) -> bytes:
    """The key in ``file``, else the user's own, which is the same for all stores: equal data, equal pseudonyms.

    Raises:
        StoreError: the key cannot be read or written.
    """
    place = file or _home() / "pseudonym.key"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        return _read(place) or _make(place)
    except OSError as error:
        raise StoreError(
            f"the pseudonym key {place} cannot be used ({error.strerror}); name another as pseudonym_key_file in account.toml"
        ) from error


def _home() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", Path.home())) / "msgaudit"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "msgaudit"


def _read(place: Path) -> bytes | None:
    key = place.read_bytes() if place.exists() else b""
    return key if len(key) == _BYTES else None


def _make(place: Path) -> bytes:
    key = secrets.token_bytes(_BYTES)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(key)
    return key
