"""One file a source. Exactly one importer must claim a file; two or none is said, never guessed."""

import csv
import importlib
import pkgutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from audit.errors import InputError, UsageError
from audit.importers.containers import header
from audit.importers.folders import check_file, expand
from audit.importers.heads import read_head
from audit.importers.plans import plan as plan_of
from audit.importers.strangers import refuse_stranger
from audit.importers.tables import columns_of, normal, read_table
from audit.model.importer import Importer, ReadOptions, RecordImporter, Table, TableImporter
from audit.model.records import Row
from audit.model.table_plan import TablePlan

__all__ = ["check_file", "expand", "importers", "leans_on_orders", "plan", "read", "recognise"]


@cache
def importers() -> tuple[Importer, ...]:
    """Every importer, by name: each module's IMPORTER or IMPORTERS."""
    found: list[Importer] = []
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        found += getattr(loaded, "IMPORTERS", ())
        found += [loaded.IMPORTER] if hasattr(loaded, "IMPORTER") else []
    return tuple(sorted(found, key=lambda importer: importer.name))


def leans_on_orders(path: Path, given: Iterable[Path]) -> bool:
    """Whether the file's days are of a marketplace that only its orders tell."""
    try:
        check_file(path, given)
        found = recognise(path)
    except InputError:
        return False
    return isinstance(found, TableImporter) and found.table is Table.FEEDBACK and found.by_rows


def recognise(path: Path, *, as_source: str | None = None) -> Importer:
    """The importer whose file this is.

    Raises:
        UsageError: ``as_source`` is no source.
        InputError: none claims it (the nearest is named with what it misses), or two do.
    """
    with _readable():
        head = read_head(path)
        refuse_stranger(path, head.raw)
    if as_source is not None:
        chosen = next((importer for importer in importers() if importer.name == as_source), None)
        if chosen is None:
            raise UsageError(f"--as {as_source!r} is no source; `msgaudit sources` lists them")
        return chosen
    with _readable():
        names = header(path)
    claims = [i for i in importers() if isinstance(i, RecordImporter) and i.sniff(head)] or _tables(names)
    if len(claims) == 1:
        return claims[0]
    if claims:
        raise InputError(f"could be {' or '.join(c.name for c in claims)}; say which with --as")
    raise InputError(_nearest(names))


def _tables(names: tuple[str, ...]) -> list[Importer]:
    """The table importers all of whose required columns are there: the one with most of them wins."""
    whole: list[tuple[int, TableImporter]] = []
    for importer in importers():
        if isinstance(importer, TableImporter):
            found = {column.name for column in columns_of(importer, names).values()}
            signs = {normal(sign) for sign in importer.signs} <= {normal(name) for name in names}
            if importer.required and signs and all(c.name in found for c in importer.required):
                whole.append((len(importer.required) + len(importer.signs), importer))
            elif importer.name == "do_not_contact" and found & {"buyer_id", "order_id"} and len(names) <= 6:
                whole.append((0, importer))
    most = max((count for count, _ in whole), default=0)
    return [importer for count, importer in whole if count == most]


def _nearest(names: tuple[str, ...]) -> str:
    tables = [i for i in importers() if isinstance(i, TableImporter) and i.required]
    best = max(
        tables, key=lambda i: len({c.name for c in columns_of(i, names).values()} & {c.name for c in i.required})
    )
    found = {column.name for column in columns_of(best, names).values()}
    if not found:
        return "no source is known whose files look like this; `msgaudit sources` lists them"
    missing = ", ".join(c.spellings[0] if c.spellings else c.name for c in best.required if c.name not in found)
    return f"looks most like {best.name}, but has no column {missing}; `msgaudit sources` lists what is read"


def read(path: Path, importer: Importer, options: ReadOptions) -> Iterator[Row]:
    """The rows of a file.

    Raises:
        InputError: the file turns out to be damaged; what was read of it so far must not be kept.
    """
    with _readable():
        yield from (
            read_table(path, importer, options) if isinstance(importer, TableImporter) else importer.read(path, options)
        )


@contextmanager
def plan(path: Path, importer: TableImporter, options: ReadOptions) -> Iterator[TablePlan | None]:
    """How the store may read the file by itself; None where it must be read row by row.

    Raises:
        InputError: the file is damaged.
    """
    with _readable(), plan_of(path, importer, options) as found:
        yield found


@contextmanager
def _readable() -> Iterator[None]:
    """Says what is wrong with a damaged file in one line, whichever library found it."""
    from pyarrow import ArrowException

    broken = (
        OSError, EOFError, UnicodeError, ValueError, RecursionError, zlib.error, csv.Error, zipfile.BadZipFile, ArrowException,
    )  # fmt: skip
    try:
        yield
    except broken as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"is damaged or cannot be read ({words[:160]}); export it again") from error
