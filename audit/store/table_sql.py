"""The selects by which DuckDB reads a table's file: what each cell means, whether the row reader must look, a row's key."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.model.importer import Column, Parse, Table
from audit.model.table_plan import TablePlan

_WORDS = frozenset({Parse.CHOICE, Parse.MARKETPLACE, Parse.LANGUAGE, Parse.BOOLEAN})
_KEYS = {Parse.TIMESTAMP: "key_time", Parse.BOOLEAN: "key_boolean", Parse.INTEGER: "key_integer"}
_TYPES = {Parse.TIMESTAMP: "timestamptz", Parse.BOOLEAN: "boolean", Parse.INTEGER: "integer"}
_SPECIAL = r"""'["\\\x00-\x1f]'"""
_CONTROL = r"'[\x00-\x08\x0b\x0c\x0e-\x1f]'"
_MOST_WORDS = 300


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Shape:
    """A plan in SQL. ``words``: what the spellings found in the file mean, by canonical column."""

    plan: TablePlan
    words: Mapping[str, Mapping[str, object]]

    @cached_property
    def cells(self) -> dict[str, tuple[str, Column]]:
        """Canonical name → where the raw cell stands, and its column."""
        place = {name: f"r.c{number}" for number, name in enumerate(self.plan.names)}
        return {column.name: (place[name], column) for name, column in self.plan.known}

    @cached_property
    def values(self) -> dict[str, str]:
        """Canonical name → value."""
        found = {c.name: self._value(c) for c in self.plan.importer.columns}
        market = self.plan.options.marketplace
        if "marketplace" in found and market:
            known = str(self.plan.meaning(Column("marketplace", parse=Parse.MARKETPLACE), market))
            found["marketplace"] = f"coalesce(nullif({found['marketplace']}, ''), {literal(known)})"
        found["extra"] = self._extra
        if self.plan.importer.table is Table.MESSAGES:
            names = ("thread_id", "buyer_id", "order_id", "subject", "message_id")
            for name in (*names, "channel", "tool", "delivery_status"):
                found.setdefault(name, "''")
            found["thread_id"] = f"thread_of({', '.join(found[name] for name in names)})"
        if self.plan.importer.table is Table.SOLICITATIONS:
            found.setdefault("message_id", "''")
        return found

    def _value(self, column: Column) -> str:
        if column.name not in self.cells:
            return f"cast(null as {_TYPES[column.parse]})" if column.parse in _TYPES else "''"
        cell = self.cells[column.name][0]
        if column.parse in _WORDS:
            return _case(cell, self.words[column.name])
        if column.parse is Parse.TIMESTAMP:
            return f"cell_time({cell})"
        if column.parse is Parse.INTEGER:
            return f"try_cast(nullif({cell}, '') as integer)"
        return cell if column.name == "order_id" or column.parse is Parse.JSON else f"cell_text({cell})"

    @cached_property
    def solicitation(self) -> dict[str, str]:
        """The values of a message that is a Request a Review."""
        v = self.values
        return {
            "order_id": v["order_id"], "solicited_at": v["sent_at"],
            "channel": f"case when {v['tool']} <> '' then 'tool' else 'button' end",
            "status": f"case when {v['delivery_status']} in ('blocked', 'restricted', 'opted_out') then 'refused' else 'sent' end",
            "origin": v["tool"], "message_id": v["message_id"], "extra": v["extra"],
        }  # fmt: skip

    @cached_property
    def tables(self) -> dict[str, dict[str, str]]:
        """The store's tables that rows of the file go to, with the values."""
        table = self.plan.importer.table
        if table is not Table.MESSAGES:
            return {"order_rows" if table is Table.ORDERS else table.value: self.values}
        asked = "request_a_review" in self.words.get("channel", {}).values()
        return {"messages": self.values} | ({"solicitations": self.solicitation} if asked else {})

    @cached_property
    def kind(self) -> str:
        """The table that a row goes to."""
        if "solicitations" in self.tables and "messages" in self.tables:
            return f"case when {self.values['channel']} = 'request_a_review' then 'solicitations' else 'messages' end"
        return literal(next(iter(self.tables)))

    @cached_property
    def key(self) -> str:
        """A row's key; null where the row reader must make it."""
        keys = {
            name: values["message_id"] if name == "messages" else self._hash(values)
            for name, values in self.tables.items()
        }
        if len(keys) == 1:
            return next(iter(keys.values()))
        return f"case when {self.values['channel']} = 'request_a_review' then {keys['solicitations']} else {keys['messages']} end"

    def _hash(self, values: Mapping[str, str]) -> str:
        kinds = {c.name: c.parse for c in self.plan.importer.columns} | {"solicited_at": Parse.TIMESTAMP}
        plain = [f"{_KEYS[kinds[n]]}({v})" if kinds.get(n) in _KEYS else "" for n, v in values.items()]
        texts = [v for n, v in values.items() if kinds.get(n) not in _KEYS and n != "extra"]

        def hashed(escape: str) -> str:
            pieces = [
                f"{literal(json.dumps(name) + ': ' + chr(34))}, {text}"
                for name, text in sorted(
                    (name, ready or (f"json_escaped({v})" if name == "extra" else f"{escape}({v})"))
                    for (name, v), ready in zip(values.items(), plain, strict=True)
                )
            ]
            body = """, '", ', """.join(pieces)
            return f"""substr(sha256(concat('{{', {body}, '"}}')), 1, 32)"""

        joined = f"concat({', '.join(texts)})"
        return (
            f"case when not regexp_matches({joined}, {_SPECIAL}) then {hashed('')} "
            f"when not regexp_matches({joined}, {_CONTROL}) then {hashed('json_escaped')} end"
        )

    @cached_property
    def _extra(self) -> str:
        """Cells that the source has no column for, as JSON text with sorted names; null where the row reader must write it."""
        known = {name for name, _ in self.plan.known}
        rest = sorted((name, f"r.c{n}") for n, name in enumerate(self.plan.names) if name not in known)
        if not rest:
            return "''"

        def written(escape: str) -> str:
            parts = [
                f"case when {cell} = '' then '' else concat({literal(', ' + json.dumps(name, ensure_ascii=False) + ': ' + chr(34))}, "
                f"{escape}({cell}), '\"') end"
                for name, cell in rest
            ]
            return f"concat('{{', substr(concat({', '.join(parts)}), 3), '}}')"

        joined = f"concat({', '.join(cell for _, cell in rest)})"
        return (
            f"case when {joined} = '' then '' when not regexp_matches({joined}, {_SPECIAL}) then {written('')} "
            f"when not regexp_matches({joined}, {_CONTROL}) then {written('json_escaped')} end"
        )

    @cached_property
    def is_fast(self) -> str:
        """Whether the row needs no row reader."""
        tests = [test for cell, column in self.cells.values() for test in [self._test(cell, column)] if test]
        for column in self.plan.importer.required:
            value = self.values[column.name]
            tests.append(f"{value} is not null" if column.parse in _TYPES else f"{value} <> ''")
        tests += [f"{self.values['extra']} is not null", f"{self.key} is not null"]
        v, table = self.values, self.plan.importer.table
        if table is Table.MESSAGES:
            tests.append(
                f"({v['order_id']} <> '' or {v['buyer_id']} = '' or regexp_full_match({v['subject']}, '[ -~]*'))"
            )
        if table is Table.FEEDBACK:
            tests.append(f"{v['rating']} between 1 and 5")
        if table is Table.DO_NOT_CONTACT:
            tests.append(f"({v['buyer_id']} <> '' or {v['order_id']} <> '')")
        return " and ".join(f"coalesce({test}, false)" for test in tests)

    def _test(self, cell: str, column: Column) -> str | None:
        if column.parse in _WORDS:
            known = ", ".join(map(literal, self.words[column.name])) or "null"
            return f"{cell} in ({known})"
        if column.name == "order_id":
            return f"is_order_id({cell})"
        tests = {Parse.TIMESTAMP: f"is_time({cell})", Parse.JSON: f"is_json({cell})"}
        if column.parse is Parse.INTEGER:
            return f"regexp_full_match({cell}, '[0-9]{{0,9}}')"
        return tests.get(column.parse)


