"""Import → understand → check → result: the only module that knows every stage."""

import calendar
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from audit import importers
from audit.engine import registry
from audit.engine.request import Check, Period
from audit.engine.request import catalogue as _catalogue
from audit.engine.run import judge
from audit.errors import InputError, ResultError, UsageError
from audit.model.account import FILE_NAME, Account, load_account
from audit.model.importer import FileReport, Importer, ReadOptions, TableImporter
from audit.model.printable import printable
from audit.model.progress import Reporter
from audit.model.result import AuditResult, RuleWords
from audit.model.result_io import loads
from audit.model.words import Severity
from audit.store import Store
from audit.store.load import load_rows, refuse
from audit.store.load_table import load_table

__all__ = [
    "FAIL_ON", "Check", "Period", "Reporter", "account_for", "catalogue", "check", "exit_code", "import_paths", "month_period",
    "read_options", "read_result", "stored_result",
]  # fmt: skip

FAIL_ON = (*(s.value for s in Severity), "none")


def month_period(month: str) -> Period:
    """The period of ``YYYY-MM``.

    Raises:
        UsageError: it is no month.
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise UsageError(f"--month {month!r} is no month; write YYYY-MM, e.g. 2026-09") from None
    return Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def account_for(store: Path | None, paths: Sequence[Path] = ()) -> Account:
    """The account.toml beside the store, else the one in an imported folder; the defaults where there is none."""
    places = [store.parent] if store else []
    places += [path if path.is_dir() else path.parent for path in paths]
    found = next((place / FILE_NAME for place in places if (place / FILE_NAME).is_file()), None)
    return load_account(found) if found else Account()


def import_paths(
    store: Store,
    paths: Iterable[Path],
    options: ReadOptions,
    *,
    as_source: str | None = None,
    reporter: Reporter | None = None,
) -> tuple[FileReport, ...]:
    """Imports every file below ``paths``. A bad file is refused and does not stop the others.

    Raises:
        InputError: a path does not exist, or there is no file at all.
    """
    reporter = reporter or Reporter()
    given = tuple(paths)
    missing = next((path for path in given if not os.path.exists(path)), None)  # noqa: PTH110 - Path.exists raises without rights
    if missing is not None:
        raise InputError(f"{missing} does not exist, or you may not look into its folder")
    files = importers.expand(given)
    if not files:
        raise InputError(f"no file to import in {', '.join(map(str, given))}")
    reporter.stage("Importing", len(files))
    reports = []
    options = replace(options, market_of=options.market_of or partial(_market_of, store))
    # Files that do not say their marketplace learn it from the orders, and so come last.
    named = sorted(zip(files, _names(files), strict=True), key=lambda item: importers.leans_on_orders(item[0], given))
    for file, name in named:
        reports.append(_import(store, file, name, options, given, as_source))
        reporter.advance()
    return tuple(reports)


def _market_of(store: Store, order: str) -> str:
    rows = store.asked("market_of", order)
    return str(rows[0]["marketplace"] or "") if rows else ""


def _names(files: Sequence[Path]) -> list[str]:
    """File names as the reports show them: below the folder that all have in common, never a whole path."""
    absolute = [Path(os.path.abspath(file)) for file in files]  # noqa: PTH100 - resolve() would follow links
    common = Path(os.path.commonpath([file.parent for file in absolute]))
    return [printable(file.relative_to(common).as_posix()) for file in absolute]


def _import(
    store: Store, file: Path, name: str, options: ReadOptions, given: tuple[Path, ...], as_source: str | None
) -> FileReport:
    try:
        importers.check_file(file, given)
        importer = importers.recognise(file, as_source=as_source)
        report = _load(store, file, name, importer, options)
    except InputError as error:
        return refuse(store, file, name, printable(str(error)))
    if report.already or report.rows:
        return report
    return replace(report, notes=(*report.notes, "no rows below the header"))


def _load(store: Store, file: Path, name: str, importer: Importer, options: ReadOptions) -> FileReport:
    """Loads a file: a table through DuckDB's own reader where that gives the same, everything else row by row."""
    if isinstance(importer, TableImporter):
        with importers.plan(file, importer, options) as plan:
            report = load_table(store, file, name, plan) if plan else None
        if report:
            return report
    return load_rows(store, file, name, importer.name, importers.read(file, importer, options))


def read_options(account: Account, timezone: str | None = None, marketplace: str | None = None) -> ReadOptions:
    """What files do not say themselves: from the call first, then from the account."""
    only = account.marketplaces[0] if len(account.marketplaces) == 1 else None
    return ReadOptions(
        timezone=timezone or account.timezone,
        marketplace=marketplace or only,
        senders=frozenset(address.casefold() for address in account.senders),
    )


def check(store: Store, request: Check, reporter: Reporter | None = None) -> AuditResult:
    """Judges the store's messages and keeps the result in the store."""
    return judge(store, request, reporter or Reporter())


def exit_code(result: AuditResult, fail_on: str) -> int:
    """1 where an open violation or likely finding is at or above ``fail_on``, else 0.

    Raises:
        UsageError: ``fail_on`` is no severity.
    """
    if fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on {fail_on!r} is none of {', '.join(FAIL_ON)}")
    if fail_on == "none":
        return 0
    limit = Severity(fail_on).rank
    return int(any(f.severity.rank <= limit and f.is_open_fault for f in result.findings))


def read_result(file: Path) -> AuditResult:
    """The result document in ``file``.

    Raises:
        ResultError: it is none, or of a newer version.
    """
    try:
        return loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ResultError(f"{file} cannot be read: {error}") from error


def catalogue() -> tuple[RuleWords, ...]:
    """The words of every rule, built or not."""
    return _catalogue(registry.built_in())


def stored_result(store: Path) -> AuditResult:
    """The latest result kept in a store."""
    with Store.open(store) as opened:
        return loads(opened.load_result())
