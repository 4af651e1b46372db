"""An importer is a value: a table's columns, or a sniff and a reader for other containers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from audit.model.records import Row


class Table(StrEnum):
    """The tables of the interchange format, which every source is brought into."""

    MESSAGES = "messages"
    ORDERS = "orders"
    SOLICITATIONS = "solicitations"
    FEEDBACK = "feedback"
    DO_NOT_CONTACT = "do_not_contact"
    EVENTS = "events"


class Parse(StrEnum):
    """How a cell is read. What cannot be read makes the row a row issue; an empty cell is unknown."""

    TEXT = "text"
    TIMESTAMP = "timestamp"
    DAY = "day"
    """A time that may lack clock and offset, in the order of numbers of its country."""
    BOOLEAN = "boolean"
    INTEGER = "integer"
    JSON = "json"
    CHOICE = "choice"
    MARKETPLACE = "marketplace"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Column:
    """A canonical column and the header spellings seen (compared without case, blanks, hyphens, underscores).

    Without spellings the header is the name itself.
    """

    name: str
    spellings: tuple[str, ...] = ()
    parse: Parse = Parse.TEXT
    required: bool = False
    choices: Mapping[str, str] | None = None
    """For CHOICE: what the source writes, in lower case → the canonical value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableImporter:
    """A source whose files are tables with a header row."""

    name: str
    title: str
    table: Table
    columns: tuple[Column, ...]
    quoting: bool = True
    """False for Amazon's tab-separated flat files, whose cells may hold a lone quotation mark."""
    key: tuple[str, ...] = ()
    """Canonical columns that make a record the same record in another file."""
    signs: tuple[str, ...] = ()
    """Headers that a file of this source has, though nothing is read of them."""
    says: Mapping[str, str] = field(default_factory=dict)
    """Canonical column → what the source says of all its rows."""
    carried: tuple[str, ...] = ()
    """Headers whose blank cells mean what the row above says, as long as both are of one order."""
    dropped: tuple[str, ...] = ()
    """Headers that are personal and of no use: never kept."""

    @property
    def by_rows(self) -> bool:
        """Whether a row can be understood only by the row reader."""
        return bool(self.says or self.carried or self.dropped) or any(c.parse is Parse.DAY for c in self.columns)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which a file is not of this source."""
        return tuple(c for c in self.columns if c.required)


@dataclass(frozen=True, slots=True)
class Head:
    """The first 64 KB of a file, or of what is inside its container, for sniffing."""

    name: str
    raw: bytes
    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about files that do not say it themselves."""

    timezone: str | None = None
    marketplace: str | None = None
    market_of: Callable[[str], str] | None = None
    """Order id → marketplace, '' where it is not known: for files that do not say it."""
    senders: frozenset[str] = frozenset()
    """Addresses the seller writes from, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordImporter:
    """A source that is no table: mail, a helpdesk's JSON."""

    name: str
    title: str
    produces: Table
    sniff: Callable[[Head], bool]
    read: Callable[[Path, ReadOptions], Iterator[Row]]
    hint: str = ""
    """What such a file looks like, for the message about a file that nobody claims."""


Importer = TableImporter | RecordImporter


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. ``rows == records + duplicates + row_issues + ignored``."""

    file: str
    sha256: str
    size: int
    importer: str | None
    table: str | None
    rows: int = 0
    records: int = 0
    duplicates: int = 0
    row_issues: int = 0
    ignored: int = 0
    ignored_reasons: tuple[tuple[str, int], ...] = ()
    extra_columns: tuple[str, ...] = ()
    encoding: str | None = None
    refused: str | None = None
    """Why the file was not imported at all; None when it was."""
    already: bool = False
    """The same bytes had been imported before: nothing changed."""
    notes: tuple[str, ...] = ()
