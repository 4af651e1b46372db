"""msgaudit: audits an Amazon seller's message history against Amazon's rules for writing to buyers.

The Python side of the command line, in ten names:

    from datetime import date
    from audit import audit, findings, write_report

    result = audit(["exports/"], as_of=date.today())
    findings(result)                        # a pandas DataFrame
    write_report(result, "report.html", pdf="report.pdf")

With a store that keeps several months: ``open_store``, ``import_files``, ``check``, ``messages``. A result document on
disk: ``load_result``. A mistake that a user can mend is an ``AuditError``. Each docstring says what its name takes.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.api import (
        AuditError,
        audit,
        check,
        findings,
        import_files,
        load_result,
        messages,
        open_store,
        outcomes,
        write_report,
    )

__version__ = "0.1.0"

__all__ = [
    "AuditError",
    "audit",
    "check",
    "findings",
    "import_files",
    "load_result",
    "messages",
    "open_store",
    "outcomes",
    "write_report",
]


def __getattr__(name: str) -> object:
    """Loads the API when it is used, so that importing the package costs nothing."""
    if name in __all__:
        return getattr(import_module("audit.api"), name)
    raise AttributeError(f"module 'audit' has no attribute {name!r}")
