"""Renders the view model with Jinja, in a sandbox, as one HTML file that loads nothing, and as a PDF."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from audit.errors import OutputError, UsageError
from audit.model.result import AuditResult
from audit.reporting.redaction import Redaction
from audit.reporting.view import view
from audit.resources import REPORTS

LANGUAGES = ("en",)


def render_html(
    result: AuditResult,
    *,
    redact: Redaction = Redaction.STANDARD,
    brand: Path | None = None,
    language: str = "en",
    pseudonym_key: bytes = b"",
) -> str:
    """The report as one HTML document.

    Raises:
        UsageError: there is no report in that language, or the brand file cannot be read.
    """
    scripts = (_asset("vendor/plotly-basic.min.js"), _asset("report.js"))
    return _page(result, redact, brand, language, pseudonym_key, scripts)


def render_pdf(
    result: AuditResult,
    *,
    redact: Redaction = Redaction.STANDARD,
    brand: Path | None = None,
    language: str = "en",
    pseudonym_key: bytes = b"",
) -> bytes:
    """The same content as PDF, tagged, with bookmarks; nothing is fetched.

    Raises:
        OutputError: Pango is missing on this machine.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise OutputError("a PDF needs Pango; `msgaudit doctor` says how to get it") from error

    class Refuse(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - the library's signature
            raise OutputError(f"the report tried to load {url[:80]}")

    page = _page(result, redact, brand, language, pseudonym_key, ())
    document: bytes = HTML(string=page, url_fetcher=Refuse()).write_pdf(pdf_variant="pdf/ua-1")
    return document


def pdf_problem() -> str | None:
    """Why no PDF can be written here; None where it can."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return "Pango is missing; README, Install, says how to get it"
    return None


def _page(
    result: AuditResult, redact: Redaction, brand: Path | None, language: str, key: bytes, scripts: tuple[str, ...]
) -> str:
    if language not in LANGUAGES:
        raise UsageError(f"--language {language!r} is none of {', '.join(LANGUAGES)}")
    style = _asset("report.css") + _brand(brand)
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {allowed}"
    return str(
        _environment()
        .get_template("audit/report.html")
        .render(v=view(result, redact, key), style=Markup(style), scripts=[Markup(s) for s in scripts], policy=policy)  # noqa: S704 - our own files
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _brand(brand: Path | None) -> str:
    """The brand colour, where a brand file names one; it colours the mark and the cover's rule only."""
    if brand is None:
        return ""
    import re
    import tomllib

    try:
        colour = tomllib.loads(brand.read_text(encoding="utf-8")).get("colour", "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{brand} is no brand file: {error}") from error
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)):
        raise UsageError(f"{brand}: colour must be like #7b3f22")
    return f":root{{--brand:{colour}}}"


@cache
def _asset(name: str) -> str:
    return (REPORTS / "assets" / name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(REPORTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = lambda value: f"{value:,}"
    environment.filters["safe_json"] = Markup  # made by json.dumps, `</` escaped
    environment.filters["svg"] = Markup  # drawn by charts.py, texts escaped there
    environment.filters["zip_names"] = lambda ids, rules: [(name, rules[name].failure_title) for name in ids]
    return environment
