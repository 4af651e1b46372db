"""``msgaudit rules``: the catalogue."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from audit.cli import options as o
from audit.cli.app import app
from audit.pipeline import catalogue


@app.command("rules", epilog="[bold]Example[/bold]\n\nmsgaudit rules --format json")
def rules(
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    quiet: o.Quiet = False,  # noqa: ARG001 - all that it prints is its result
) -> int:
    """List every rule: what it checks, how grave it is, which clause it stands for, whether it is built."""
    o.one_of(form, "--format", ("text", "json"))
    listed = catalogue()
    if form == "json":
        rows = [
            {
                "id": r.id, "title": r.title, "failure_title": r.failure_title, "severity": r.severity.value,
                "family": r.family, "clauses": list(r.clauses), "remediation": r.remediation, "built": r.built,
            }
            for r in listed
        ]  # fmt: skip
        typer.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return 0
    table = Table("rule", "severity", "clauses", "finding", box=None, pad_edge=False)
    for r in listed:
        table.add_row(
            r.id, r.severity.value, ", ".join(r.clauses), r.failure_title + ("" if r.built else " (no rule yet)")
        )
    console = Console(highlight=False)
    with console.capture() as shown:
        console.print(table)
    typer.echo(shown.get(), nl=False)
    return 0
