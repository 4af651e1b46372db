"""Messages and archives of monstrous size: bounded in time and memory, and what was not read is not passed."""

import gzip
import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from fault_tools import call, peak_of, put, row, table

from audit import load_result
from audit.features.bounds import LONGEST_NEW, bounded
from audit.features.reading import read

LONG = 200_000
HEAD = (
    "From: Kim <kim@example.com>\nTo: abc123def@marketplace.amazon.de\nSubject: Hello\n"
    "Date: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <{}@example.com>\nMIME-Version: 1.0\n"
)
ADDED = [
    "Please leave us a positive review. ", "a", "> ", "\n", "1", "a@", "http://", "\U0001f37d", "a.", "-", "1-", "(", "{{",
    "www.", "on ", "\n> x", " ", "------ message: ", "こんにちは", "1 ", "x: ", '"', "zero ", "From: a\n", "50% ", "<", "&",
]  # fmt: skip


@pytest.mark.parametrize("unit", ADDED)
def test_no_long_text_takes_long_to_understand(unit: str) -> None:
    begin = time.process_time()
    reading = read("Hello", unit * (LONG // len(unit)), "")
    assert time.process_time() - begin < 6
    assert all(len(body.text) <= LONGEST_NEW for body in reading.bodies)


def test_what_is_kept_of_a_long_text_leads_back_to_it() -> None:
    text = "ab " * 3 + "x" * 5_000 + " cd" + "y " * LONGEST_NEW
    shown, places, is_cut = bounded(text, range(len(text)))
    assert is_cut
    assert len(shown) == len(places) < len(text)
    assert all(text[place] == char for place, char in zip(places, shown, strict=True))
    assert bounded("short", range(5)) == ("short", range(5), False)


def test_a_heavy_audit_stays_within_its_memory_and_says_what_it_left_out(tmp_path: Path) -> None:
    heavy = {
        "message_id": "h1", "direction": "outbound", "sent_at": "2026-01-05T10:00:00Z", "channel": "email", "subject": "Hi",
        "body_text": "", "body_html": "<p>" + "<b style='color:red'>Thank you &amp; more</b> " * 450_000 + "</p>",
    }  # fmt: skip
    nested = {**heavy, "message_id": "h2", "body_html": "<div>" * 100_000 + "Hello" + "</div>" * 100_000}
    put(tmp_path, "m.jsonl", "".join(json.dumps(message) + "\n" for message in (heavy, nested)))
    parts = "".join(f"--b\nContent-Type: text/plain\n\npart {n}\n" for n in range(10_000))
    put(tmp_path, "p.eml", HEAD.format("p1") + f"Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n")
    done, peak = peak_of("audit", "m.jsonl", "p.eml", "--no-open", "--result", "r.json", cwd=tmp_path)
    assert done.code in {0, 1}, done.err
    assert peak < 1_500
    outcomes = load_result(tmp_path / "r.json").outcomes
    assert sum(outcome.not_checked > 0 for outcome in outcomes) > 5


def test_an_archive_out_of_proportion_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    put(tmp_path, "bomb.csv.gz", gzip.compress(b"message_id,direction,sent_at\n" + bytes(300_000_000), 9))
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300_000_000))
    put(tmp_path, "laughs.xlsx", laughs())
    put(tmp_path, "good.csv", table(row("m1")))
    done, peak = peak_of("import", ".", "--store", "s.duckdb", cwd=tmp_path)
    assert done.code == 0, done.err
    refused = [line for line in done.out.splitlines() if line.startswith("refused")]
    assert len(refused) == 3, refused
    assert sum("hundred times" in line for line in refused) == 2
    assert peak < 700


def laughs() -> bytes:
    """A workbook whose one cell is an entity of entities of entities."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "lollollollol">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    )
    from openpyxl import Workbook

    plain, out = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in source.namelist():
            changed.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return out.getvalue()


def test_an_earlier_result_document_still_renders(tmp_path: Path) -> None:
    fixture = Path(__file__).parent / "results" / "schema-1.json"
    done = call("report", fixture, "-o", "report.html", cwd=tmp_path)
    assert done.code == 0, done.err
    stored = load_result(fixture)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert stored.findings
    assert stored.findings[0].rule in page
