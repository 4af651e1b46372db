"""What the commands say of imports and results, on stderr."""

from collections import Counter
from pathlib import Path

from audit.cli.terminal import say
from audit.model.importer import FileReport
from audit.model.result import AuditResult
from audit.model.words import OutcomeStatus, Severity, Status, Verdict


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 file``, ``1,200 files``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def import_lines(reports: tuple[FileReport, ...]) -> list[str]:
    """The import report: a line a file, then the sum, refused files last."""
    lines = [_file_line(report) for report in reports if report.refused is None]
    total = [
        sum(getattr(r, name) for r in reports) for name in ("rows", "records", "duplicates", "row_issues", "ignored")
    ]
    lines.append(
        f"{total[0]:,} rows = {total[1]:,} records + {total[2]:,} duplicates + {total[3]:,} row issues + {total[4]:,} ignored"
    )
    lines += [f"refused: {report.file}: {report.refused}" for report in reports if report.refused]
    return lines


def _file_line(report: FileReport) -> str:
    if report.already:
        return f"{report.file}: imported before, nothing changed"
    parts = [f"{plural(report.records, 'record')}"]
    parts += [f"{plural(report.duplicates, 'duplicate')}"] if report.duplicates else []
    parts += [f"{plural(report.row_issues, 'row issue')}"] if report.row_issues else []
    parts += [f"{count:,} ignored: {reason}" for reason, count in report.ignored_reasons]
    parts += [f"unknown columns kept: {', '.join(report.extra_columns)}"] if report.extra_columns else []
    return f"{report.file} ({report.importer}): {'; '.join([*parts, *report.notes])}"


def say_imports(reports: tuple[FileReport, ...], *, quiet: bool) -> None:
    """Prints the import report to stderr."""
    for line in import_lines(reports):
        say(line, quiet=quiet)


def last_line(result: AuditResult) -> str:
    """How much was looked at, always: silence is not success."""
    open_findings = sum(f.status is Status.OPEN for f in result.findings)
    not_checked = sum(o.status is OutcomeStatus.NOT_CHECKED for o in result.outcomes)
    errors = sum(o.status is OutcomeStatus.ERROR for o in result.outcomes)
    parts = [
        f"{plural(open_findings, 'finding')} in {plural(result.scope.outbound, 'message')}",
        f"{plural(result.scope.not_checked_messages, 'message')} not checked",
        f"{plural(not_checked, 'rule')} not checked",
    ]
    return "; ".join([*parts, *([f"{plural(errors, 'rule')} failed to run"] if errors else [])])


def say_result(result: AuditResult, written: tuple[Path, ...], *, quiet: bool) -> None:
    """Prints the summary; the last line stays even with --quiet."""
    counts = Counter(f.severity for f in result.findings if f.is_open_fault)
    say("", quiet=quiet)
    if result.scope.outbound:
        by_severity = ", ".join(f"{counts[s]:,} {s.value}" for s in Severity if counts[s]) or "none"
        say(f"{result.scope.period.label}: violations and likely violations: {by_severity}", quiet=quiet)
        review = sum(f.verdict is Verdict.REVIEW and f.status is Status.OPEN for f in result.findings)
        score = "–" if result.score.value is None else f"{result.score.value:.2f}"
        say(f"Score {score} of 100; {plural(review, 'finding')} to review", quiet=quiet)
    for note in result.notes:
        say(note, quiet=quiet)
    for place in written:
        say(f"wrote {place}", quiet=quiet)
    say(last_line(result))
