"""``msgaudit demo``: the whole path on made-up data."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.audit_ import audit
from audit.resources import SAMPLE_DATA

AS_OF = date(2026, 10, 5)


@app.command("demo", epilog="[bold]Example[/bold]\n\nmsgaudit demo -o try-it/")
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the report.")] = Path("msgaudit-report"),
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="Write report.pdf too.")] = True,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the report when done.")] = False,
    quiet: o.Quiet = False,
) -> int:
    """Audit a made-up seller's year and write its report: two minutes to see what msgaudit does."""
    audit(
        [SAMPLE_DATA / "demo"], out=out, pdf=pdf, as_of=AS_OF.isoformat(), fail_on="none", no_open=no_open, quiet=quiet
    )
    return 0
