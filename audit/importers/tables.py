"""Makes records of a table's rows: finds the columns by their spellings, reads the cells, derives what is missing."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from audit.importers.containers import RawRow, header, rows
from audit.importers.days import Spelling, moment, shows_day_first
from audit.model.importer import Column, Parse, ReadOptions, Table, TableImporter
from audit.model.records import Row, RowIssue, TableRow
from audit.policy import find_marketplace

_ORDER_DIGITS = re.compile(r"(\d{3})\D?(\d{7})\D?(\d{7})")
_REPLY = re.compile(r"^\s*(?:(?:re|aw|rv|r|odp|sv|ynt|antw)\s*:\s*)+", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])\s*(\d{2})\s*:?\s*(\d{2})$")
_HALF = re.compile("[\ud800-\udfff]")
_TRUE = {"true", "1", "yes", "y", "t"}
_FALSE = {"false", "0", "no", "n", "f"}
_TARGET = {Table.ORDERS: "order_rows"}


class _Unreadable(ValueError):  # noqa: N818 - what a cell is, not what went wrong
    pass


def normal(name: str) -> str:
    """A header as it is compared: without case, blanks, hyphens, underscores."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def columns_of(importer: TableImporter, names: tuple[str, ...]) -> dict[str, Column]:
    """Header → column."""
    by_name = {normal(s): c for c in importer.columns for s in c.spellings or (c.name,)}
    return {name: by_name[normal(name)] for name in names if normal(name) in by_name}


def read_table(path: Path, importer: TableImporter, options: ReadOptions) -> Iterator[Row]:
    """Records and row issues of a file."""
    known = columns_of(importer, header(path))
    if not importer.by_rows:
        yield from (row_of(importer, known, raw, options) for raw in rows(path))
        return
    spelling = _spelling(path, known)
    for raw in continued(importer, known, rows(path)):
        yield row_of(importer, known, raw, options, spelling)


def _spelling(path: Path, known: Mapping[str, Column]) -> bool | None:
    """Whether the days of the file begin with the day, as far as they show it."""
    names = [name for name, column in known.items() if column.parse is Parse.DAY]
    return shows_day_first([_text(raw.cells.get(name)) for raw in rows(path) for name in names]) if names else None


def continued(importer: TableImporter, known: Mapping[str, Column], found: Iterable[RawRow]) -> Iterator[RawRow]:
    """The rows, with blank cells filled from the row above where the source leaves them out in an order's later rows."""
    names = [name for name in known if normal(name) in {normal(carried) for carried in importer.carried}]
    order = next((name for name, column in known.items() if column.name == "order_id"), "")
    above: Mapping[str, object] = {}
    for raw in found:
        mine = _text(raw.cells.get(order)).strip()
        if raw.cells and mine in {"", _text(above.get(order)).strip()}:
            filled = {name: above[name] for name in names if name in above and not _text(raw.cells.get(name)).strip()}
            raw = replace(raw, cells={**raw.cells, **filled})  # noqa: PLW2901 - the row as it is meant
        above = raw.cells or above
        yield raw


def row_of(
    importer: TableImporter,
    known: Mapping[str, Column],
    raw: RawRow,
    options: ReadOptions,
    is_day_first: bool | None = None,
) -> Row:
    """The record of a row, or the issue that it has."""
    if raw.problem:
        return RowIssue(source_row=raw.number, line=raw.line, reason=raw.problem)
    try:
        return _record(importer, known, raw, options, is_day_first)
    except _Issue as issue:
        return RowIssue(
            source_row=raw.number, line=raw.line, reason=issue.reason, column=issue.column, value=issue.value
        )


def meaning(column: Column, cell: str, options: ReadOptions) -> object:
    """What a cell means: what is blank is unknown.

    Raises:
        ValueError: it cannot be read.
    """
    if not cell.strip():
        return _empty(column)
    return _parse(column, cell.strip() if column.parse is not Parse.TEXT else cell, options)


