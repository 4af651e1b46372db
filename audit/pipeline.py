"""Import → understand → check → result: the only module that knows every stage."""

import calendar
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from audit import importers
from audit.engine import registry
from audit.engine.request import Check, Period
from audit.engine.request import catalogue as _catalogue
from audit.engine.run import judge
from audit.errors import InputError, OutputError, ResultError, UsageError
from audit.model.account import FILE_NAME, Account, load_account
from audit.model.importer import FileReport, Importer, ReadOptions, TableImporter
from audit.model.printable import printable
from audit.model.progress import Reporter
from audit.model.result import AuditResult, RuleWords
from audit.model.result_io import dumps, loads, plain
from audit.model.words import Severity
from audit.policy import load_policies
from audit.resources import QUERIES
from audit.store import Store
from audit.store.load import load_rows, refuse
from audit.store.load_table import load_table

__all__ = [
    "EXPORTS",
    "FAIL_ON",
    "Check",
    "Outputs",
    "Period",
    "Reporter",
    "account_for",
    "catalogue",
    "check",
    "exit_code",
    "explain_rule",
    "export_formats",
    "export_table",
    "findings_rows",
    "import_paths",
    "month_period",
    "outcomes_rows",
    "pdf_problem",
    "read_options",
    "read_result",
    "show_record",
    "stored_result",
    "write",
]

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
    rows = _asked(store, "market_of", order)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What to write of a result. ``findings`` is the CSV beside the report."""

    html: Path | None = None
    pdf: Path | None = None
    findings: Path | None = None
    result: Path | None = None
    redact: str = "standard"
    brand: Path | None = None
    language: str = "en"


def write(result: AuditResult, outputs: Outputs, key: bytes, reporter: Reporter | None = None) -> tuple[Path, ...]:
    """Writes what is asked for and answers with the files, in reading order.

    Raises:
        OutputError: a file cannot be written.
        UsageError: there is no such redaction or language.
    """
    from audit.reporting import findings_csv, render_html, render_pdf
    from audit.reporting.redacted import redacted
    from audit.reporting.redaction import Redaction

    if outputs.redact not in set(Redaction):
        raise UsageError(f"--redact {outputs.redact!r} is none of {', '.join(Redaction)}")
    redact = Redaction(outputs.redact)
    jobs: list[tuple[Path, Callable[[], str | bytes]]] = []
    if outputs.html:
        jobs.append(
            (
                outputs.html,
                lambda: render_html(
                    result, redact=redact, brand=outputs.brand, language=outputs.language, pseudonym_key=key
                ),
            )
        )
    if outputs.pdf:
        jobs.append(
            (
                outputs.pdf,
                lambda: render_pdf(
                    result, redact=redact, brand=outputs.brand, language=outputs.language, pseudonym_key=key
                ),
            )
        )
    if outputs.findings:
        jobs.append((outputs.findings, lambda: findings_csv(redacted(result, redact, key))))
    if outputs.result:
        jobs.append((outputs.result, lambda: dumps(result)))
    (reporter or Reporter()).stage("Writing", len(jobs))
    for place, render in jobs:
        _write(place, render())
        (reporter or Reporter()).advance()
    return tuple(place for place, _ in jobs)


def _write(place: Path, content: str | bytes) -> None:
    """Writes beside the place first, so that a full disk leaves no half report; into devices and pipes directly."""
    raw = content if isinstance(content, bytes) else content.encode(errors="backslashreplace")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(raw)
        else:
            _replace(place, raw)
    except FileExistsError as error:
        raise OutputError(f"{place} cannot be written: {place.parent} is a file; name another place") from error
    except OSError as error:
        raise OutputError(f"{place} cannot be written: {error.strerror}; make room, or name another place") from error


def _replace(place: Path, raw: bytes) -> None:
    beside = place.with_name(f".msgaudit-{os.getpid()}.part")
    try:
        beside.write_bytes(raw)
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


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


def findings_rows(result: AuditResult) -> list[dict[str, Any]]:
    """Findings as plain rows."""
    return [plain(finding) for finding in result.findings]


def outcomes_rows(result: AuditResult) -> list[dict[str, Any]]:
    """Outcomes as plain rows; reasons as structs, so that every format can hold them."""
    named = [[{"reason": reason, "count": count} for reason, count in o.reasons] for o in result.outcomes]
    return [plain(o) | {"reasons": reasons} for o, reasons in zip(result.outcomes, named, strict=True)]


EXPORTS = ("findings", "outcomes", "messages", "orders", "solicitations", "row-issues")
_FORMATS = ("jsonl", "csv", "parquet", "xlsx")
_SELECTS = {
    "messages": "select * from model.messages order by sent_at, message_id",
    "orders": "select * from model.orders order by order_id",
    "solicitations": "select * from main.solicitations order by solicited_at, order_id",
}


def export_formats(what: str) -> tuple[str, ...]:
    """The formats that a table can be written in."""
    return (*_FORMATS, "sarif", "markdown") if what == "findings" else _FORMATS


def export_table(store: Path, what: str, form: str, out: Path) -> int:
    """Writes a table and answers how many rows it has."""
    from audit.reporting.tables import render_findings, render_rows

    with Store.open(store) as opened:
        if what in {"findings", "outcomes"}:
            result = loads(opened.load_result())
            rows = findings_rows(result) if what == "findings" else outcomes_rows(result)
            if form in {"sarif", "markdown"}:
                _write(out, render_findings(result, form))
                return len(rows)
        elif what == "row-issues":
            rows = opened.rows((QUERIES / "metrics" / "row_issues.sql").read_text(encoding="utf-8"))
        else:
            rows = opened.text_rows(_SELECTS[what])
    _write(out, render_rows(rows, form))
    return len(rows)


def explain_rule(name: str) -> str:
    """A rule in full, as Markdown.

    Raises:
        UsageError: there is no such rule.
    """
    words = next((w for w in catalogue() if w.id == name), None)
    if words is None:
        raise UsageError(f"there is no rule {name!r}; `msgaudit rules` lists them")
    newest = load_policies()[-1]
    lines = [f"# {words.id}", "", words.failure_title, "", f"Severity: {words.severity.value}. Family: {words.family}."]
    for clause_id in words.clauses:
        clause = newest.clause(clause_id)
        lines.append(f"Clause {clause_id}: {clause.text}" if clause else f"Clause {clause_id}")
    if not words.built:
        return "\n".join(
            [*lines, "", "There is no rule yet: every report lists it as not checked.", "", words.remediation]
        )
    for title, text in words.doc.items():
        lines += ["", f"## {title}", "", text]
    rule = next(r for r in registry.built_in() if r.id == name)
    shown = [(e.is_bad, " ".join((e.body or e.html or e.subject).split())) for e in rule.examples if not e.not_checked]
    lines += ["", "## Examples", ""]
    lines += [f"- {'fires' if is_bad else 'passes'}: {text}" for is_bad, text in shown]
    lines += [f"- {table['name']}" for table in rule.tables]
    return "\n".join(lines)


def show_record(store: Path, kind: str, record: str) -> str:
    """Everything that a store knows of an order or message, with file and row.

    Raises:
        UsageError: the store does not know it.
    """
    with Store.open(store) as opened:
        name = "order_id" if kind == "order" else "message_id"
        found = opened.text_rows(f"select * from model.{kind}s where {name} = ?", [record])
        if not found:
            raise UsageError(f"{store} knows no {kind} {record}")
        lines = [
            f"{key}: {value}" for key, value in found[0].items() if value is not None and value not in ("", "[]", [])
        ]
        return "\n".join([*lines, *(_order_sources if kind == "order" else _message_sources)(opened, record)])


def _order_sources(store: Store, order: str) -> list[str]:
    """Each fact of the order's files, and what happened around it."""
    facts = _asked(store, "order_facts", order)
    lines = ["", "As the files say it:"]
    for row in facts:
        item = f" (item {row['sku']})" if row["sku"] else ""
        lines.append(f"{row['fact']}: {row['told']}{item}, from {row['file']}, row {row['source_row']}")
    events = _asked(store, "order_events", order, order, order)
    lines += ["", "What happened:"] if events else []
    return lines + [
        f"{row['happened_at']} {row['what']}, from {row['file']}, row {row['source_row']}" for row in events
    ]


def _message_sources(store: Store, message: str) -> list[str]:
    return [f"from {row['file']}, row {row['source_row']}" for row in _asked(store, "message_sources", message)]


def _asked(store: Store, query: str, *values: object) -> list[dict[str, Any]]:
    return store.rows((QUERIES / "audit" / f"{query}.sql").read_text(encoding="utf-8"), values)


def pdf_problem() -> str | None:
    """Why no PDF can be written here; None where it can."""
    from audit.reporting.render import pdf_problem as problem

    return problem()


def scripts_without_font() -> tuple[str, ...]:
    """The scripts that a PDF made on this machine could not draw, and what to install for them."""
    from audit.reporting.render import scripts_without_font as scripts

    return scripts()
