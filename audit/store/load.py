"""Brings the rows of one file into the store: one transaction, every row accounted for, nothing twice."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa

from audit.model.importer import FileReport
from audit.model.records import Ignored, Row, RowIssue, TableRow
from audit.store.store import Store

_BATCH = 20_000
_HASHED = 256 * 1024 * 1024


@dataclass
class _Counts:
    rows: int = 0
    records: int = 0
    issues: list[RowIssue] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)


def digest(path: Path) -> str:
    """The file's SHA-256, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def known_file(store: Store, sha256: str) -> bool:
    """Whether the same bytes were imported before."""
    return bool(store.rows("select 1 as n from files where sha256 = ? and refused is null", [sha256]))


def load_rows(store: Store, path: Path, name: str, importer: str, rows: Iterable[Row]) -> FileReport:
    """Loads the rows of a file. An error while reading leaves the store as it was before the file."""
    sha256, size = digest(path), path.stat().st_size
    if known_file(store, sha256):
        return FileReport(file=name, sha256=sha256, size=size, importer=importer, table=None, already=True)
    with store.transaction():
        file_id = store.rows("select nextval('file_ids') as n")[0]["n"]
        counts = _Counts()
        source = iter(rows)
        while batch := list(islice(source, _BATCH)):
            _load_batch(store, file_id, batch, counts)
        report = FileReport(
            file=name, sha256=sha256, size=size, importer=importer,
            table=counts.tables.most_common(1)[0][0] if counts.tables else None, rows=counts.rows,
            records=counts.records, row_issues=len(counts.issues), ignored=counts.ignored.total(),
            duplicates=counts.rows - counts.records - len(counts.issues) - counts.ignored.total(),
            ignored_reasons=tuple(counts.ignored.most_common()),
        )  # fmt: skip
        remember(store, file_id, report)
        remember_issues(store, file_id, counts.issues)
    return report


def refuse(store: Store, path: Path, name: str, reason: str) -> FileReport:
    """Remembers a file that was not imported, and why."""
    sha256, size = _identity(path)
    report = FileReport(file=name, sha256=sha256, size=size, importer=None, table=None, refused=reason)
    if not store.rows("select 1 as n from files where sha256 = ? and file = ?", [sha256, name]):
        remember(store, store.rows("select nextval('file_ids') as n")[0]["n"], report)
    return report


def _identity(path: Path) -> tuple[str, int]:
    """Hash and size of a refused file; no hash above 256 MB, nothing of what is no file or may not be read."""
    try:
        size = path.stat().st_size if path.is_file() else 0
        return digest(path) if 0 < size <= _HASHED else "", size
    except OSError:
        return "", 0


def _load_batch(store: Store, file_id: int, batch: list[Row], counts: _Counts) -> None:
    counts.rows += len(batch)
    by_table: dict[str, list[TableRow]] = defaultdict(list)
    for row in batch:
        if isinstance(row, RowIssue):
            counts.issues.append(row)
        elif isinstance(row, Ignored):
            counts.ignored[row.reason] += 1
        else:
            by_table[row.table].append(row)
    for table, records in by_table.items():
        counts.tables[table] += len(records)
        counts.records += _insert(store, file_id, table, records)


def _insert(store: Store, file_id: int, table: str, records: list[TableRow]) -> int:
    """Adds the records that are new; every one is remembered with its source. Answers how many were new."""
    _incoming(store, file_id, table, records)
    store.execute("drop table if exists fresh")
    store.execute(
        """
        create temp table fresh as
        select
            i.*,
            row_number() over (partition by i.row_key order by i.source_row) = 1
            and not exists (select 1 from sources as s where s.kind = ? and s.record_id = i.row_key) as is_first
        from incoming as i
        """,
        [table],
    )
    store.execute(f"insert into {table} by name select {_columns(store, table)} from fresh where is_first")
    store.execute(
        "insert into sources select ?, row_key, file_id, source_row, is_first from fresh order by source_row", [table]
    )
    return int(store.rows("select count(*) filter (is_first) as n from fresh")[0]["n"])


def _incoming(store: Store, file_id: int, table: str, records: list[TableRow]) -> None:
    columns: dict[str, list[object]] = {name: [r.values.get(name) for r in records] for name in records[0].values}
    columns |= {
        "row_key": [r.key for r in records],
        "source_row": [r.source_row for r in records],
        "file_id": [file_id] * len(records),
    }
    store.execute("drop table if exists incoming")
    store.execute(f"create temp table incoming as from {table} limit 0")
    if table != "order_rows":
        store.execute("alter table incoming add column row_key varchar")
    store.append("incoming", pa.table(_typed(columns)))


def _columns(store: Store, table: str) -> str:
    """The table's columns, unknown texts as ''."""
    return ", ".join(
        f"coalesce({name}, '') as {name}" if kind == "VARCHAR" else name for name, kind in table_columns(store, table)
    )


def table_columns(store: Store, table: str) -> list[tuple[str, str]]:
    """Names and types of a table's columns."""
    found = store.rows(
        "select column_name, data_type from duckdb_columns() "
        "where table_name = ? and schema_name = 'main' and not internal and database_name <> 'temp' order by column_index",
        [table],
    )
    return [(c["column_name"], c["data_type"]) for c in found]


def add_records(store: Store, file_id: int, table: str, records: list[TableRow]) -> None:
    """Adds records that are known to be new."""
    _incoming(store, file_id, table, records)
    store.execute(f"insert into {table} by name select {_columns(store, table)} from incoming")


def _typed(columns: dict[str, list[object]]) -> dict[str, pa.Array]:
    return {
        name: pa.array(values, pa.timestamp("us", tz="UTC"))
        if name.endswith("_at") or name == "since"
        else pa.array(values)
        for name, values in columns.items()
    }


def remember(store: Store, file_id: int, report: FileReport) -> None:
    """Keeps what became of a file."""
    row = {
        "file_id": file_id, "file": report.file, "sha256": report.sha256, "size": report.size,
        "importer": report.importer, "target": report.table, "total_rows": report.rows, "records": report.records,
        "duplicates": report.duplicates, "row_issues": report.row_issues, "ignored": report.ignored,
        "ignored_reasons": json.dumps(report.ignored_reasons), "refused": report.refused,
    }  # fmt: skip
    marks = ", ".join("?" * len(row))
    store.execute(f"insert into files ({', '.join(row)}) values ({marks})", list(row.values()))


def remember_issues(store: Store, file_id: int, issues: list[RowIssue]) -> None:
    """Keeps the rows that could not be read."""
    if issues:
        store.append("row_issues", pa.Table.from_pylist(list(_issue_rows(file_id, issues)), schema=_ISSUES))


def _issue_rows(file_id: int, issues: list[RowIssue]) -> Iterator[dict[str, object]]:
    for issue in issues:
        yield {
            "file_id": file_id, "source_row": issue.source_row, "line": issue.line, "column_name": issue.column,
            "cell": (issue.value or "")[:200], "reason": issue.reason,
        }  # fmt: skip


_ISSUES = pa.schema(
    [
        ("file_id", pa.int32()), ("source_row", pa.int64()), ("line", pa.int64()), ("column_name", pa.string()),
        ("cell", pa.string()), ("reason", pa.string()),
    ]
)  # fmt: skip
