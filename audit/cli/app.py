"""The application: collects the commands, turns errors into one line and exit code 2."""

import importlib
import os
import sys
from typing import Any, NoReturn

import typer

from audit.errors import AuditError
from audit.model.printable import printable

HELP = """Audit the messages of an Amazon seller against Amazon's rules for writing to buyers.

Put last month's exports into a folder and run: [bold]msgaudit audit FOLDER[/bold]

Nothing leaves this machine.

Exit codes: 0 nothing open at or above --fail-on, 1 such findings, 2 nothing could be audited.
"""

# Typer brings its own copy of Click and exports the leaves of its errors only: this is their root.
_ClickError: Any = typer.BadParameter.__mro__[2]

app = typer.Typer(
    help=HELP, no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip

_STOPPED = 130  # what Typer answers with after Ctrl-C, as shells do
_COMMANDS = ("audit_", "import_", "check", "report", "export", "rules", "explain", "sources", "show", "doctor", "demo")


def _version(value: bool) -> None:
    if value:
        from audit import __version__

        typer.echo(f"msgaudit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    pass


def main() -> None:
    """Runs the command line; the process ends here."""
    try:
        for name in _COMMANDS:
            importlib.import_module(f"audit.cli.{name}")
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except AuditError as error:
        _fail(str(error))
    except _ClickError as error:
        error.show()
        raise SystemExit(2) from None
    except (typer.Abort, KeyboardInterrupt):
        code = _STOPPED
    except (BrokenPipeError, SystemExit):  # Typer makes a SystemExit of the other
        _leave(0)
    except OSError as error:
        _fail(f"{error.filename or 'the output'} cannot be read or written: {error.strerror or error}")
    except MemoryError:
        _fail("there is not enough memory for this; close other programs, or give fewer files or a shorter period")
    if code == _STOPPED:
        _fail("stopped; what was imported completely is kept", code=_STOPPED)
    raise SystemExit(code if isinstance(code, int) else 0)


def _fail(words: str, code: int = 2) -> NoReturn:
    sys.stderr.write(f"msgaudit: {printable(words)}\n")
    sys.stderr.flush()
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Ends the process; what still waits for a full disk or for a reader who has left is dropped."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(code)
