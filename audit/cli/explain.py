"""``msgaudit explain``: one rule in full."""

from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.showing import explain_rule


@app.command("explain", epilog="[bold]Example[/bold]\n\nmsgaudit explain review-gating")
def explain(
    rule: Annotated[str, typer.Argument(help="A rule's id; `msgaudit rules` lists them.", show_default=False)],
    quiet: o.Quiet = False,  # noqa: ARG001 - all that it prints is its result
) -> int:
    """Explain a rule: what it checks, why it matters, how to fix it, known limits, clauses, examples."""
    typer.echo(explain_rule(rule))
    return 0
