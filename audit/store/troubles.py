"""What goes wrong with a store, in one line that says what to do; and files that only their owner may read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from audit.errors import StoreError

_DAMAGED = ("corrupt", "checksum", "not a valid duckdb", "could not read enough", "deserializ", "has been invalidated")
_FULL = ("no space left", "could not write all bytes", "disk quota", "file too large", "out of disk")


@contextmanager
def guarded(path: Path | None) -> Iterator[None]:
    """Does DuckDB's work: errors come out as ``StoreError``, Ctrl-C as itself, new files are their owner's alone.

    Raises:
        StoreError: says what became of the store, and what to do.
    """
    before = os.umask(0o077)
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        raise StoreError(_words(path, error)) from error
    except RuntimeError as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise
    finally:
        os.umask(before)


def _words(path: Path | None, error: Exception) -> str:
    said = (str(error).splitlines() or [type(error).__name__])[0]
    low, place = said.lower(), path or "the temporary store"
    if "set lock on file" in low:
        return f"{place} is in use by another program; wait until that has ended"
    if any(word in low for word in _FULL):
        return f"the disk is full: {place} could not be written. Make room and run it again; nothing in it was lost"
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"there is not enough memory for this ({said}); close other programs, or give a shorter period"
    if any(word in low for word in _DAMAGED):
        return f"{place} cannot be used as a store: it is damaged ({said}); put a copy back, or import into a new one"
    return f"{place} cannot be used: {said}"
