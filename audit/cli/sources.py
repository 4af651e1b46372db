"""``msgaudit sources``: what can be imported."""

import typer

from audit import importers
from audit.cli import options as o
from audit.cli.app import app
from audit.model.importer import TableImporter


@app.command("sources", epilog="[bold]Example[/bold]\n\nmsgaudit sources")
def sources(
    quiet: o.Quiet = False,  # noqa: ARG001 - all that it prints is its result
) -> int:
    """List the sources that can be imported, with the columns that each needs."""
    for importer in importers.importers():
        typer.echo(f"{importer.name}: {importer.title}")
        if isinstance(importer, TableImporter):
            needed = ", ".join(column.name for column in importer.required)
            optional = ", ".join(column.name for column in importer.columns if not column.required)
            typer.echo(f"  gives {importer.table}; needs {needed}; reads {optional or 'nothing else'}")
        else:
            typer.echo(f"  gives {importer.produces}; {importer.hint}")
    return 0
