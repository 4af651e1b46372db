"""Writes what was asked for of a result: report, PDF, findings, document."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audit.errors import OutputError, UsageError
from audit.model.progress import Reporter
from audit.model.result import AuditResult
from audit.model.result_io import pieces

Content = str | bytes | Iterable[str]
"""What a file is to hold; of several strings one after the other, so that they need not all be there at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What to write of a result. ``findings`` is the CSV beside the report."""

    html: Path | None = None
    pdf: Path | None = None
    findings: Path | None = None
    result: Path | None = None
    redact: str = "standard"
    brand: Path | None = None
    language: str = "en"


def write(result: AuditResult, outputs: Outputs, key: bytes, reporter: Reporter | None = None) -> tuple[Path, ...]:
    """Writes what is asked for and answers with the files, in reading order.

    Raises:
        OutputError: a file cannot be written.
        UsageError: there is no such redaction or language.
    """
    from audit.reporting import findings_csv, render_html, render_pdf
    from audit.reporting.redacted import redacted
    from audit.reporting.redaction import Redaction

    if outputs.redact not in set(Redaction):
        raise UsageError(f"--redact {outputs.redact!r} is none of {', '.join(Redaction)}")
    redact = Redaction(outputs.redact)
    jobs: list[tuple[Path, Callable[[], Content]]] = []
    if outputs.html:
        jobs.append(
            (
                outputs.html,
                lambda: render_html(
                    result, redact=redact, brand=outputs.brand, language=outputs.language, pseudonym_key=key
                ),
            )
        )
    if outputs.pdf:
        jobs.append(
            (
                outputs.pdf,
                lambda: render_pdf(
                    result, redact=redact, brand=outputs.brand, language=outputs.language, pseudonym_key=key
                ),
            )
        )
    if outputs.findings:
        jobs.append((outputs.findings, lambda: findings_csv(redacted(result, redact, key))))
    if outputs.result:
        jobs.append((outputs.result, lambda: pieces(result)))
    (reporter or Reporter()).stage("Writing", len(jobs))
    for place, render in jobs:
        put(place, render())
        (reporter or Reporter()).advance()
    return tuple(place for place, _ in jobs)


def put(place: Path, content: Content) -> None:
    """Writes beside the place first, so that a full disk leaves no half report; into devices and pipes directly."""
    whole = [content] if isinstance(content, str | bytes) else content
    raw = (bit if isinstance(bit, bytes) else bit.encode(errors="backslashreplace") for bit in whole)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not place.is_file() and not place.is_dir():
            _fill(place, raw)
        else:
            _replace(place, raw)
    except FileExistsError as error:
        raise OutputError(f"{place} cannot be written: {place.parent} is a file; name another place") from error
    except OSError as error:
        raise OutputError(f"{place} cannot be written: {error.strerror}; make room, or name another place") from error


def _fill(place: Path, raw: Iterable[bytes]) -> None:
    with place.open("wb") as file:
        file.writelines(raw)


def _replace(place: Path, raw: Iterable[bytes]) -> None:
    beside = place.with_name(f".msgaudit-{os.getpid()}.part")
    try:
        _fill(beside, raw)
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def pdf_problem() -> str | None:
    """Why no PDF can be written here; None where it can."""
    from audit.reporting.render import pdf_problem as problem

    return problem()


def scripts_without_font() -> tuple[str, ...]:
    """The scripts that a PDF made on this machine could not draw, and what to install for them."""
    from audit.reporting.render import scripts_without_font as scripts

    return scripts()
