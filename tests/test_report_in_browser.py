"""The report in Chromium: accessible, whole on a telephone, complete on paper, and it loads nothing."""

import json
import shutil
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from audit import audit
from audit.reporting import render_html, render_pdf
from audit.resources import SAMPLE_DATA

BROWSER = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
DAY = date(2026, 10, 5)
SIZES = [(390, 844), (1280, 900), (1600, 1000)]

needs_browser = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on this machine; sh tests/system.sh installs it"
)
needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="no axe-core in this environment; sh tests/system.sh installs it"
)


@dataclass
class Decoy:
    """A server that listens and remembers who called."""

    port: int
    calls: list[str]


@pytest.fixture(scope="module")
def decoy() -> Iterator[Decoy]:
    calls: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name for it
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"heard")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Decoy(server.server_port, calls)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(decoy: Decoy) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        rules = f"--host-resolver-rules=MAP * 127.0.0.1:{decoy.port}"
        opened = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", rules])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("report") / "report.html"
    place.write_text(render_html(audit([SAMPLE_DATA / "demo"], as_of=DAY)), encoding="utf-8")
    return place.as_uri()


def opened(browser: Any, address: str, size: tuple[int, int] = (1280, 900), scheme: str = "light") -> Any:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto(address)
    page.wait_for_selector(".plot.drawn", state="attached")
    return page


@needs_browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_accessibility_rule_is_broken_with_all_cards_open(
    browser: Any, report: str, size: tuple[int, int], scheme: str
) -> None:
    page = opened(browser, report, size, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    page.close()
    assert [(v["id"], v["nodes"][0]["html"][:200], len(v["nodes"])) for v in found] == []


@needs_browser
@needs_axe
def test_the_accessibility_check_sees_a_fault(browser: Any, report: str) -> None:
    page = opened(browser, report)
    page.evaluate("document.querySelector('.say').style.color = '#ddd'")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    page.close()
    assert "color-contrast" in {v["id"] for v in found}


@needs_browser
@pytest.mark.parametrize("size", SIZES)
def test_the_page_never_scrolls_sideways(browser: Any, report: str, size: tuple[int, int]) -> None:
    page = opened(browser, report, size)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= size[0]


@needs_browser
def test_the_first_screen_holds_verdict_score_fixes_and_what_was_not_checked(browser: Any, report: str) -> None:
    page = opened(browser, report)
    bottoms = {
        name: page.evaluate(f"document.querySelector('{name}').getBoundingClientRect().bottom")
        for name in (".say", ".big", ".fixes", ".unseen h3")
    }
    page.close()
    assert all(bottom <= 900 for bottom in bottoms.values()), bottoms


@needs_browser
def test_filters_leave_only_what_fits_and_paper_shows_everything(browser: Any, report: str) -> None:
    page = opened(browser, report)
    every = page.locator(".card").count()
    page.click(".chip[data-sev=low]")
    shown = page.locator(".card:visible").count()
    assert 0 < shown < every
    assert page.inner_text("#shown").startswith(f"{shown} group")
    page.fill("#q", "no such words")
    assert page.locator(".card:visible").count() == 0
    assert page.locator("#empty").is_visible()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".card .sentence:visible").count() == every
    page.close()


@needs_browser
def test_charts_are_plotly_on_screen_and_stay_readable_in_the_dark(browser: Any, report: str) -> None:
    page = opened(browser, report, scheme="dark")
    assert page.locator(".plot .main-svg").count() >= page.locator(".fig").count()
    line = page.evaluate(
        "getComputedStyle([...document.querySelector('.plot').querySelectorAll('.js-line')].at(-1)).stroke"
    )
    page.close()
    assert line == "rgb(142, 187, 227)"


@needs_browser
def test_the_report_loads_nothing_whatever_the_messages_say(browser: Any, decoy: Decoy, tmp_path: Path) -> None:
    evil = f'<img src="http://127.0.0.1:{decoy.port}/img"><script src="http://evil.example/js"></script>'
    row = {
        "message_id": "m1", "direction": "outbound", "sent_at": "2026-01-05T10:00:00Z", "subject": evil, "agent": evil,
        "body_text": f"Hello, write to us at shop@example.com {evil}",
        "body_html": f"<p>Write to shop@example.com</p>{evil}<style>@import url(http://evil.example/css)</style>",
    }  # fmt: skip
    (tmp_path / "m.jsonl").write_text(json.dumps(row), encoding="utf-8")
    result = audit([tmp_path / "m.jsonl"], as_of=DAY)
    assert any(f.rule == "contact-details" for f in result.findings)
    (tmp_path / "r.html").write_text(render_html(result), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "r.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(500)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()
    assert render_pdf(result).startswith(b"%PDF")
    assert decoy.calls == []


@needs_browser
def test_the_decoy_hears_those_who_call(browser: Any, decoy: Decoy) -> None:
    page = browser.new_page()
    page.goto("http://anywhere.example/heard")
    page.close()
    urllib.request.urlopen(f"http://127.0.0.1:{decoy.port}/too").close()
    assert {"/heard", "/too"} <= set(decoy.calls)
    decoy.calls.clear()
