"""``msgaudit audit``: import, check and report in one go."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.terminal import is_interactive, progress
from audit.cli.words import say_imports, say_result
from audit.outputs import Outputs, write
from audit.pipeline import Check, account_for, check, exit_code, import_paths, read_options
from audit.store import Store
from audit.store.pseudonyms import pseudonym_key

EPILOG = """[bold]Examples[/bold]

msgaudit audit exports/

msgaudit audit exports/ --month 2026-09 --pdf

msgaudit audit exports/ --store acme.duckdb -o september/ --fail-on none
"""


@app.command("audit", epilog=EPILOG)
def audit(
    paths: o.Paths,
    store: Annotated[
        Path | None, typer.Option(help="Keep everything in this DuckDB file.", show_default="temporary")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the report.")] = Path("msgaudit-report"),
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf too.")] = False,
    result: Annotated[
        Path | None, typer.Option(help="Write the result document (JSON) to this file.", show_default=False)
    ] = None,
    month: o.Month = None,
    first: o.From = None,
    last: o.To = None,
    rules: o.Rules = None,
    rules_of: o.RulesOf = "sending-day",
    as_of: o.AsOf = None,
    source: o.Source = None,
    timezone: o.Timezone = None,
    marketplace: o.Market = None,
    redact: o.Redact = "standard",
    fail_on: o.FailOn = "high",
    strict: o.Strict = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the report when done.")] = False,
    quiet: o.Quiet = False,
) -> int:
    """Import exports, check them, and write a report (report.html, findings.csv)."""
    account = account_for(store, paths)
    key = pseudonym_key(account.pseudonym_key_file)
    request = Check(
        account=account, period=o.period(month, first, last), rules=o.split(rules), rules_of=rules_of,
        as_of=o.today(as_of), pseudonym_key=key,
    )  # fmt: skip
    o.known_severity(fail_on)
    with Store.open(store) as opened, progress(quiet=quiet) as bars:
        options = read_options(account, timezone, marketplace)
        reports = import_paths(opened, paths, options, as_source=source, reporter=bars)
        o.something_read(reports)
        judged = check(opened, request, bars)
        outputs = Outputs(
            html=out / "report.html", pdf=out / "report.pdf" if pdf else None, findings=out / "findings.csv",
            result=result, redact=redact, brand=account.brand,
        )  # fmt: skip
        written = write(judged, outputs, key, bars)
    say_imports(reports, quiet=quiet)
    say_result(judged, written, quiet=quiet)
    if not no_open and not quiet and is_interactive():
        webbrowser.open(written[0].resolve().as_uri())
    return o.code(exit_code(judged, fail_on), reports, strict=strict)
