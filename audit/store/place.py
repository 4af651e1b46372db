"""Where a store lies, and how DuckDB is let at it: this very file, no network, no extension fetched."""

import os
import tempfile
import uuid
from pathlib import Path

import duckdb

from audit.errors import StoreError

_MAGIC = b"DUCK"


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection to the file, or to a store in memory. A whole path, lest its beginning be read as a scheme."""
    place = str(path.absolute()) if path else ":memory:"
    return duckdb.connect(place, config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})


def make_place(path: Path) -> None:
    """Makes the store's folder; refuses what stands there and is no file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be made ({error.strerror}); name another place with --store") from error
    if os.path.lexists(path) and not path.is_file():
        raise StoreError(f"{path} is no file, so no store either; name another with --store")
    if not os.access(path if path.exists() else path.parent, os.R_OK | os.W_OK):
        raise StoreError(f"{path} may not be written by you; give yourself the right, or name another with --store")
    if path.exists() and not _is_database(path):
        raise StoreError(f"{path} cannot be used as a store: it is damaged or none; put a copy back, or name another")


def _is_database(path: Path) -> bool:
    """Whether it bears DuckDB's mark: DuckDB takes a table for a database in memory, and loses what is put in.

    An empty file is removed, since DuckDB makes a store of none.
    """
    with path.open("rb") as file:
        head = file.read(12)
    if not head:
        path.unlink()
    return not head or head[8:12] == _MAGIC


def spill() -> str:
    """A folder of this store's own for what does not fit into memory: DuckDB makes it when needed and removes it.

    '' where no folder for temporary files can be written, as on a full disk: everything then stays in memory.
    """
    try:
        return str(Path(tempfile.gettempdir()) / f"msgaudit-{uuid.uuid4().hex}").replace("'", "''")
    except OSError:
        return ""
