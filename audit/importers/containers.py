"""Rows of a table, whatever its container: CSV, TSV, JSON Lines, a JSON array, XLSX, Parquet."""

import csv
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from audit.errors import InputError
from audit.importers.heads import check_zip, container, opened, read_head, text_lines

_CELL = 64 * 1024 * 1024
csv.field_size_limit(_CELL)
_NO_WORKBOOK = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError, EOFError, SyntaxError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises over workbooks that are damaged or none."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as its container gives it; ``problem`` where it could not be read."""

    number: int
    line: int | None
    cells: Mapping[str, object]
    problem: str | None = None


def header(path: Path) -> tuple[str, ...]:
    """The column names of a table, () where the file is none.

    Raises:
        InputError: the container is damaged.
    """
    with path.open("rb") as file:
        kind = container(file.read(4))
    if kind == "parquet":
        import pyarrow.parquet as pq

        return tuple(pq.read_schema(path).names)
    if kind == "zip":
        return tuple(str(cell) for cell in next(_sheet(path), ()) if cell is not None)
    head = read_head(path)
    start = head.text.lstrip("\ufeff \r\n\t")[:1]
    if start in {"{", "["}:
        return _json_keys(path)
    lines = head.text.removeprefix("\ufeff").lstrip("\r\n")
    rows = csv.reader(lines.splitlines(keepends=True), delimiter=delimiter(lines), quoting=quoting(lines))
    try:
        return tuple(name.strip() for name in next(rows, []))
    except csv.Error:
        return ()


def delimiter(text: str) -> str:
    """Tab, comma or semicolon: the one that the first line has most of."""
    first = text.split("\n", 1)[0]
    return max("\t,;", key=first.count)


def quoting(text: str) -> Literal[0, 3]:
    """Amazon's tab-separated flat files quote nothing: a lone quotation mark belongs to the cell."""
    return csv.QUOTE_NONE if delimiter(text) == "\t" and '"' not in text.split("\n", 1)[0] else csv.QUOTE_MINIMAL


def rows(path: Path) -> Iterator[RawRow]:
    """Every data row, numbered from 1."""
    with path.open("rb") as file:
        kind = container(file.read(4))
    if kind == "parquet":
        yield from _parquet(path)
    elif kind == "zip":
        yield from _xlsx(path)
    elif read_head(path).text.lstrip("\ufeff \r\n\t")[:1] in {"{", "["}:
        yield from _json(path)
    else:
        yield from _csv(path)


def _csv(path: Path) -> Iterator[RawRow]:
    names: list[str] = []
    number, line = 0, 0
    try:
        for number, line, found in cells(path):
            if number:
                yield raw_row(number, line, names, found)
            else:
                names = [name.strip().removeprefix("\ufeff") for name in found]
    except csv.Error as error:
        yield RawRow(number + 1, line, {}, f"unreadable from here on: {error}")


def cells(path: Path) -> Iterator[tuple[int, int, list[str]]]:
    """Number, physical line and cells of every row that is not blank; number 0 are the headers."""
    head = read_head(path)
    text = head.text.removeprefix("\ufeff").lstrip("\r\n")
    with text_lines(path, head.encoding) as file:
        reader = csv.reader(file, delimiter=delimiter(text), quoting=quoting(text))
        number, begin = -1, 1
        for found in reader:
            line, begin = begin, reader.line_num + 1
            if found and found != [""]:
                number += 1
                yield number, line, found


def raw_row(number: int, line: int, names: Sequence[str], cells: Sequence[str]) -> RawRow:
    """A row with its cells by header; what lacks is empty."""
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return RawRow(number, line, {}, f"{len(cells)} cells, but the header names {len(names)} columns")
    if len(cells) < len(names) and len(cells) == 1:
        return RawRow(number, line, {}, f"1 cell, but the header names {len(names)} columns")
    return RawRow(number, line, dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False)))


def _json_keys(path: Path) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for row in _json(path):
        keys |= dict.fromkeys(row.cells)
        if row.number >= 50:
            break
    return tuple(keys)


def _json(path: Path) -> Iterator[RawRow]:
    head = read_head(path)
    if head.text.lstrip("\ufeff \r\n\t").startswith("["):
        yield from _json_array(path, head.encoding)
        return
    with text_lines(path, head.encoding) as file:
        number = 0
        for line, text in enumerate(file, 1):
            if not text.strip("\ufeff \r\n\t"):
                continue
            number += 1
            try:
                row = json.loads(text.removeprefix("\ufeff"))
            except (ValueError, RecursionError) as error:
                yield RawRow(number, line, {}, f"no JSON: {error}")
                continue
            yield RawRow(number, line, row) if isinstance(row, dict) else RawRow(number, line, {}, "no JSON object")


def _json_array(path: Path, encoding: str) -> Iterator[RawRow]:
    with opened(path) as file:
        try:
            items = json.loads(file.read().decode(encoding))
        except (ValueError, RecursionError) as error:
            raise InputError(f"is no JSON: {error}") from error
    for number, row in enumerate(items, 1):
        yield RawRow(number, None, row) if isinstance(row, dict) else RawRow(number, None, {}, "no JSON object")


def _sheet(path: Path) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook

    check_zip(path)
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            yield from book.worksheets[0].iter_rows(values_only=True)
            book.close()
    except _NO_WORKBOOK as error:
        raise InputError(f"is no readable workbook ({error}); save it as CSV") from error


def _xlsx(path: Path) -> Iterator[RawRow]:
    source = _sheet(path)
    names = [str(cell).strip() if cell is not None else "" for cell in next(source, ())]
    number = 0
    for line, cells in enumerate(source, 2):
        if any(cell is not None for cell in cells):
            number += 1
            yield RawRow(number, line, {n: _plain(c) for n, c in zip(names, cells, strict=False) if n})


def _parquet(path: Path) -> Iterator[RawRow]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        for batch in pq.ParquetFile(path).iter_batches(10_000):
            for row in batch.to_pylist():
                number += 1
                yield RawRow(number, None, {name: _plain(value) for name, value in row.items()})
    except pa.ArrowException as error:
        raise InputError(f"is a damaged Parquet file ({error})") from error


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
