"""Tables of a store in formats that others read."""

from pathlib import Path
from typing import Any

from audit.model.result import AuditResult
from audit.model.result_io import loads, plain
from audit.outputs import put
from audit.resources import QUERIES
from audit.store import Store

EXPORTS = ("findings", "outcomes", "messages", "orders", "solicitations", "row-issues")
_FORMATS = ("jsonl", "csv", "parquet", "xlsx")
_SELECTS = {
    "messages": "select * from model.messages order by sent_at, message_id",
    "orders": "select * from model.orders order by order_id",
    "solicitations": "select * from main.solicitations order by solicited_at, order_id",
}


def export_formats(what: str) -> tuple[str, ...]:
    """The formats that a table can be written in."""
    return (*_FORMATS, "sarif", "markdown") if what == "findings" else _FORMATS


def export_table(store: Path, what: str, form: str, out: Path) -> int:
    """Writes a table and answers how many rows it has."""
    from audit.reporting.tables import render_findings, render_rows

    with Store.open(store) as opened:
        if what in {"findings", "outcomes"}:
            result = loads(opened.load_result())
            rows = findings_rows(result) if what == "findings" else outcomes_rows(result)
            if form in {"sarif", "markdown"}:
                put(out, render_findings(result, form))
                return len(rows)
        elif what == "row-issues":
            rows = opened.rows((QUERIES / "metrics" / "row_issues.sql").read_text(encoding="utf-8"))
        else:
            rows = opened.text_rows(_SELECTS[what])
    put(out, render_rows(rows, form))
    return len(rows)


def findings_rows(result: AuditResult) -> list[dict[str, Any]]:
    """Findings as plain rows."""
    return [plain(finding) for finding in result.findings]


def outcomes_rows(result: AuditResult) -> list[dict[str, Any]]:
    """Outcomes as plain rows; reasons as structs, so that every format can hold them."""
    named = [[{"reason": reason, "count": count} for reason, count in o.reasons] for o in result.outcomes]
    return [plain(o) | {"reasons": reasons} for o, reasons in zip(result.outcomes, named, strict=True)]
