"""``msgaudit show``: everything known about one order or message."""

from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.terminal import tell
from audit.showing import show_record

EPILOG = """[bold]Examples[/bold]

msgaudit show order 302-1234567-1234567 --store acme.duckdb

msgaudit show message MESSAGE-ID --store acme.duckdb
"""


@app.command("show", epilog=EPILOG)
def show(
    kind: Annotated[str, typer.Argument(help="order or message.", show_default=False)],
    record: Annotated[str, typer.Argument(metavar="ID", help="The order id or message id.", show_default=False)],
    store: o.StoreFile,
    quiet: o.Quiet = False,  # noqa: ARG001 - all that it prints is its result
) -> int:
    """Show everything the store knows about an order or a message, and from which file and row."""
    o.one_of(kind, "the kind", ("order", "message"))
    o.existing(store)
    tell(show_record(store, kind, record))
    return 0
