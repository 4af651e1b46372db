"""``msgaudit report``: render a result document."""

from pathlib import Path
from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.terminal import progress
from audit.cli.words import say_result
from audit.errors import UsageError
from audit.outputs import Outputs, write
from audit.pipeline import account_for, read_result, stored_result
from audit.store.pseudonyms import pseudonym_key

EPILOG = """[bold]Examples[/bold]

msgaudit report result.json -o report.html --pdf report.pdf

msgaudit report --store acme.duckdb --redact share
"""


@app.command("report", epilog=EPILOG)
def report(
    document: Annotated[
        Path | None,
        typer.Argument(metavar="[RESULT.json]", help="A result document; needs no store.", show_default=False),
    ] = None,
    store: Annotated[
        Path | None, typer.Option(help="Render the latest result of this store.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("report.html"),
    pdf: Annotated[Path | None, typer.Option(help="The PDF file to write.", show_default=False)] = None,
    redact: o.Redact = "standard",
    brand: Annotated[
        Path | None, typer.Option(help="Brand file: TOML with colour and logo.", show_default=False)
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the report's own words.")] = "en",
    quiet: o.Quiet = False,
) -> int:
    """Render a result as HTML (and PDF)."""
    if document is not None and store is None:
        result = read_result(document)
    elif store is not None and document is None:
        o.existing(store)
        result = stored_result(store)
    else:
        raise UsageError("name either a result document or --store")
    account = account_for(store)
    outputs = Outputs(html=out, pdf=pdf, redact=redact, brand=brand or account.brand, language=language)
    with progress(quiet=quiet) as bars:
        written = write(result, outputs, pseudonym_key(account.pseudonym_key_file), bars)
    say_result(result, written, quiet=quiet)
    return 0
