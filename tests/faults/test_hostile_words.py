"""Words made to run somewhere: in the browser, in a spreadsheet, in a terminal, in Markdown. They are shown, and dead."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fault_tools import Done, call, put
from openpyxl import load_workbook

from audit import load_result
from audit.model.words import Severity

BROWSER = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
EVIL = (
    "<script>alert('run')</script>",
    "<img src=http://evil.example/i.png onerror=alert(1)>",
    "\"'><svg/onload=alert(2)>",
    "</script></style></title></textarea><script>fetch('http://evil.example/')</script>",
    "<a href=javascript:alert(3)>x</a>",
    "{{7*7}}{% for x in 'ab' %}{{ cycler.__init__.__globals__ }}{% endfor %}${7*7}#{7*7}",
    "]]><!--<iframe src=http://evil.example/></iframe>",
    "=cmd|'/c calc'!A1",
    "+1+cmd|'/c calc'!A1",
    "-2+3+cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd|'/c calc'!A1",
    " =1+1",
    "\uff1d1+1",
    "\x1b]0;owned\x07\x1b[31mred\x1b[2J",
    "\u202egnp.exe\u2028\x00\x9b31m",
    "| a | b |\n|---|---|\n# [x](javascript:alert(4)) ![](http://evil.example/m.png)",
)
FOLDER = "<img src=x onerror=alert(5)>{{7*7}}"
TEXT = "Hello Anna, {} please leave us a positive review and write to me at kim@example.com \U0001f37d 50% off!"
COLUMNS = {
    "messages.jsonl": "message_id thread_id order_id marketplace agent tool buyer_id sender subject body_html remark delivery_note",
    "orders.jsonl": "order_id status sku asin title buyer_id marketplace",
    "solicitations.jsonl": "order_id origin",
    "do_not_contact.jsonl": "buyer_id order_id reason source",
}
FIXED: dict[str, dict[str, str]] = {
    "messages.jsonl": {"direction": "outbound", "sent_at": "2026-01-05T10:00:00Z", "channel": "email"},
    "orders.jsonl": {"purchased_at": "2026-01-01T10:00:00Z"},
    "solicitations.jsonl": {"solicited_at": "2026-01-04T10:00:00Z", "channel": "tool"},
    "do_not_contact.jsonl": {"since": "2026-01-02T10:00:00Z"},
}


def records(name: str) -> Iterator[dict[str, str]]:
    for number, evil in enumerate(EVIL):
        cells = dict.fromkeys(COLUMNS[name].split(), evil)
        if name == "messages.jsonl":
            cells |= {"message_id": f"{evil}{number}", "body_text": TEXT.format(evil)}
            cells |= {"body_html": f"<p>{TEXT.format(evil)}</p>"} if number % 2 else {"body_html": ""}
        unknown = {f"unknown {evil}": evil} if name == "messages.jsonl" else {}
        yield {**FIXED[name], **cells, **unknown}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    inside = folder / FOLDER
    inside.mkdir()
    for name in COLUMNS:
        put(inside, name, "".join(json.dumps(record) + "\n" for record in records(name)))
    names = json.dumps("".join(EVIL[:6]))
    put(inside, "account.toml", f"name = {names}\nclient = {names}\n")
    put(inside, "=cmd <script>alert(6)<script>.csv", "message_id,direction,sent_at\n=1+1,sideways,@now\nm,outbound,\n")
    return folder


@pytest.fixture(scope="module")
def audited(place: Path) -> Done:
    return call("audit", FOLDER, "--store", "s.duckdb", "-o", "out", "--no-open", "--result", "r.json", cwd=place)


def test_hostile_words_do_not_break_the_audit_and_are_judged(place: Path, audited: Done) -> None:
    assert audited.code == 1, audited.err
    result = load_result(place / "r.json")
    assert {outcome.rule for outcome in result.outcomes if outcome.status.value == "error"} == set()
    assert len(result.findings) > len(EVIL)
    assert any(finding.severity is Severity.HIGH for finding in result.findings)


@dataclass
class Watch:
    """What a page tried to do."""

    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    text: str = ""
    elements: int = 0

    def dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def watched(page: Path) -> Watch:
    """Opens a page in a browser whose every request is stopped and written down, unfolds it and clicks about."""
    from playwright.sync_api import sync_playwright

    watch = Watch()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.on("dialog", watch.dismiss)
        tab.on("pageerror", lambda error: watch.errors.append(str(error)))
        tab.on("request", lambda request: watch.requests.append(request.url))
        tab.route("**/*", lambda route: route.continue_() if route.request.url == page.as_uri() else route.abort())
        tab.goto(page.as_uri())
        tab.wait_for_timeout(500)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        watch.elements = tab.evaluate(
            "document.querySelectorAll('iframe, img[src^=http], [onerror], [onload], a[href^=\"javascript:\" i]').length"
        )
        watch.text = str(tab.evaluate("document.documentElement.textContent"))
        browser.close()
    watch.requests.remove(page.as_uri())
    return watch


needs_browser = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on this machine; sh tests/system.sh installs it"
)


@needs_browser
@pytest.mark.parametrize("redact", ["none", "standard", "share"])
def test_hostile_words_are_dead_in_the_report(place: Path, audited: Done, redact: str) -> None:
    assert audited.code == 1
    assert call("report", "r.json", "-o", f"{redact}.html", "--redact", redact, cwd=place).code == 0
    seen = watched(place / f"{redact}.html")
    assert (seen.dialogs, seen.requests, seen.errors, seen.elements) == ([], [], [], 0)
    if redact == "none":
        assert "<script>alert('run')</script>" in seen.text
        assert "{{7*7}}" in seen.text
    assert "49" not in re.findall(r"\$?\{?(49)\}?\{%", seen.text)


@needs_browser
def test_the_watch_sees_what_lives(tmp_path: Path) -> None:
    seen = watched(put(tmp_path, "alive.html", "<p>" + "".join(EVIL[:7])))
    assert "run" in seen.dialogs
    assert any("evil.example" in request for request in seen.requests)
    assert seen.elements > 2


@pytest.mark.parametrize("what", ["findings", "outcomes", "messages", "orders", "solicitations", "row-issues"])
def test_no_cell_of_a_spreadsheet_is_a_formula(place: Path, audited: Done, what: str) -> None:
    assert audited.code == 1
    for form in ("csv", "xlsx"):
        assert call("export", what, "--store", "s.duckdb", "--format", form, "-o", f"x.{form}", cwd=place).code == 0
    rows = list(csv.reader(io.StringIO((place / "x.csv").read_text(encoding="utf-8"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if is_formula(cell)] == []
    sheet = load_workbook(place / "x.xlsx").worksheets[0]
    shown = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in shown if cell.data_type == "f" or is_formula(str(cell.value or ""))] == []
    assert len(rows) == sheet.max_row
    assert what == "outcomes" or any("cmd|" in cell or "sideways" in cell for cell in cells)


def is_formula(text: str) -> bool:
    """What a spreadsheet runs, or may run after trimming: a number is none."""
    return text.lstrip(" \u00a0").startswith((*SIGNS, "\uff1d", "\uff0b", "\uff0d", "\uff20")) and not re.fullmatch(
        r"-?[\d.]+", text
    )


def test_markdown_stays_a_table_and_links_nowhere(place: Path, audited: Done) -> None:
    assert audited.code == 1
    assert call("export", "findings", "--store", "s.duckdb", "--format", "markdown", "-o", "f.md", cwd=place).code == 0
    text = (place / "f.md").read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<|(?<!\\)\]\(|(?<!\\)!\[|\x1b|\u202e", text)
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines()} == {7}


def test_sarif_names_each_rule_and_holds_no_acting_character(place: Path, audited: Done) -> None:
    assert audited.code == 1
    assert call("export", "findings", "--store", "s.duckdb", "--format", "sarif", "-o", "f.sarif", cwd=place).code == 0
    text = (place / "f.sarif").read_text(encoding="utf-8")
    run = json.loads(text)["runs"][0]
    assert {found["ruleId"] for found in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert [uri for uri in places if re.search(r"[<>\s\x00-\x1f]|^[a-z]+:", uri)] == []
    assert not re.search("[\x7f-\x9f\u202e\u2028]", text)


def test_nothing_in_a_message_acts_on_the_terminal(place: Path, audited: Done) -> None:
    assert audited.code == 1
    for number, evil in enumerate(EVIL):
        shown = call("show", "message", f"{evil}{number}".replace("\x00", ""), "--store", "s.duckdb", cwd=place)
        assert shown.code in {0, 2}
        if "\x1b" in evil:
            assert "\\x1b]0;owned\\x07" in shown.out