def _case(cell: str, words: Mapping[str, object]) -> str:
    if not words:
        return "cast(null as varchar)"
    sides = " ".join(f"when {literal(word)} then {_said(value)}" for word, value in words.items())
    return f"case {cell} {sides} end"


def _said(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "cast(null as boolean)", True: "true", False: "false"}[value]
    return literal(str(value))


def source(plan: TablePlan) -> str:
    """The file's rows as texts c0, c1, …, numbered by ``place``."""
    columns = ", ".join(f"c{number}" for number in range(len(plan.names)))
    return f"(select row_number() over () as place, {columns} from {_reader(plan)}) as r"


def _reader(plan: TablePlan) -> str:
    if plan.form == "parquet":
        cells = ", ".join(
            f"coalesce(\"{name.replace(chr(34), chr(34) * 2)}\", '') as c{n}" for n, name in enumerate(plan.names)
        )
        return f"(select {cells} from read_parquet({literal(str(plan.path))}))"
    names = [f"c{number}" for number in range(len(plan.names))]
    kinds = ", ".join(f"'{name}': 'varchar'" for name in names)
    texts = ", ".join(f"'{name}'" for name in names)
    return (
        f"read_csv({literal(str(plan.path))}, auto_detect = false, header = true, columns = {{{kinds}}}, "
        f"delim = {literal(plan.delimiter)}, quote = {literal(plan.quote)}, escape = {literal(plan.quote)}, "
        f"force_not_null = [{texts}], compression = '{'gzip' if plan.is_packed else 'none'}', strict_mode = true, "
        "ignore_errors = true, store_rejects = true, rejects_limit = 100000)"
    )


def survey(plan: TablePlan) -> tuple[str, tuple[str, ...]]:
    """A select of the row count and the distinct spellings of columns with few, and those columns' names."""
    place = {name: f"r.c{number}" for number, name in enumerate(plan.names)}
    wordy = tuple((column.name, place[name]) for name, column in plan.known if column.parse in _WORDS)
    lists = "".join(f", list(distinct {cell}) as {name}" for name, cell in wordy)
    return f"select count(*) as n{lists} from {source(plan)}", tuple(name for name, _ in wordy)


def words_of(plan: TablePlan, found: Mapping[str, Sequence[str]]) -> dict[str, dict[str, object]]:
    """What spellings mean; those that cannot be read are left out, so that the row reader says why."""
    columns = {column.name: column for _, column in plan.known}
    meanings: dict[str, dict[str, object]] = {}
    for name, cells in found.items():
        meanings[name] = {}
        for cell in sorted(cells)[:_MOST_WORDS]:
            try:
                if "\0" not in cell:
                    meanings[name][cell] = plan.meaning(columns[name], cell)
            except (ValueError, OverflowError):
                continue
    return meanings
