"""The result document and what is made of it."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from audit import audit
from audit.errors import ResultError
from audit.model.result import AuditResult
from audit.model.result_io import dumps, loads
from audit.reporting import findings_csv, render_html, render_pdf
from audit.reporting.charts import wilson
from audit.reporting.redaction import Redaction
from audit.reporting.tables import cell, render_findings, render_rows
from audit.resources import SAMPLE_DATA

DAY = date(2026, 10, 5)
EVIL = "<script>alert(1)</script>{{7*7}}"


@pytest.fixture(scope="module")
def demo() -> AuditResult:
    return audit([SAMPLE_DATA / "demo"], as_of=DAY)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> AuditResult:
    folder = tmp_path_factory.mktemp("hostile")
    row = {
        "message_id": f"={EVIL}", "direction": "outbound", "sent_at": "2026-01-05T10:00:00Z", "agent": EVIL, "tool": EVIL,
        "order_id": EVIL, "subject": EVIL, "body_text": f"Hello Kim,\n{EVIL} mail me at x@example.com \U0001f37d", "buyer_id": EVIL,
    }  # fmt: skip
    (folder / "m.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return audit([folder], as_of=DAY)


def test_a_result_survives_the_way_to_disk_and_back(demo: AuditResult) -> None:
    assert loads(dumps(demo)) == demo


def test_the_same_input_gives_the_same_bytes(demo: AuditResult) -> None:
    assert dumps(audit([SAMPLE_DATA / "demo"], as_of=DAY)) == dumps(demo)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": 99}', '{"schema_version": 1}'])
def test_what_is_no_result_document_is_refused(text: str) -> None:
    with pytest.raises(ResultError):
        loads(text)


def test_the_report_loads_nothing(demo: AuditResult) -> None:
    html = render_html(demo)
    page = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"<(?:link|iframe|object|embed|img)\b|@import|url\(\s*['\"]?(?!#)", page)
    assert "default-src &#39;none&#39;" in html


def test_hostile_words_arrive_dead(hostile: AuditResult) -> None:
    html = render_html(hostile)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in html


def test_buyers_names_are_masked_unless_asked_for(hostile: AuditResult) -> None:
    assert "Hello Kim" in render_html(hostile, redact=Redaction.NONE)
    assert "Kim" not in re.sub(r"<script>.*?</script>", "", render_html(hostile), flags=re.DOTALL)


def test_a_share_copy_holds_no_order_id_and_no_agent(demo: AuditResult) -> None:
    html = re.sub(
        r"<script>.*?</script>", "", render_html(demo, redact=Redaction.SHARE, pseudonym_key=b"k"), flags=re.DOTALL
    )
    assert not re.search(r"\d{3}-\d{7}-\d{7}", html)
    assert "Theo" not in html


def test_the_pdf_is_a_pdf(demo: AuditResult) -> None:
    assert render_pdf(demo).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_neutralised(text: str) -> None:
    assert str(cell(text)).startswith("'")


def test_findings_csv_has_a_row_for_each_finding(demo: AuditResult) -> None:
    rows = list(csv.DictReader(io.StringIO(findings_csv(demo))))
    assert len(rows) == len(demo.findings)
    assert json.loads(rows[0]["evidence"])


def test_sarif_declares_every_rule(demo: AuditResult) -> None:
    run = json.loads(render_findings(demo, "sarif"))["runs"][0]
    assert len(run["tool"]["driver"]["rules"]) == len(demo.rules)
    assert len(run["results"]) == len(demo.findings)


def test_tables_come_in_every_format(tmp_path: Path) -> None:
    import pandas as pd

    rows = [{"id": "a", "evidence": [{"kind": "fact", "value": 3}]}]
    for form, reader in (("parquet", pd.read_parquet), ("xlsx", pd.read_excel)):
        content = render_rows(rows, form)
        assert isinstance(content, bytes)
        (tmp_path / "x").write_bytes(content)
        assert list(reader(tmp_path / "x")["id"]) == ["a"]


def test_the_interval_of_nothing_is_nothing() -> None:
    assert wilson(0, 0) == (0.0, 0.0)
    low, high = wilson(5, 10)
    assert low < 0.5 < high
