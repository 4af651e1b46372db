"""Opens a store, keeps its schema, reads and writes. Rules read only the views of queries/models."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from audit.errors import StoreError
from audit.model.policy import Marketplace, Policy
from audit.resources import QUERIES
from audit.store.place import connect, make_place, spill
from audit.store.troubles import guarded

SCHEMA_FILES = tuple(sorted((QUERIES / "schema").glob("*.sql")))

_MEMORY = "700MB"
"""What DuckDB may hold before it uses the temporary folder: enough for a million messages."""
_PART = 1_000_000
_DEAR = ("orders", "dated", "envelopes", "half_mailboxes", "requests", "episodes")
"""Views that most rules and counts stand on, each after those that it reads."""


class Store:
    """An open store. Use it in a ``with`` block."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | None = None, *, schema: tuple[Path, ...] = SCHEMA_FILES) -> Self:
        """Opens ``path``, making the file if need be (readable by its owner only); None: a store in memory.

        A store of an older schema is copied beside itself, then brought up to ``schema``.

        Raises:
            StoreError: the file is no store, damaged, in use, or of a newer version.
        """
        if path is not None:
            make_place(path)
        with guarded(path):
            store = cls(connect(path), path)
        try:
            store._prepare(schema)
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        with suppress(StoreError), guarded(self.path):
            self._connection.close()

    def _prepare(self, schema: tuple[Path, ...]) -> None:
        with guarded(self.path):
            done = self._version()
            if done > len(schema):
                raise StoreError(f"{self.path} was written by a newer msgaudit; update msgaudit to open it")
            if 0 < done < len(schema) and self.path:
                self._keep_copy(self.path, done)
            self._connection.execute("set timezone = 'UTC'")
            self._connection.execute("set force_compression = 'zstd'")
            if self.path:
                self._connection.execute(f"set memory_limit = '{_MEMORY}'")
            self._connection.execute(f"set temp_directory = '{spill()}'")
        for number, file in enumerate(schema[done:], done + 1):
            with self.transaction(), guarded(self.path):
                self._connection.execute(file.read_text(encoding="utf-8"))
                self._connection.execute("insert or replace into meta values ('schema', ?)", [str(number)])
        with guarded(self.path):
            self._define()

    def _keep_copy(self, path: Path, version: int) -> None:
        """Copies the store as it is to ``<name>.schema-<version>``, before anything is changed."""
        self._connection.close()
        copy = path.with_name(f"{path.name}.schema-{version}")
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise StoreError(
                f"{path} is of an older msgaudit and cannot be copied ({error.strerror}); make room"
            ) from error
        self._connection = connect(path)

    def _version(self) -> int:
        tables = self._connection.sql(
            "select table_name from duckdb_tables() where schema_name = 'main' and not temporary"
        ).fetchall()
        if not tables:
            return 0
        if ("meta",) not in tables:
            raise StoreError(f"{self.path} is a DuckDB file, but no store of msgaudit; name another")
        row = self._connection.execute("select value from meta where name = 'schema'").fetchone()
        return int(row[0]) if row else 0

    def _define(self) -> None:
        self._connection.execute("create schema if not exists model")
        for file in [QUERIES / "macros.sql", *sorted((QUERIES / "models").glob("*.sql"))]:
            self._connection.execute(file.read_text(encoding="utf-8"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: an error, a kill or a full disk leaves the store as it was."""
        self.execute("begin")
        try:
            yield
            self.execute("commit")
        except BaseException:
            with suppress(StoreError):
                self.execute("rollback")
            raise

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Works the dear views out once, for all that is asked of them inside; afterwards they are views again."""
        self._connection.execute("begin")
        try:
            for view in _DEAR:
                self.execute(f"create temp table settled_{view} as from model.{view}")
                self.execute(f"drop view model.{view}")
                self.execute(f"create view model.{view} as from temp.settled_{view}")
            yield
        finally:
            with suppress(duckdb.Error):
                self._connection.execute("rollback")

    def execute(self, sql: str, values: Sequence[object] = ()) -> None:
        """Runs a statement."""
        with guarded(self.path):
            self._connection.execute(sql, list(values)).fetchall()

    def arrow(self, sql: str, values: Sequence[object] = ()) -> pa.Table:
        """The rows of a select."""
        with guarded(self.path):
            return self._connection.sql(sql, params=list(values)).to_arrow_table()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a select as dicts."""
        found: list[dict[str, Any]] = self.arrow(sql, values).to_pylist()
        return found

    def asked(self, query: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a query of ``queries/audit``."""
        return self.rows((QUERIES / "audit" / f"{query}.sql").read_text(encoding="utf-8"), values)

    def text_rows(self, sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a select with times as ISO 8601 texts in UTC."""
        return [
            {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
            for row in self.rows(sql, values)
        ]

    def batches(self, sql: str, *, size: int) -> Iterator[pa.RecordBatch]:
        """The rows of a select in batches, read from a cursor of its own, so that others may write meanwhile."""
        cursor = self._connection.cursor()
        try:
            with guarded(self.path):
                cursor.execute("set timezone = 'UTC'")
                reader = cursor.sql(sql).to_arrow_reader(size)
            yield from self._each(reader)
        finally:
            cursor.close()

    def _each(self, reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        while True:
            with guarded(self.path):
                batch = next(reader, None)
            if batch is None:
                return
            yield batch

    def append(self, table: str, rows: pa.Table) -> None:
        """Adds rows to a table by column name."""
        with guarded(self.path):
            self._connection.register("incoming_rows", rows)
            try:
                self._connection.execute(f"insert into {table} by name select * from incoming_rows")
            finally:
                self._connection.unregister("incoming_rows")

    def count(self, table: str) -> int:
        """How many rows a table or view has."""
        return int(self.rows(f"select count(*) as n from {table}")[0]["n"])

    def lacking(self, columns: Iterable[str]) -> str | None:
        """The first of these ``view.column`` that has no value at all, in words; None where each has one."""
        for column in columns:
            view, name = column.split(".")
            known = self.rows(f"select 1 as n from model.{view} where coalesce({name}::varchar, '') <> '' limit 1")
            if not known:
                return f"{view.replace('_', '-')} with {name.replace('_', ' ')}"
        return None

    def set_reference(self, marketplaces: Iterable[Marketplace], policies: Iterable[Policy]) -> None:
        """Writes marketplaces and policy versions into the tables that the models join."""
        versions = tuple(policies)
        with self.transaction():
            for table in ("marketplaces", "policy_versions", "policy_limits", "policy_clauses"):
                self.execute(f"delete from {table}")
            markets = [
                {"marketplace": m.name, "marketplace_id": m.id, "timezone": m.timezone, "languages": list(m.languages)}
                for m in marketplaces
            ]
            self._add("marketplaces", markets)
            self._add("policy_versions", [_version_row(p) for p in versions])
            limits = [{"policy": p.id, "name": n, "value": float(v)} for p in versions for n, v in p.limits.items()]
            self._add("policy_limits", limits)
            self._add("policy_clauses", [{"policy": p.id, "clause": c.id} for p in versions for c in p.clauses])

    def set_check(
        self, *, period_from: date | None, period_to: date | None, as_of: date, rules_of: str, default_timezone: str
    ) -> None:
        """Writes how a check was asked for."""
        self.execute("delete from settings")
        row = {
            "period_from": period_from, "period_to": period_to, "as_of": as_of, "rules_of": rules_of,
            "default_timezone": default_timezone,
        }  # fmt: skip
        self.execute(f"insert into settings ({', '.join(row)}) values (?, ?, ?, ?, ?)", list(row.values()))

    def _add(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self.append(table, pa.Table.from_pylist([dict(row) for row in rows]))

    def clear_features(self) -> None:
        """Forgets what was understood, before it is understood anew."""
        self.execute("delete from features")

    def write_features(self, rows: pa.Table) -> None:
        """Adds features of messages."""
        self.append("features", rows)

    def save_result(self, as_of: str, document: Iterable[str]) -> None:
        """Keeps a result document, given bit by bit."""
        with self.transaction():
            self.execute("insert into results values (?, '')", [as_of])
            number = self.count("results")
            for place, text in enumerate(_parts(document)):
                self._add("result_parts", [{"result": number, "part": place, "text": text}])

    def load_result(self) -> str:
        """The latest result document.

        Raises:
            StoreError: nothing was judged yet.
        """
        found = self.rows("select document from results order by rowid desc limit 1")
        if not found:
            raise StoreError(f"{self.path} holds no result yet; run `msgaudit check --store {self.path}`")
        parts = self.rows("select text from result_parts where result = (select count(*) from results) order by part")
        return "".join(row["text"] for row in parts) or str(found[0]["document"])


def _parts(document: Iterable[str]) -> Iterator[str]:
    """Its pieces joined to parts of a megabyte or so."""
    held: list[str] = []
    size = 0
    for piece in document:
        held.append(piece)
        size += len(piece)
        if size >= _PART:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def _version_row(policy: Policy) -> dict[str, object]:
    return {
        "policy": policy.id,
        "effective_from": policy.effective_from or date(1, 1, 1),
        "effective_to": policy.effective_to or date(9999, 12, 31),
    }
