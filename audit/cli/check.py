"""``msgaudit check``: judge what the store holds."""

from pathlib import Path
from typing import Annotated

import typer

from audit.cli import options as o
from audit.cli.app import app
from audit.cli.terminal import progress
from audit.cli.words import say_result
from audit.outputs import Outputs, write
from audit.pipeline import Check, account_for, exit_code
from audit.pipeline import check as judge
from audit.store import Store
from audit.store.pseudonyms import pseudonym_key

EPILOG = """[bold]Examples[/bold]

msgaudit check --store acme.duckdb --month 2026-09

msgaudit check --store acme.duckdb --rules review-gating,late-message --result result.json
"""


@app.command("check", epilog=EPILOG)
def check(
    store: o.StoreFile,
    month: o.Month = None,
    first: o.From = None,
    last: o.To = None,
    rules: o.Rules = None,
    rules_of: o.RulesOf = "sending-day",
    as_of: o.AsOf = None,
    no_dedup: o.NoDedup = False,
    result: Annotated[
        Path | None, typer.Option(help="Write the result document (JSON) to this file.", show_default=False)
    ] = None,
    fail_on: o.FailOn = "high",
    quiet: o.Quiet = False,
) -> int:
    """Judge the messages of a store; the result is kept in the store."""
    o.known_severity(fail_on)
    o.existing(store)
    account = account_for(store)
    key = pseudonym_key(account.pseudonym_key_file)
    request = Check(
        account=account, period=o.period(month, first, last), rules=o.split(rules), rules_of=rules_of,
        as_of=o.today(as_of), pseudonym_key=key, dedup=not no_dedup,
    )  # fmt: skip
    with Store.open(store) as opened, progress(quiet=quiet) as bars:
        judged = judge(opened, request, bars)
        written = write(judged, Outputs(result=result), key, bars)
    say_result(judged, written, quiet=quiet)
    return exit_code(judged, fail_on)
