"""What the command line does, as functions. Exported by the package ``audit``."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd

from audit.errors import AuditError
from audit.exporting import findings_rows, outcomes_rows
from audit.model.result import AuditResult
from audit.outputs import Outputs, write
from audit.pipeline import Check, Period, account_for, import_paths, read_options, read_result
from audit.pipeline import check as judge
from audit.store import Store
from audit.store.pseudonyms import pseudonym_key

__all__ = [
    "AuditError", "audit", "check", "findings", "import_files", "load_result", "messages", "open_store", "outcomes",
    "write_report",
]  # fmt: skip

AnyPath = str | Path


def open_store(path: AnyPath | None = None) -> Store:
    """The account's store in the DuckDB file ``path`` (made if need be), or a temporary one. Use it in a ``with`` block.

    Raises:
        AuditError: the file is damaged, locked or of a newer version.
    """
    return Store.open(Path(path) if path is not None else None)


def import_files(
    store: Store,
    paths: Iterable[AnyPath],
    *,
    source: str | None = None,
    timezone: str | None = None,
    marketplace: str | None = None,
) -> pd.DataFrame:
    """Imports files and folders; one row a file: records, duplicates, row issues, ignored, refused and why.

    Raises:
        AuditError: a path does not exist, or there is no file at all. A bad file is a row with ``refused``.
    """
    places = tuple(Path(path) for path in paths)
    options = read_options(account_for(store.path, places), timezone, marketplace)
    return pd.DataFrame([asdict(report) for report in import_paths(store, places, options, as_source=source)])


def check(
    store: Store,
    *,
    as_of: date,
    first: date | None = None,
    last: date | None = None,
    rules: Iterable[str] = (),
    rules_of: str = "sending-day",
    dedup: bool = True,
) -> AuditResult:
    """Judges the messages of the local days ``first`` to ``last`` (both included; None: all there are).

    ``as_of`` is the day of the audit; the same data and day give the same result. ``rules_of`` is ``sending-day`` or
    ``today``. The result is kept in the store.
    """
    return _judge(
        store, account_paths=(), as_of=as_of, first=first, last=last, rules=rules, rules_of=rules_of, dedup=dedup
    )


def audit(
    paths: Iterable[AnyPath],
    *,
    as_of: date,
    store: AnyPath | None = None,
    first: date | None = None,
    last: date | None = None,
    rules: Iterable[str] = (),
    rules_of: str = "sending-day",
) -> AuditResult:
    """Imports and judges in one go, in a temporary store unless ``store`` names one.

    Raises:
        AuditError: nothing could be read, or a rule or period does not exist.
    """
    places = tuple(Path(path) for path in paths)
    with open_store(store) as opened:
        import_files(opened, places)
        return _judge(
            opened,
            account_paths=places,
            as_of=as_of,
            first=first,
            last=last,
            rules=rules,
            rules_of=rules_of,
            dedup=True,
        )


def _judge(
    store: Store,
    *,
    account_paths: tuple[Path, ...],
    as_of: date,
    first: date | None,
    last: date | None,
    rules: Iterable[str],
    rules_of: str,
    dedup: bool,
) -> AuditResult:
    account = account_for(store.path, account_paths)
    request = Check(
        account=account, period=Period(first, last), rules=tuple(rules), rules_of=rules_of, as_of=as_of, dedup=dedup,
        pseudonym_key=pseudonym_key(account.pseudonym_key_file),
    )  # fmt: skip
    return judge(store, request)


def findings(result: AuditResult) -> pd.DataFrame:
    """The findings, one row each, columns as in the findings of the result document; evidence as lists of dicts."""
    return pd.DataFrame(findings_rows(result))


def outcomes(result: AuditResult) -> pd.DataFrame:
    """What became of every rule of the catalogue, one row each."""
    return pd.DataFrame(outcomes_rows(result))


def messages(store: Store) -> pd.DataFrame:
    """All messages of the store with role, local day and what was understood of each. Judge (``check``) before."""
    frame: pd.DataFrame = store.arrow("select * from model.messages order by sent_at, message_id").to_pandas()
    return frame


def write_report(
    result: AuditResult,
    html: AnyPath,
    *,
    pdf: AnyPath | None = None,
    redact: str = "standard",
    brand: AnyPath | None = None,
) -> None:
    """Writes the report as one HTML file, and as PDF where ``pdf`` is given. ``redact``: none, standard or share.

    Raises:
        AuditError: a file cannot be written.
    """
    outputs = Outputs(
        html=Path(html), pdf=Path(pdf) if pdf else None, redact=redact, brand=Path(brand) if brand else None
    )
    write(result, outputs, pseudonym_key())


def load_result(path: AnyPath) -> AuditResult:
    """The result document in a JSON file, of this version or an older one.

    Raises:
        AuditError: it is unreadable, or of a newer version.
    """
    return read_result(Path(path))