class _Issue(Exception):  # noqa: N818 - a row issue on its way out
    def __init__(self, reason: str, column: str | None = None, value: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.column, self.value = reason, column, value


def _record(
    importer: TableImporter,
    known: Mapping[str, Column],
    raw: RawRow,
    options: ReadOptions,
    is_day_first: bool | None,
) -> TableRow:
    told, extra = _told(importer, known, raw)
    values: dict[str, object] = {column.name: _empty(column) for column in importer.columns}
    values.update(importer.says)
    # Days last: they are read on the clocks of the row's marketplace.
    for name, column, text in sorted(told, key=lambda cell: cell[1].parse is Parse.DAY):
        try:
            if column.parse is Parse.DAY:
                values[column.name] = _day(text, values, options, is_day_first)
            else:
                values[column.name] = meaning(column, text, options)
        except (ValueError, OverflowError) as error:
            raise _Issue(str(error) or "cannot be read", name, text[:200]) from error
    for column in importer.required:
        if values[column.name] in {None, ""}:
            raise _Issue(f"{column.name} is empty", column.name)
    values["extra"] = _whole(json.dumps(extra, ensure_ascii=False, sort_keys=True)) if extra else ""
    return finish(importer.table, values, raw.number, options)


def _told(
    importer: TableImporter, known: Mapping[str, Column], raw: RawRow
) -> tuple[list[tuple[str, Column, str]], dict[str, str]]:
    """The cells that say something: those with a column, and the others."""
    told: list[tuple[str, Column, str]] = []
    extra: dict[str, str] = {}
    for name, cell in raw.cells.items():
        column = known.get(name) or next((c for h, c in known.items() if h == name.strip()), None)
        if column is not None:
            told += [(name, column, _text(cell))] if _text(cell).strip() else []
        elif name.strip() not in importer.dropped and (isinstance(cell, dict | list) or cell not in {None, ""}):
            extra[name] = str(cell)
    return told, extra


def _day(text: str, values: Mapping[str, object], options: ReadOptions, is_day_first: bool | None) -> datetime:
    """A day, read on the clocks of the row's marketplace, else of the file's, else of its order's."""
    given = str(values.get("marketplace") or options.marketplace or "")
    market = find_marketplace(given) if given else None
    place = market.name if market else ""
    if not place and options.market_of:
        place = options.market_of(order_id(str(values.get("order_id", ""))))
    return moment(text, Spelling(place, is_day_first), options.timezone)


def _empty(column: Column) -> object:
    return "" if column.parse in {Parse.TEXT, Parse.CHOICE, Parse.JSON, Parse.MARKETPLACE, Parse.LANGUAGE} else None


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return _whole(json.dumps(cell, ensure_ascii=False) if isinstance(cell, dict | list) else str(cell))


def _whole(text: str) -> str:
    """Half a character, as JSON can escape it, is joined with its other half, or becomes U+FFFD."""
    return (
        _HALF.sub("\ufffd", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        if _HALF.search(text)
        else text
    )


def _parse(column: Column, text: str, options: ReadOptions) -> object:
    match column.parse:
        case Parse.TIMESTAMP:
            return timestamp(text, options.timezone)
        case Parse.BOOLEAN:
            if text.casefold() in _TRUE | _FALSE:
                return text.casefold() in _TRUE
            raise _Unreadable("is neither true nor false")
        case Parse.INTEGER:
            return _integer(text)
        case Parse.CHOICE:
            choices = column.choices or {}
            if text.casefold() not in choices:
                raise _Unreadable(f"is none of {', '.join(dict.fromkeys(choices.values()))}")
            return choices[text.casefold()]
        case Parse.MARKETPLACE:
            market = find_marketplace(text)
            return market.name if market else text
        case Parse.JSON:
            json.loads(text)
            return text
        case _:
            return text


def _integer(text: str) -> int:
    try:
        return int(float(text))
    except ValueError:
        raise _Unreadable("is no number") from None


def timestamp(text: str, zone: str | None) -> datetime:
    """An ISO 8601 time. Without an offset it is read in ``zone``; where that is None it cannot be read."""
    tidy = _OFFSET.sub(r"\1\2:\3", text.strip().replace(" UTC", "+00:00").replace(" GMT", "+00:00"))
    try:
        found = datetime.fromisoformat(tidy)
    except ValueError:
        found = _spelled(text, zone)
    if found.tzinfo is None:
        if zone is None:
            raise _Unreadable("has no offset; say which zone is meant with --timezone")
        try:
            found = found.replace(tzinfo=ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            raise _Unreadable(f"--timezone {zone!r} is no zone; write Europe/Berlin, say") from None
    return found.astimezone(UTC)


def _spelled(text: str, zone: str | None) -> datetime:
    """A time that is no ISO 8601, but can mean one only."""
    if not re.search(r"\d:\d", text) or (
        zone is None and not re.search(r"(?:UTC|GMT|Z|[+-]\s*\d{2}\s*:?\s*\d{2})$", text)
    ):
        raise _Unreadable("is no ISO 8601 time, such as 2026-09-01T08:30:00+02:00")
    return moment(text, Spelling(), zone)


def order_id(text: str) -> str:
    """The 3-7-7 form where there are 17 digits, else the text."""
    found = _ORDER_DIGITS.fullmatch(text.strip())
    return "-".join(found.groups()) if found else text.strip()


ASKED_FOR = ("thread_id", "buyer_id", "order_id", "subject", "channel", "tool", "delivery_status")
"""Columns of messages that are looked at in every source; one that has them not leaves them empty."""


def finish(table: Table, values: dict[str, object], number: int, options: ReadOptions) -> TableRow:
    """A record of canonical values: ids made uniform, what is missing derived, its key computed."""
    if "order_id" in values:
        values["order_id"] = order_id(str(values["order_id"]))
    if "marketplace" in values and not values["marketplace"] and options.marketplace:
        market = find_marketplace(options.marketplace)
        values["marketplace"] = market.name if market else options.marketplace
    if table is Table.MESSAGES:
        for name in ASKED_FOR:
            values.setdefault(name, "")
    if table is Table.MESSAGES and values["channel"] == "request_a_review":
        return _solicitation(values, number)
    if table is Table.MESSAGES:
        values["thread_id"] = values["thread_id"] or _thread(values)
        return TableRow(table="messages", values=values, key=str(values["message_id"]), source_row=number)
    if table is Table.FEEDBACK and values["rating"] not in range(1, 6):
        raise _Issue("rating lies outside 1 to 5", "rating", str(values["rating"]))
    if table is Table.DO_NOT_CONTACT and not (values["buyer_id"] or values["order_id"]):
        raise _Issue("neither buyer_id nor order_id is given", "buyer_id")
    if table is Table.SOLICITATIONS:
        values.setdefault("message_id", "")
    key = _hash(values)
    return TableRow(table=_TARGET.get(table, table.value), values=values, key=key, source_row=number)


def _solicitation(values: Mapping[str, object], number: int) -> TableRow:
    status = "refused" if values["delivery_status"] in {"blocked", "restricted", "opted_out"} else "sent"
    row = {
        "order_id": values["order_id"], "solicited_at": values["sent_at"], "channel": "tool" if values["tool"] else "button",
        "status": status, "origin": values["tool"], "message_id": values["message_id"], "extra": values["extra"],
    }  # fmt: skip
    return TableRow(table="solicitations", values=row, key=_hash(row), source_row=number)


def _thread(values: Mapping[str, object]) -> str:
    """Buyer and order; else buyer and subject without reply marks; else the message stands alone."""
    buyer, order = values["buyer_id"], values["order_id"]
    if order:
        return f"{buyer}|{order}"
    if buyer:
        return f"{buyer}|{_REPLY.sub('', str(values['subject'])).strip().casefold()}"
    return str(values["message_id"])


def _hash(values: Mapping[str, object]) -> str:
    text = json.dumps({k: str(v) for k, v in values.items()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
