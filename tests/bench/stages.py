"""What is timed, each in a process of its own: ``python -m tests.bench.stages NAME FOLDER`` prints seconds, memory, result."""

import hashlib
import json
import mailbox
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from audit.engine.findings import Maker
from audit.engine.request import Check, rule_book
from audit.engine.run import judge
from audit.engine.sql_rules import run_rule
from audit.features.folding import fold
from audit.features.languages import _detector, language_of, letters_of
from audit.features.lexicon import lexicon
from audit.features.memo import remembered
from audit.features.patterns import bare
from audit.features.sentences import split
from audit.model.importer import ReadOptions
from audit.model.progress import Reporter
from audit.model.rule import Rule
from audit.pipeline import import_paths
from audit.resources import QUERIES
from audit.store import Store

from . import plain

_closing = ExitStack()
Timed = Callable[[], Iterable[object]]
KEY = b"k" * 32
DAY = date(2026, 12, 31)
_SOURCES = ("messages.csv", "orders.txt", "solicitations.csv")


def _store(folder: Path) -> Path:
    return folder / "seller.duckdb"


def _sources(folder: Path) -> list[Path]:
    return [folder / name for name in _SOURCES]


def floor(folder: Path) -> Iterable[object]:
    """DuckDB's own reader, into tables of a new database."""
    with tempfile.TemporaryDirectory() as beside, duckdb.connect(f"{beside}/x.duckdb") as connection:
        for number, file in enumerate(_sources(folder)):
            how = "delim = '\t', quote = ''" if file.suffix == ".txt" else "delim = ',', quote = '\"'"
            connection.execute(
                f"create table t{number} as from read_csv('{file}', header = true, all_varchar = true, {how})"
            )
        return [connection.sql("select count(*) from t1").fetchall()[0][0]]


def load(folder: Path) -> Iterable[object]:
    """The import: provenance, duplicates, row issues."""
    with tempfile.TemporaryDirectory() as beside, Store.open(Path(beside) / "x.duckdb") as store:
        reports = import_paths(store, _sources(folder), ReadOptions())
        return [report.records for report in reports if report.table == "order_rows"]


def load_pandas(folder: Path) -> Iterable[object]:
    """The plain script's reading."""
    letters, orders = plain.load(folder)
    return [len(orders)] if len(letters) else []


def mbox_standard(folder: Path) -> Iterable[object]:
    """The standard library's mailbox: headers and texts into a table."""
    rows = []
    for mail in mailbox.mbox(folder / "all.mbox"):
        if "aunt@" not in str(mail["from"]):
            parts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
            texts = [
                bytes(p.get_payload(decode=True) or b"").decode(p.get_content_charset() or "utf-8", "replace")
                for p in parts
            ]
            ident = str(mail["message-id"]).strip("<>")
            rows.append((ident, str(mail["from"]), str(mail["to"]), str(mail["date"]), str(mail["subject"]), *texts))
    frame = pd.DataFrame(rows, columns=["id", "sender", "recipient", "sent", "subject", "plain", "html"])
    with tempfile.TemporaryDirectory() as beside, duckdb.connect(f"{beside}/x.duckdb") as connection:
        connection.register("frame", frame)
        connection.execute("create table mails as select * from frame")
    return frame["id"].tolist()


def mbox(folder: Path) -> Iterable[object]:
    """The import of the mailbox."""
    with tempfile.TemporaryDirectory() as beside, Store.open(Path(beside) / "x.duckdb") as store:
        import_paths(store, [folder / "all.mbox"], ReadOptions())
        return [row["message_id"] for row in store.rows("select message_id from messages")]


def history_sql(folder: Path) -> Iterable[object]:
    """The history rules on a store that is loaded, understood and open, with the views that they stand on."""
    store, rules, maker = _opened(folder)
    with store.settled():
        counted = store.rows((QUERIES / "audit" / "units.sql").read_text(encoding="utf-8"))
        units = {row["unit"]: row["n"] for row in counted}
        found = [run_rule(store, rule, maker, units)[1] for rule in rules]
    return {(f.message_id, f.rule) for findings in found for f in findings}


_open: list[tuple[Store, tuple[Rule, ...], Maker]] = []


def _opened(folder: Path) -> tuple[Store, tuple[Rule, ...], Maker]:
    if not _open:
        book = rule_book(Check(as_of=DAY, pseudonym_key=KEY, rules=plain.HISTORY))
        maker = Maker(policies=book.by_id, today=book.today.id, rules_of="sending-day", pseudonym_key=KEY)
        _open.append((_closing.enter_context(Store.open(_store(folder))), tuple(book.rules), maker))
    return _open[0]


