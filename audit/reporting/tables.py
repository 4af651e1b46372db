"""Tables out: CSV, JSON Lines, Parquet, XLSX; findings also as SARIF and Markdown. Formulas are neutralised."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from audit.model.printable import printable
from audit.model.result import AuditResult
from audit.model.result_io import plain
from audit.model.words import Severity, Status

Row = Mapping[str, Any]
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BREAKS = ("\t", "\r", "\n")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile(r"[\\`*_\[\]<>|!~]")
_LEVELS = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.INFO: "note"}  # fmt: skip


def findings_csv(result: AuditResult) -> str:
    """The findings as CSV, one row each; lists as JSON text."""
    return _csv([plain(finding) for finding in result.findings], _columns())


def _columns() -> list[str]:
    from dataclasses import fields

    from audit.model.result import Finding

    return [f.name for f in fields(Finding)]


def render_rows(rows: Sequence[Row], form: str) -> str | bytes:
    """Rows in one of the formats jsonl, csv, parquet, xlsx."""
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) + "\n" for row in rows)
    if form == "csv":
        return _csv(rows, list(rows[0]) if rows else [])
    return _parquet(rows) if form == "parquet" else _xlsx(rows)


def cell(value: object) -> object:
    """A value as a spreadsheet may show it: lists as JSON text, no text that would run as a formula."""
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    if not isinstance(value, str):
        return value
    value = _CONTROLS.sub("", value)
    return "'" + value if value.startswith(_BREAKS) or value.lstrip().startswith(_FORMULA) else value


def _csv(rows: Sequence[Row], columns: list[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[cell(row.get(name)) for name in columns] for row in rows])
    return out.getvalue()


def _parquet(rows: Sequence[Row]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    tidy = [{name: _uniform(value) for name, value in row.items()} for row in rows]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(tidy), out)
    return out.getvalue()


def _uniform(value: object) -> object:
    """Evidence as structs of texts, since one column has one type."""
    if isinstance(value, list):
        return [
            {k: None if v is None else str(v) for k, v in v_.items()} if isinstance(v_, dict) else v_ for v_ in value
        ]
    return value


def _xlsx(rows: Sequence[Row]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("msgaudit")
    names = list(rows[0]) if rows else []
    sheet.append(names)
    for row in rows:
        values = [cell(row.get(name)) for name in names]
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", v)[:32_000] if isinstance(v, str) else v for v in values])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def render_findings(result: AuditResult, form: str) -> str:
    """Findings as SARIF 2.1.0 (every rule declared, suppressed ones kept) or Markdown."""
    return _sarif(result) if form == "sarif" else _markdown(result)


def _sarif(result: AuditResult) -> str:
    rules = [
        {"id": r.id, "shortDescription": {"text": r.failure_title}, "help": {"text": r.remediation}}
        for r in result.rules
    ]
    found = [
        {
            "ruleId": f.rule, "level": _LEVELS[f.severity], "message": {"text": printable(f.sentence)},
            "partialFingerprints": {"msgaudit/v1": f.fingerprint},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": f.source_file or "unknown"}, "region": {"startLine": max(1, f.source_row or 1)}}}
            ],
            "suppressions": [] if f.status is Status.OPEN else [{"kind": "external", "justification": f.status.value}],
        }
        for f in result.findings
    ]  # fmt: skip
    driver = {"name": result.tool, "version": result.tool_version, "rules": rules}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": found}],
    }  # fmt: skip
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _markdown(result: AuditResult) -> str:
    lines = ["| severity | verdict | rule | sent | order | finding |", "|---|---|---|---|---|---|"]
    for f in result.findings:
        cells = (f.severity.value, f.verdict.value, f.rule, f.sent_at or "", f.order_id or "", f.sentence)
        lines.append("| " + " | ".join(_markdown_cell(str(c)) for c in cells) + " |")
    return "\n".join(lines) + "\n"


def _markdown_cell(text: str) -> str:
    """One line in which nothing is markup."""
    return _MARKS.sub(lambda mark: "&lt;" if mark[0] == "<" else f"\\{mark[0]}", printable(" ".join(text.split())))
