"""Result → view model → charts → HTML, PDF, tables. After the result document nobody knows DuckDB."""

from audit.reporting.render import render_html, render_pdf
from audit.reporting.tables import findings_csv

__all__ = ["findings_csv", "render_html", "render_pdf"]
