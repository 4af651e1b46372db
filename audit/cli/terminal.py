"""What a person sees on stderr: progress on a terminal, plain lines elsewhere, nothing with --quiet."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from audit.model.printable import printable
from audit.pipeline import Reporter


def console(*, quiet: bool = False) -> Console:
    """The console of everything that is no result. NO_COLOR and TERM=dumb are honoured by Rich."""
    return Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)


def say(text: str, *, quiet: bool = False) -> None:
    """A remark on stderr. Nothing that came out of a file may act on the terminal."""
    console(quiet=quiet).print(printable(text, keep="\n\t"), markup=False)


def tell(text: str) -> None:
    """A result on stdout, for people: as harmless as a remark."""
    typer.echo(printable(text, keep="\n\t"))


def is_interactive() -> bool:
    """Whether somebody sits in front of it."""
    return sys.stderr.isatty() and sys.stdin.isatty() and "CI" not in os.environ


class Bars(Reporter):
    """Progress bars, one for each stage; silent where stderr is no terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        out = console(quiet=quiet)
        self._bars = Progress(
            TextColumn("{task.description}"), BarColumn(bar_width=32), MofNCompleteColumn(), TimeRemainingColumn(),
            console=out, transient=True, disable=quiet or not out.is_terminal,
        )  # fmt: skip
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def stage(self, name: str, total: int | None) -> None:
        """Begins a stage of ``total`` steps (None: unknown)."""
        if self._task is not None:
            self._bars.update(self._task, visible=False)
        self._task = self._bars.add_task(name, total=total)

    def advance(self, steps: int = 1) -> None:
        """Moves on."""
        if self._task is not None:
            self._bars.advance(self._task, steps)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Reporter]:
    """Progress bars for the length of a block."""
    with Bars(quiet=quiet) as bars:
        yield bars
