"""Opens a store, keeps its schema, reads and writes. Rules read only the views of queries/models."""

import os
import tempfile
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

SCHEMA_FILES = tuple(sorted((QUERIES / "schema").glob("*.sql")))

_DEAR = ("orders", "dated", "messages", "half_mailboxes", "requests", "episodes")
"""Views that most rules and counts stand on, each after those that it reads."""


class Store:
    """An open store. Use it in a ``with`` block."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Opens ``path``, making the file if need be (readable by its owner only); None: a store in memory.

        Raises:
            StoreError: the file is no store, damaged, in use, or of a newer version.
        """
        if path is not None and not path.exists():
            _make_private(path)
        try:
            connection = duckdb.connect(str(path) if path else ":memory:")
        except duckdb.Error as error:
            raise StoreError(_unusable(path, error)) from error
        store = cls(connection, path)
        store._prepare()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _prepare(self) -> None:
        try:
            self._connection.execute("set timezone = 'UTC'")
            self._connection.execute("set force_compression = 'zstd'")
            self._connection.execute(f"set temp_directory = '{tempfile.gettempdir()}'")
            done = self._version()
            if done > len(SCHEMA_FILES):
                raise StoreError(f"{self.path} was written by a newer msgaudit; update msgaudit to open it")
            for number, file in enumerate(SCHEMA_FILES[done:], done + 1):
                with self.transaction():
                    self._connection.execute(file.read_text(encoding="utf-8"))
                    self._connection.execute("insert or replace into meta values ('schema', ?)", [str(number)])
            self._define()
        except duckdb.Error as error:
            raise StoreError(_unusable(self.path, error)) from error

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
        self._connection.execute("begin")
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):
                self._connection.execute("rollback")
            raise
        self._connection.execute("commit")

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Works the dear views out once, for all that is asked of them inside; afterwards they are views again."""
        self._connection.execute("begin")
        try:
            for view in _DEAR:
                self.execute(f"create table model.settled_{view} as from model.{view}")
                self.execute(f"drop view model.{view}")
                self.execute(f"create view model.{view} as from model.settled_{view}")
            yield
        finally:
            with suppress(duckdb.Error):
                self._connection.execute("rollback")

    def execute(self, sql: str, values: Sequence[object] = ()) -> None:
        """Runs a statement."""
        try:
            self._connection.execute(sql, list(values)).fetchall()
        except duckdb.Error as error:
            raise StoreError(str(error).splitlines()[0]) from error

    def arrow(self, sql: str, values: Sequence[object] = ()) -> pa.Table:
        """The rows of a select."""
        try:
            return self._connection.sql(sql, params=list(values)).to_arrow_table()
        except duckdb.Error as error:
            raise StoreError(str(error).splitlines()[0]) from error

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a select as dicts."""
        found: list[dict[str, Any]] = self.arrow(sql, values).to_pylist()
        return found

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
            cursor.execute("set timezone = 'UTC'")
            yield from cursor.sql(sql).to_arrow_reader(size)
        except duckdb.Error as error:
            raise StoreError(str(error).splitlines()[0]) from error
        finally:
            cursor.close()

    def append(self, table: str, rows: pa.Table) -> None:
        """Adds rows to a table by column name."""
        self._connection.register("incoming_rows", rows)
        try:
            self._connection.execute(f"insert into {table} by name select * from incoming_rows")
        except duckdb.Error as error:
            raise StoreError(str(error).splitlines()[0]) from error
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
                return f"{view} with {name.replace('_', ' ')}"
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

    def save_result(self, as_of: str, document: str) -> None:
        """Keeps a result document."""
        self.execute("insert into results values (?, ?)", [as_of, document])

    def load_result(self) -> str:
        """The latest result document.

        Raises:
            StoreError: nothing was judged yet.
        """
        found = self.rows("select document from results order by rowid desc limit 1")
        if not found:
            raise StoreError(f"{self.path} holds no result yet; run `msgaudit check --store {self.path}`")
        return str(found[0]["document"])


def _make_private(path: Path) -> None:
    """Makes the folder, and sees that the file will be the owner's alone before anything is in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        old = os.umask(0o177)
        try:
            duckdb.connect(str(path)).close()
        finally:
            os.umask(old)
    except (OSError, duckdb.Error) as error:
        raise StoreError(_unusable(path, error)) from error


def _unusable(path: Path | None, error: Exception) -> str:
    words = str(error).splitlines()[0]
    if "lock" in words.lower():
        return f"{path} is in use by another program; wait until that has ended"
    return f"{path} cannot be used as a store: {words}"


def _version_row(policy: Policy) -> dict[str, object]:
    return {
        "policy": policy.id,
        "effective_from": policy.effective_from or date(1, 1, 1),
        "effective_to": policy.effective_to or date(9999, 12, 31),
    }
