"""``msgaudit export``: data out."""

from pathlib import Path
from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.terminal import say
from audit.exporting import EXPORTS, export_formats, export_table

EPILOG = """[bold]Examples[/bold]

msgaudit export findings --store acme.duckdb --format xlsx -o findings.xlsx

msgaudit export row-issues --store acme.duckdb --format csv -o row-issues.csv
"""


@app.command("export", epilog=EPILOG)
def export(
    what: Annotated[str, typer.Argument(help=f"One of {', '.join(EXPORTS)}.", show_default=False)],
    store: o.StoreFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.", show_default=False)],
    form: Annotated[
        str, typer.Option("--format", help="jsonl, csv, parquet or xlsx; findings also as sarif and markdown.")
    ] = "csv",
    quiet: o.Quiet = False,
) -> int:
    """Write findings, outcomes, messages, orders, solicitations or row issues to a file."""
    o.one_of(what, "the table", EXPORTS)
    o.one_of(form, "--format", export_formats(what))
    o.existing(store)
    rows = export_table(store, what, form, out)
    say(f"wrote {out}: {rows:,} rows", quiet=quiet)
    return 0
