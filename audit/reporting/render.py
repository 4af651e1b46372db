"""Renders the view model with Jinja, in a sandbox, as one HTML file that loads nothing, and as a PDF."""

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

from audit.errors import UsageError
from audit.model.result import AuditResult
from audit.reporting.brand import read_brand
from audit.reporting.paper import pdf, pdf_problem, scripts_without_font
from audit.reporting.paper import style as paper_style
from audit.reporting.redaction import Redaction
from audit.reporting.templating import asset, environment
from audit.reporting.view import view

__all__ = ["pdf_problem", "render_html", "render_pdf", "scripts_without_font"]

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
    scripts = (asset("vendor/plotly-basic.min.js"), asset("report.js"))
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
    return pdf(_page(result, redact, brand, language, pseudonym_key, ()))


def _page(
    result: AuditResult, redact: Redaction, brand: Path | None, language: str, key: bytes, scripts: tuple[str, ...]
) -> str:
    if language not in LANGUAGES:
        raise UsageError(f"--language {language!r} is none of {', '.join(LANGUAGES)}")
    branded = read_brand(brand)
    style = asset("report.css") + branded.style + ("" if scripts else paper_style())
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {allowed}"
    values = {"v": view(result, redact, key), "logo": branded.logo, "policy": policy}
    ours = {"style": Markup(style), "scripts": [Markup(s) for s in scripts]}  # noqa: S704 - our own files
    return str(environment().get_template("audit/report.html").render(values | ours))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
