"""Options that several commands share, with one wording each."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from audit.errors import InputError, UsageError
from audit.model.importer import FileReport
from audit.pipeline import FAIL_ON, Period, month_period

Paths = Annotated[list[Path], typer.Argument(help="Files or folders with exports.", show_default=False, readable=False)]
StoreFile = Annotated[
    Path, typer.Option("--store", help="The account's DuckDB file.", show_default=False, readable=False)
]
Timezone = Annotated[str | None, typer.Option(help="Zone of times that come without one, e.g. Europe/Berlin.")]
Market = Annotated[str | None, typer.Option("--marketplace", help="For files that name none, e.g. Amazon.de.")]
Source = Annotated[str | None, typer.Option("--as", help="Read the files as this source; see `msgaudit sources`.")]
Month = Annotated[str | None, typer.Option(help="Audit one month, YYYY-MM.")]
From = Annotated[str | None, typer.Option("--from", help="First day audited, YYYY-MM-DD.")]
To = Annotated[str | None, typer.Option("--to", help="Last day audited, YYYY-MM-DD.")]
RulesOf = Annotated[str, typer.Option(help="Judge by the rules of the sending-day, or by those of today.")]
AsOf = Annotated[str | None, typer.Option(help="The day of the audit, YYYY-MM-DD; today if left out.")]
FailOn = Annotated[str, typer.Option(help=f"Exit with 1 from this severity on: {', '.join(FAIL_ON)}.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no remarks; errors and results only.")]
Strict = Annotated[bool, typer.Option(help="Exit with 2 if any file was refused.")]
Rules = Annotated[str | None, typer.Option(help="Only these rules, comma-separated ids.")]
NoDedup = Annotated[bool, typer.Option("--no-dedup", help="Remember nothing between equal texts: slow, for checking.")]
Redact = Annotated[str, typer.Option(help="Buyers' data in the report: none, standard or share.")]


def day(text: str | None, option: str) -> date | None:
    """The day in ``text``.

    Raises:
        UsageError: it is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text!r} is no day; write YYYY-MM-DD") from None


def period(month: str | None, first: str | None, last: str | None) -> Period:
    """The period that the options ask for.

    Raises:
        UsageError: they contradict one another.
    """
    if month is not None:
        if first or last:
            raise UsageError("--month and --from/--to exclude each other")
        return month_period(month)
    begin, end = day(first, "--from"), day(last, "--to")
    if begin and end and end < begin:
        raise UsageError(f"--to {end} lies before --from {begin}")
    return Period(begin, end)


def today(as_of: str | None) -> date:
    """The day of the audit: the one given, or the clock's. Nobody else reads the clock."""
    return day(as_of, "--as-of") or datetime.now(UTC).astimezone().date()


def split(rules: str | None) -> tuple[str, ...]:
    """Ids from a comma-separated list."""
    return tuple(part.strip() for part in (rules or "").split(",") if part.strip())


def known_severity(fail_on: str) -> None:
    """Refuses an unknown --fail-on before long work begins."""
    if fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on {fail_on!r} is none of {', '.join(FAIL_ON)}")


def something_read(reports: tuple[FileReport, ...]) -> None:
    """Refuses to go on where no file gave a single record.

    Raises:
        InputError: with the reason of the first file, and how many more there were.
    """
    if any(report.already or report.records or report.duplicates for report in reports):
        return
    more = f" (so it is with {len(reports) - 1} more files)" if len(reports) > 1 else ""
    raise InputError(f"nothing could be read. {reports[0].file}: {_nothing(reports[0])}{more}")


def _nothing(report: FileReport) -> str:
    if report.refused:
        return report.refused
    if report.row_issues:
        return f"every row has an issue ({report.row_issues:,}); `msgaudit export row-issues` names them"
    ignored = "; ".join(f"{count:,} ignored: {reason}" for reason, count in report.ignored_reasons)
    return ignored or "no rows below the header; was the period chosen rightly?"


def code(found: int, reports: tuple[FileReport, ...], *, strict: bool) -> int:
    """The exit code: refused files among good ones change it only with --strict."""
    return 2 if strict and any(report.refused for report in reports) else found


def one_of(value: str, option: str, allowed: tuple[str, ...]) -> None:
    """Refuses a word that is none of those allowed."""
    if value not in allowed:
        raise UsageError(f"{option} {value!r} is none of {', '.join(allowed)}")


def existing(store: Path) -> None:
    """Refuses a store that is not there, so that none is made by mistake."""
    if not store.exists():
        raise UsageError(f"{store} does not exist; make it with `msgaudit import PATH --store {store}`")
