"""The key of the pseudonyms: made on first use, readable by its owner only."""

import os
import secrets
from contextlib import suppress
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
        if not place.exists():
            _make(place)
        return _read(place)
    except OSError as error:
        raise StoreError(
            f"the pseudonym key {place} cannot be used ({error.strerror}); name another as pseudonym_key_file in account.toml"
        ) from error


def _home() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", Path.home())) / "msgaudit"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "msgaudit"


def _read(place: Path) -> bytes:
    key = place.read_bytes()
    if len(key) != _BYTES:
        raise StoreError(
            f"the pseudonym key {place} is damaged; put a copy back, or remove it: pseudonyms then differ from earlier ones"
        )
    if os.name != "nt" and place.stat().st_mode & 0o077:
        place.chmod(0o600)
    return key


def _make(place: Path) -> None:
    """Writes a key beside the place, then gives it its name unless another process was quicker."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):
            os.link(beside, place)
    finally:
        beside.unlink(missing_ok=True)
