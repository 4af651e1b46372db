"""Where queries, templates and sample data lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
POLICIES = PACKAGE / "policies"
_WHEEL = PACKAGE / "_data"


def _folder(name: str) -> Path:
    inside = _WHEEL / name
    return inside if inside.is_dir() else PACKAGE.parent / name


QUERIES = _folder("queries")
REPORTS = _folder("reports")
SAMPLE_DATA = _folder("sample_data")
