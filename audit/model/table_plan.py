"""How the store may read a table's file by itself: what importers know of the file, as a value."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from audit.model.importer import Column, ReadOptions, TableImporter
from audit.model.records import Row


@dataclass(frozen=True, slots=True)
class Picked:
    """Rows that only the row reader can read, and how they lie among the others."""

    rows: tuple[Row, ...]
    odd: tuple[int, ...]
    """Numbers of the rows that have too few or too many cells."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """A table of text cells. ``names`` are its headers in order, ``known`` those that the source has a column for."""

    path: Path
    """UTF-8, with or without a byte order mark; gzipped or plain; or Parquet."""
    form: str
    """``csv`` or ``parquet``."""
    is_packed: bool
    delimiter: str
    quote: str
    names: tuple[str, ...]
    known: tuple[tuple[str, Column], ...]
    importer: TableImporter
    options: ReadOptions
    meaning: Callable[[Column, str], object]
    """What a cell means; raises ValueError where it cannot be read."""
    pick: Callable[[Collection[int]], Picked]
    """Reads by the row reader all odd rows, and of the others (counted from 1) those with these numbers."""
