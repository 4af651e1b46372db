"""The result document and what is made of it."""

import csv
import io
import json
import re
import zlib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from audit import audit
from audit.errors import ResultError, UsageError
from audit.model.result import AuditResult, Finding, Mark
from audit.model.result_io import dumps, loads
from audit.model.words import Severity, Status, Verdict
from audit.reporting import findings_csv, render_html, render_pdf
from audit.reporting.charts import rate_point, wilson
from audit.reporting.paper import FONTS, missing_characters
from audit.reporting.points import fixes, rounded
from audit.reporting.redacted import redacted
from audit.reporting.redaction import Redaction, in_words, masks
from audit.reporting.tables import cell, render_findings, render_rows
from audit.reporting.templating import prose
from audit.reporting.view import view
from audit.reporting.wording import span
from audit.resources import SAMPLE_DATA

DAY = date(2026, 10, 5)


def empty() -> AuditResult:
    return audit([SAMPLE_DATA / "clean" / "orders.csv"], as_of=DAY)


def mark(start: int, end: int) -> Mark:
    return Mark(rule="r", severity=Severity.HIGH, verdict=Verdict.VIOLATION, field="body", start=start, end=end)


def finding(message: str, rule: str, severity: Severity) -> Finding:
    values = {f.name: None for f in fields(Finding)} | {
        "fingerprint": f"{rule}-{message}", "issue_id": rule, "rule": rule, "severity": severity,
        "verdict": Verdict.VIOLATION, "status": Status.OPEN, "message_id": message, "evidence": (), "clauses": (),
    }  # fmt: skip
    return Finding(**values)  # type: ignore[arg-type]


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


def test_a_share_copy_names_no_buyer_and_no_agent_even_inside_marked_words(demo: AuditResult) -> None:
    html = re.sub(
        r"<script.*?</script>", "", render_html(demo, redact=Redaction.SHARE, pseudonym_key=b"k"), flags=re.DOTALL
    )
    greeted = {
        found[1]
        for template in demo.templates
        for sample in template.samples
        for found in re.finditer(
            r"^(?:Hello|Hi|Dear|Hallo|Bonjour|Guten Tag|Gentile|Hola) ([A-Z][^\n,!{]+),", sample.body, re.MULTILINE
        )
    }
    agents = {f.agent for f in demo.findings if f.agent}
    assert greeted
    assert agents
    assert [name for name in greeted | agents if re.search(rf"\b{re.escape(name)}\b", html)] == []


def test_an_unfilled_field_and_the_sellers_own_address_stay_readable() -> None:
    text = "Hello {{name}},\nwrite to shop@example.com, not to kim@example.org"
    marks = (mark(6, 14), mark(24, 40))
    assert masks(text, Redaction.SHARE, marks) == [(50, 65, "e-mail address")]
    assert masks("Hello Kim,\nbye", Redaction.SHARE, (mark(0, 10),)) == [(6, 9, "buyer name")]


def test_the_table_beside_a_share_copy_names_nobody_either(demo: AuditResult) -> None:
    table = findings_csv(redacted(demo, Redaction.SHARE, b"k"))
    assert not re.search(r"\d{3}-\d{7}-\d{7}|@marketplace", table)
    assert not [f.agent for f in demo.findings if f.agent and f.agent in table]
    assert not [f.message_id for f in demo.findings if f.message_id and f.message_id in table]
    assert len(table.splitlines()) >= len(demo.findings)


def test_an_order_id_hides_without_its_hyphens_too() -> None:
    link = "https://cdn.example.com/logo.png?recipient=30260134395707046"
    assert "30260134395707046" not in in_words(link, Redaction.SHARE, b"k")
    assert in_words(link, Redaction.STANDARD, b"k") == link


def test_the_table_beside_ones_own_report_keeps_order_ids_and_hides_aliases(demo: AuditResult) -> None:
    table = findings_csv(redacted(demo, Redaction.STANDARD, b"k"))
    assert all(f.order_id in table for f in demo.findings if f.order_id)
    assert "@marketplace" not in table
    assert redacted(demo, Redaction.NONE, b"k") is demo


