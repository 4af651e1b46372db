"""``msgaudit import``: files into the store."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.terminal import progress, tell
from audit.cli.words import import_lines
from audit.pipeline import account_for, import_paths, read_options
from audit.store import Store

EPILOG = """[bold]Examples[/bold]

msgaudit import exports/ --store acme.duckdb

msgaudit import orders.txt --store acme.duckdb --as all-orders --format json
"""


@app.command("import", epilog=EPILOG)
def import_files(
    paths: o.Paths,
    store: o.StoreFile,
    source: o.Source = None,
    timezone: o.Timezone = None,
    marketplace: o.Market = None,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    strict: o.Strict = False,
    quiet: o.Quiet = False,
) -> int:
    """Import exports into an account's store. Importing twice changes nothing."""
    o.one_of(form, "--format", ("text", "json"))
    account = account_for(store, paths)
    with Store.open(store) as opened, progress(quiet=quiet) as bars:
        options = read_options(account, timezone, marketplace)
        reports = import_paths(opened, paths, options, as_source=source, reporter=bars)
    if form == "json":
        typer.echo(json.dumps([asdict(report) for report in reports], indent=1))
    else:
        tell("\n".join(import_lines(reports)))
    o.something_read(reports)
    return o.code(0, reports, strict=strict)
