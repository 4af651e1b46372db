"""Which tables the store may read by its own reader: those that both readers understand alike."""

import csv
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit.importers.containers import cells, delimiter, quoting, raw_row, rows
from audit.importers.heads import container, opened, read_head, text_lines
from audit.importers.tables import columns_of, meaning, row_of
from audit.model.importer import ReadOptions, TableImporter
from audit.model.table_plan import Picked, TablePlan

if TYPE_CHECKING:
    from audit.model.records import Row

_CHUNK = 1024 * 1024
_LOOKED_AT = 16 * _CHUNK
_DIRECT = frozenset({"utf-8", "utf-8-sig"})


@contextmanager
def plan(path: Path, importer: TableImporter, options: ReadOptions) -> Iterator[TablePlan | None]:
    """The plan of a file; None where only the row reader can be trusted with it."""
    if importer.by_rows:
        yield None
        return
    with path.open("rb") as file:
        kind = container(file.read(4))
    if kind == "parquet":
        yield _parquet(path, importer, options)
        return
    head = read_head(path)
    names = None if kind == "zip" else _names(head.text)
    if names is None or _unlike(importer, names) or not _is_plain(path, head.text):
        yield None
    elif head.encoding in _DIRECT:
        yield _csv(path, path, importer, options, names, head.text, packed=kind == "gzip")
    else:
        with tempfile.NamedTemporaryFile(suffix=".csv") as beside:
            convert(path, head.encoding, Path(beside.name))
            yield _csv(path, Path(beside.name), importer, options, names, head.text, packed=False)


def convert(path: Path, encoding: str, place: Path) -> None:
    """Writes the file's text as UTF-8; what cannot be decoded becomes U+FFFD, as for the row reader."""
    with text_lines(path, encoding) as source, place.open("w", encoding="utf-8", newline="") as out:
        while chunk := source.read(_CHUNK):
            out.write(chunk)


def _csv(
    path: Path,
    place: Path,
    importer: TableImporter,
    options: ReadOptions,
    names: tuple[str, ...],
    head: str,
    *,
    packed: bool,
) -> TablePlan:
    text = head.removeprefix("\ufeff")
    return TablePlan(
        path=place, form="csv", is_packed=packed, delimiter=delimiter(text),
        quote='"' if quoting(text) == csv.QUOTE_MINIMAL else "", names=names,
        known=tuple(columns_of(importer, names).items()), importer=importer, options=options,
        meaning=partial(meaning, options=options), pick=_picker(path, names, importer, options),
    )  # fmt: skip


def _names(text: str) -> tuple[str, ...] | None:
    """The headers, where they stand in the first line and are told apart by more than the row reader's own ways."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0].removesuffix("\r")
    if first[:1] in {"", "\r", " ", "{", "["} or "\r" in first or first.count('"') % 2:
        return None
    names = next(csv.reader([first], delimiter=delimiter(text), quoting=quoting(text)), [])
    return tuple(name.strip() for name in names)


def _unlike(importer: TableImporter, names: tuple[str, ...]) -> bool:
    """Headers of which one would hide another."""
    columns = [column.name for column in columns_of(importer, names).values()]
    return len(names) < 2 or len(set(names)) < len(names) or len(set(columns)) < len(columns)


def _is_plain(path: Path, head: str) -> bool:
    """Whether no blank stands between a quotation mark and a delimiter, where readers differ.

    A program that writes such blanks writes them from the beginning.
    """
    text = head.removeprefix("\ufeff")
    if quoting(text) == csv.QUOTE_NONE:
        return True
    sign = re.escape(delimiter(text).encode())
    odd = (rb'[^"%b\n\r]" +[%b\r\n]' % (sign, sign), rb'%b +"[^"%b\r\n]' % (sign, sign), rb'\n +"')
    with opened(path) as file:
        raw = file.read(_LOOKED_AT)
    return not any(re.search(pattern, raw) for pattern in odd)


def _picker(
    path: Path, names: tuple[str, ...], importer: TableImporter, options: ReadOptions
) -> Callable[[Collection[int]], Picked]:
    known = columns_of(importer, names)

    def pick(wanted: Collection[int]) -> Picked:
        found_rows: list[Row] = []
        odd: list[int] = []
        number = 0
        for number, line, found in cells(path):
            is_odd = len(found) != len(names)
            if is_odd:
                odd.append(number)
            if is_odd or number - len(odd) in wanted:
                found_rows.append(row_of(importer, known, raw_row(number, line, names, found), options))
        return Picked(tuple(found_rows), tuple(odd), number)

    return pick


def _parquet(path: Path, importer: TableImporter, options: ReadOptions) -> TablePlan | None:
    """Parquet whose columns are all texts; of other kinds the row reader knows how they are written."""
    import pyarrow.parquet as pq

    schema = pq.read_schema(path)
    names = tuple(schema.names)
    if _unlike(importer, names) or any(str(kind) not in {"string", "large_string"} for kind in schema.types):
        return None
    known = columns_of(importer, names)

    def pick(wanted: Collection[int]) -> Picked:
        total = pq.read_metadata(path).num_rows
        found = (raw for raw in rows(path) if raw.number in wanted) if wanted else ()
        return Picked(tuple(row_of(importer, known, raw, options) for raw in found), (), total)

    return TablePlan(
        path=path, form="parquet", is_packed=False, delimiter="", quote="", names=names, known=tuple(known.items()),
        importer=importer, options=options, meaning=partial(meaning, options=options), pick=pick,
    )  # fmt: skip