def test_a_brand_colours_the_cover_and_brings_its_logo(demo: AuditResult, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )
    brand = tmp_path / "brand.toml"
    brand.write_text('colour = "#123456"\nlogo = "logo.svg"\n', encoding="utf-8")
    html = render_html(demo, brand=brand)
    assert ":root{--brand:#123456}" in html
    assert '<img class="logo" src="data:image/svg+xml;base64,' in html
    assert render_pdf(empty(), brand=brand).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["colour = 'red'", "logo = 'none.png'", "logo = 'x.gif'", "colour", "color = '#123456'"]
)
def test_a_brand_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    brand = tmp_path / "brand.toml"
    brand.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"brand\.toml"):
        render_html(empty(), brand=brand)


def unpacked(paper: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)endstream", paper, re.DOTALL)
    return paper + b"".join(zlib.decompressobj().decompress(s) for s in streams if s.startswith(b"\x78"))


def test_the_pdf_is_tagged_and_set_in_the_fonts_that_come_along(demo: AuditResult) -> None:
    from fontTools.ttLib import TTFont

    paper = unpacked(render_pdf(demo))
    assert paper.startswith(b"%PDF")
    assert b"/MarkInfo" in paper
    assert b"+Literata" in paper
    assert b"+Inter" in paper
    for face in FONTS.glob("*.ttf"):
        known = TTFont(face).getBestCmap()
        assert all(ord(letter) in known for letter in "ÄäßŞğıŁżñçåøÆ’“”…–−×÷ΩЖ"), face.name
    assert {f.name for f in FONTS.glob("*LICENSE.txt")} == {"Inter-LICENSE.txt", "Literata-LICENSE.txt"}


def test_points_add_up_on_the_receipt_and_over_the_cards(demo: AuditResult) -> None:
    page = view(demo, Redaction.STANDARD, b"")
    lines = [*page.summary.receipt, *([page.summary.receipt_rest] if page.summary.receipt_rest else [])]
    assert round(sum(line.points for line in lines), 2) == demo.score.points
    shown = (*page.cards, *page.listed)
    assert round(sum(card.points for card in shown), 2) == demo.score.points
    for rule in {line.rule for line in demo.score.lines}:
        lost = sum(line.points for line in demo.score.lines if line.rule == rule)
        assert round(sum(c.points for c in shown if c.rule.id == rule), 2) == round(lost, 2)


def test_a_message_with_two_faults_wins_back_only_the_difference() -> None:
    both = [finding("m1", "a", Severity.CRITICAL), finding("m1", "b", Severity.HIGH), finding("m2", "b", Severity.HIGH)]
    result = replace(empty(), findings=tuple(both), score=replace(empty().score, judged=1000))
    assert fixes(result) == [("b", 0.5), ("a", 1.0)] or fixes(result) == [("a", 0.5), ("b", 1.0)]


def test_hundredths_are_spread_so_that_the_sum_holds() -> None:
    assert rounded({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, 1.0) == {"a": 0.34, "b": 0.33, "c": 0.33}
    assert sum(rounded({"a": 0.012, "b": 0.01}, 0.01).values()) == 0.01


def test_fixes_are_three_at_most_and_the_dearest_first(demo: AuditResult) -> None:
    won = [points for _, points in fixes(demo)]
    assert len(won) == 3
    assert won == sorted(won, reverse=True)


def test_nothing_judged_shows_a_dash_and_no_score() -> None:
    html = render_html(empty())
    assert "Nothing could be judged" in html
    assert '<div class="big"><b>–</b>' in html


def test_paper_names_emoji_by_their_code_points() -> None:
    assert 'data-cp="U+1F373"' in prose("egg \U0001f373 <b>")
    assert "&lt;b&gt;" in prose("egg \U0001f373 <b>")


def test_what_no_font_can_draw_is_noticed() -> None:
    assert missing_characters("Grüße, Żółw, İstanbul") == 0
    assert missing_characters("\U000e01ef\U00012345") > 0


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-09-01", "2026-09-30", "1 to 30 September 2026"),
        ("2026-08-31", "2026-09-30", "31 August to 30 September 2026"),
        ("2025-12-31", "2026-01-01", "31 December 2025 to 1 January 2026"),
        ("2026-09-01", "2026-09-01", "1 September 2026"), (None, None, "–"),
    ],
)  # fmt: skip
def test_a_span_says_nothing_twice(first: str | None, last: str | None, words: str) -> None:
    assert span(first, last) == words


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


def test_more_findings_than_messages_in_a_month_still_have_an_interval() -> None:
    low, high = wilson(3, 2)
    assert 0 < low < high == 1.0
    assert rate_point("2026-01", 3, 2).value == 1500