def history_loops(folder: Path) -> Iterable[object]:
    """The same, row by row."""
    return plain.history_by_loops(*_loaded(folder))


def history_pandas(folder: Path) -> Iterable[object]:
    """The same, by whole columns."""
    return plain.history_vectorised(*_loaded(folder))


_held: list[tuple[pd.DataFrame, pd.DataFrame]] = []


def _loaded(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    if not _held:
        _held.append(plain.load(folder))
    return _held[0]


_texts: list[tuple[str, str]] = []


def _sentences(folder: Path) -> list[tuple[str, str]]:
    """Folded sentences of outbound messages with their language, in order, as often as they stand there."""
    if not _texts:
        letters = pd.read_csv(folder / "messages.csv", dtype=str, keep_default_na=False)
        known = {"co.uk": "en", "se": "sv"}
        for market, text in zip(letters["marketplace"], letters["body_text"], strict=True):
            ending = market.partition(".")[2]
            language = known.get(ending, ending)
            _texts.extend((language, bare(fold(s.text).text)) for s in split(text, language))
    return _texts


def scan(folder: Path) -> Iterable[object]:
    """Which phrase stands in which sentence: one pass of RE2, ``re`` on what it finds, equal sentences once."""

    @remembered(65_536)
    def hits(language: str, text: str) -> tuple[int, ...]:
        known = lexicon(language)
        return tuple(n for n, places in known.possible(text) if known.finders[n].spans(text, places))

    return [(n, hit) for n, (language, text) in enumerate(_sentences(folder)) for hit in hits(language, text)]


def scan_loop(folder: Path) -> Iterable[object]:
    """The same by a loop of ``re``."""
    return [
        (n, number)
        for n, (language, text) in enumerate(_sentences(folder))
        for number, pattern in enumerate(_patterns(language))
        if pattern.search(text)
    ]


_compiled: dict[str, list[re.Pattern[str]]] = {}


def _patterns(language: str) -> list[re.Pattern[str]]:
    if language not in _compiled:
        _compiled[language] = [found.compiled for found in lexicon(language).finders]
    return _compiled[language]


def languages(folder: Path) -> Iterable[object]:
    """The language of every sentence, equal ones once."""
    return [language_of(text) for _, text in _sentences(folder)]


def languages_plain(folder: Path) -> Iterable[object]:
    """The same detector without memory."""
    plain_way = language_of.__globals__["_language"].__wrapped__
    return [plain_way(letters_of(text)) for _, text in _sentences(folder)]


def audit(folder: Path) -> Iterable[object]:
    """Import, understand, judge by the rules of the comparison."""
    return _audit(folder, plain.RULES)


def audit_all(folder: Path) -> Iterable[object]:
    """Import, understand, judge by every rule."""
    return _audit(folder, ())


def _audit(folder: Path, rules: tuple[str, ...]) -> Iterable[object]:
    _store(folder).unlink(missing_ok=True)
    with Store.open(_store(folder)) as store:
        import_paths(store, _sources(folder), ReadOptions())
        result = judge(store, Check(as_of=DAY, pseudonym_key=KEY, rules=rules), Reporter())
    return {(f.message_id, f.rule) for f in result.findings}


def audit_plain(folder: Path) -> Iterable[object]:
    """The plain script."""
    return plain.audit(folder)


STAGES = {
    f.__name__: f
    for f in (
        floor, load, load_pandas, mbox_standard, mbox, history_sql, history_loops, history_pandas, scan, scan_loop, languages,
        languages_plain, audit, audit_all, audit_plain,
    )
}  # fmt: skip
_PREPARED: dict[str, Callable[[Path], object]] = {"scan": _sentences, "scan_loop": _sentences, "languages": _sentences, "languages_plain": _sentences,
             "history_loops": _loaded, "history_pandas": _loaded, "history_sql": _opened}  # fmt: skip


def _peak() -> int:
    """Megabytes of this process, and of its workers, each taken for as large as the largest."""
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + workers * (os.cpu_count() or 1)) // 1024


def main(name: str, folder: Path) -> None:
    """Times one stage; what it needs beside its own work is made ready before."""
    if name in _PREPARED:
        _PREPARED[name](folder)
    if name.startswith("languages"):
        _detector()
    if name == "scan":
        for language in sorted({language for language, _ in _sentences(folder)}):
            _patterns(language)
            lexicon(language).prefilter.possible("")
    if name == "scan_loop":
        for language in sorted({language for language, _ in _sentences(folder)}):
            _patterns(language)
    begin = time.perf_counter()
    found = STAGES[name](folder)
    seconds = time.perf_counter() - begin
    _closing.close()
    said = sorted(map(str, found))
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": _peak(), "found": len(said), "digest": digest}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
