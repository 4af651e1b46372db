"""What importers produce: records, row issues, ignored rows. Every row becomes exactly one of them, or a duplicate."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment as its container names it; ``path`` is relative to the imported file's folder."""

    filename: str
    content_type: str | None = None
    path: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowIssue:
    """A row that could not be read. ``line`` counts physical lines from 1 where the format has lines."""

    source_row: int
    reason: str
    line: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A row that is none of ours (private mail, a draft). ``reason`` is counted, never the content."""

    source_row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A record of one of the store's tables: column → value, times aware, unknown texts ''.

    ``key`` makes it the same record in another file.
    """

    table: str
    values: Mapping[str, object]
    key: str
    source_row: int


Row = TableRow | RowIssue | Ignored
