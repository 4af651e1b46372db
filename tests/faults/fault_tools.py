"""What the tests of faults share: the command as a user calls it, made-up messages, ways to take rights and space away."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A job in the background does not hear Ctrl-C, and neither would the commands that the tests strike.
    signal.signal(signal.SIGINT, signal.default_int_handler)

HEADER = "message_id,direction,sent_at,order_id,subject,body_text"
ROOT = Path(__file__).parents[2]
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.err.splitlines()[-1] if self.err else ""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "500", **more}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "audit.cli", *map(str, words)]


def call(
    *words: str | Path,
    cwd: Path,
    under: tuple[str, ...] = (),
    stdout: Any = subprocess.PIPE,
    timeout: float = 60,
    **more: str,
) -> Done:
    """Runs the command and looks at what every command must keep to: no traceback, nothing that acts on a terminal."""
    running = begin(*words, cwd=cwd, under=under, stdout=stdout, **more)
    try:
        out, err = running.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        raise
    return ended(running.returncode, out or "", err)


def begin(
    *words: str | Path, cwd: Path, under: tuple[str, ...] = (), stdout: Any = subprocess.PIPE, **more: str
) -> "subprocess.Popen[str]":
    """Starts the command in a process group of its own."""
    return subprocess.Popen(
        [*under, *command(*words)], cwd=cwd, env=environment(**more), text=True, stdout=stdout, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, errors="surrogateescape", start_new_session=True,
    )  # fmt: skip


def ended(code: int, out: str, err: str) -> Done:
    assert "Traceback" not in err, err
    assert not _ACTING.search(err), repr(err)
    assert not _ACTING.search(out), repr(out)
    return Done(code, out, err)


_UNDER = (sys.executable, str(Path(__file__).with_name("under.py")))
WITHOUT_RIGHTS = (*_UNDER, "rights")


def with_room(size: int) -> tuple[str, ...]:
    """Lets no file grow beyond ``size`` bytes."""
    return (*_UNDER, "room", str(size))


def peak_of(*words: str | Path, cwd: Path) -> tuple[Done, float]:
    """Runs the command and answers with its peak memory, in MB."""
    done = call(*words, cwd=cwd, under=(*_UNDER, "peak"))
    said, _, peak = done.err.rpartition("\n")
    return Done(done.code, done.out, said), float(peak)


def row(ident: str, **cells: str) -> str:
    """A line of the interchange format."""
    values = {
        "message_id": ident, "direction": "outbound", "sent_at": "2026-01-01T10:00:00+01:00",
        "order_id": "302-1234567-1234567", "subject": "Hello", "body_text": "Thank you for your order.", **cells,
    }  # fmt: skip
    return ",".join(values[name] for name in HEADER.split(","))


def table(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def put(folder: Path, name: str | bytes, content: bytes | str) -> Path:
    file = folder / os.fsdecode(name)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def reports(done: Done) -> dict[str, dict[str, Any]]:
    """The import report of ``import --format json``, by file."""
    return {report["file"]: report for report in json.loads(done.out)}
