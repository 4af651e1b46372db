"""Brings a table's file into the store by DuckDB's own reader, set by set; rows out of the ordinary go through the row reader."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from audit.errors import StoreError
from audit.model.importer import FileReport
from audit.model.records import RowIssue, TableRow
from audit.model.table_plan import Picked, TablePlan
from audit.resources import QUERIES
from audit.store.load import add_records, digest, known_file, remember, remember_issues, table_columns
from audit.store.store import Store
from audit.store.table_sql import Shape, source, survey, words_of

_RAGGED = frozenset({"MISSING COLUMNS", "TOO MANY COLUMNS"})


class UnfitError(Exception):
    """DuckDB reads the file otherwise than the row reader would."""


def load_table(store: Store, path: Path, name: str, plan: TablePlan) -> FileReport | None:
    """Loads a table; None where the file is out of the ordinary as a whole: the store is as it was, read it row by row."""
    sha256, size = digest(path), path.stat().st_size
    importer = plan.importer.name
    if known_file(store, sha256):
        return FileReport(file=name, sha256=sha256, size=size, importer=importer, table=None, already=True)
    try:
        with _steady(store), store.transaction():
            file_id = int(store.rows("select nextval('file_ids') as n")[0]["n"])
            report = _load(
                store, file_id, plan, FileReport(file=name, sha256=sha256, size=size, importer=importer, table=None)
            )
    except (UnfitError, csv.Error):
        return None
    return report


@contextmanager
def _steady(store: Store) -> Iterator[None]:
    """Keeps the file on the side of a join that is streamed, so that its texts are never held together."""
    store.execute((QUERIES / "loading.sql").read_text(encoding="utf-8"))
    store.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        store.execute("reset disabled_optimizers")
        for table in ("checked", "odd", "slow", "firsts", "reject_errors", "reject_scans"):
            store.execute(f"drop table if exists temp.{table}")


def _load(store: Store, file_id: int, plan: TablePlan, report: FileReport) -> FileReport:
    shape = _shape(store, plan)
    picked = _check(store, shape)
    slow = [row for row in picked.rows if isinstance(row, TableRow)]
    issues = [row for row in picked.rows if isinstance(row, RowIssue)]
    _firsts(store, slow)
    for table in shape.tables:
        _insert(store, file_id, shape, table)
    _insert_slow(store, file_id, slow)
    store.execute("insert into sources select kind, key, ?, number, is_first from firsts order by number", [file_id])
    counted = store.rows(
        "select kind, count(*) as n, count(*) filter (is_first) as fresh from firsts group by kind order by n desc, min(number)"
    )
    records, known = sum(row["fresh"] for row in counted), sum(row["n"] for row in counted)
    done = FileReport(
        file=report.file, sha256=report.sha256, size=report.size, importer=report.importer,
        table=counted[0]["kind"] if counted else None, rows=known + len(issues), records=records,
        duplicates=known - records, row_issues=len(issues),
    )  # fmt: skip
    remember(store, file_id, done)
    remember_issues(store, file_id, issues)
    return done


def _shape(store: Store, plan: TablePlan) -> Shape:
    select, wordy = survey(plan)
    row = _asked(store, select)[0]
    _refuse_odd(store)
    return Shape(plan, words_of(plan, {name: row[name] or [] for name in wordy}))


def _asked(store: Store, select: str) -> list[dict[str, Any]]:
    store.execute("drop table if exists temp.reject_errors")
    store.execute("drop table if exists temp.reject_scans")
    try:
        return store.rows(select)
    except StoreError as error:
        raise UnfitError from error


def _refuse_odd(store: Store) -> int:
    """How many rows have too few or too many cells. Anything else that the reader stumbled at needs the row reader."""
    if not store.rows("select 1 as n from duckdb_tables() where table_name = 'reject_errors' and temporary"):
        return 0
    kinds = store.rows(
        "select cast(error_type as varchar) as kind, count(distinct line) as n from reject_errors group by all"
    )
    if {row["kind"] for row in kinds} - _RAGGED:
        raise UnfitError
    return sum(row["n"] for row in kinds)


def _check(store: Store, shape: Shape) -> Picked:
    """Makes ``checked``: every row that DuckDB reads with its table and key; answers with the rows that the other read."""
    _asked(
        store,
        f"create temp table checked as select r.place, {shape.is_fast} as is_fast, {shape.kind} as kind, {shape.key} as key "
        f"from {source(shape.plan)}",
    )
    odd = _refuse_odd(store)
    found = store.rows("select count(*) as n, list(place) filter (not is_fast) as bad from checked")[0]
    if not odd and not found["bad"]:
        return Picked((), (), found["n"])
    picked = shape.plan.pick(frozenset(found["bad"] or ()))
    if picked.total != found["n"] + odd or len(picked.odd) != odd:
        raise UnfitError
    return _numbered(store, picked)


def _numbered(store: Store, picked: Picked) -> Picked:
    """Gives each row its number in the file: its place, and as many more as odd rows stand before it."""
    shifts = {number - before: before + 1 for before, number in enumerate(picked.odd)}
    store.execute("create temp table odd (place bigint, shift bigint)")
    if shifts:
        store.append("odd", pa.table({"place": list(shifts), "shift": list(shifts.values())}))
    return picked


def _firsts(store: Store, slow: Sequence[TableRow]) -> None:
    """Makes ``firsts``: every record with its number, and whether it is new."""
    store.execute("create temp table if not exists odd (place bigint, shift bigint)")
    store.execute("create temp table slow (kind varchar, key varchar, number bigint)")
    if slow:
        store.append(
            "slow",
            pa.table(
                {"kind": [r.table for r in slow], "key": [r.key for r in slow], "number": [r.source_row for r in slow]}
            ),
        )
    store.execute(
        """
        create temp table firsts as
        with numbered as (
            select c.place, c.place + coalesce(o.shift, 0) as number, c.kind, c.key
            from checked as c
            asof left join odd as o on c.place >= o.place
            where c.is_fast
            union all
            select null as place, s.number, s.kind, s.key
            from slow as s
        ),
        known as (select k.kind, k.record_id from sources as k where k.record_id in (select n.key from numbered as n)),
        earliest as (
            select n.kind, n.key, min(n.number) as number
            from numbered as n
            anti join known as k on n.kind = k.kind and n.key = k.record_id
            group by n.kind, n.key
        )
        select n.*, l.number is not null as is_first
        from numbered as n
        left join earliest as l on n.kind = l.kind and n.key = l.key and n.number = l.number
        """
    )


def _insert(store: Store, file_id: int, shape: Shape, table: str) -> None:
    values = {**shape.tables[table], "file_id": str(file_id), "source_row": "r.place"}
    if table == "order_rows":
        values["row_key"] = shape.key
    total = store.rows(
        "select count(*) as n, count(*) filter (is_first and place is not null and kind = ?) as fresh, "
        "count(*) filter (number is distinct from place) as moved from firsts",
        [table],
    )[0]
    rows = source(shape.plan)
    if store.count("checked") != total["fresh"] or total["moved"]:
        values["source_row"] = "k.number"
        rows += f" inner join (select place, number from firsts where is_first and kind = '{table}') as k on r.place = k.place"
    names = [name for name, _ in table_columns(store, table) if name in values]
    missing = [name for name, kind in table_columns(store, table) if name not in values and kind == "VARCHAR"]
    selected = ", ".join([*(f"{values[name]} as {name}" for name in names), *(f"'' as {name}" for name in missing)])
    if total["fresh"]:
        store.execute(f"insert into {table} by name select {selected} from {rows}")


def _insert_slow(store: Store, file_id: int, slow: Sequence[TableRow]) -> None:
    fresh = {
        (row["kind"], row["number"])
        for row in store.rows("select kind, number from firsts where is_first and place is null")
    }
    by_table: dict[str, list[TableRow]] = defaultdict(list)
    for row in slow:
        if (row.table, row.source_row) in fresh:
            by_table[row.table].append(row)
    for table, records in by_table.items():
        add_records(store, file_id, table, records)
