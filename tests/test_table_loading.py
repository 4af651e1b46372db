"""Tables read by DuckDB's own reader give what the row reader gives: records, keys, duplicates, issues with line and cell."""

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import importers
from audit.model.importer import Column, FileReport, Parse, ReadOptions, Table, TableImporter
from audit.store import Store
from audit.store.load import load_rows
from audit.store.load_table import load_table

SAMPLES = Path(__file__).parents[1] / "sample_data"
TABLES = sorted(p for p in SAMPLES.rglob("*") if p.suffix in {".csv", ".txt"})
HELD = ("messages", "order_rows", "solicitations", "feedback", "do_not_contact", "events", "sources", "row_issues")
HEAD = (
    "message_id", "direction", "sent_at", "order_id", "marketplace", "channel", "tool", "buyer_id", "subject", "body_text",
    "attachments", "auto_reply", "delivery_status", "Note", 'a "b"',
)  # fmt: skip


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    named = (
        "select f.file, t.* exclude (file_id) from main.{} as t inner join main.files as f using (file_id) order by all"
    )
    held = {table: store.rows(named.format(table)) for table in HELD}
    return held | {"files": store.rows("select * exclude (file_id) from main.files order by all")}


def fast(store: Store, file: Path, importer: TableImporter, options: ReadOptions) -> FileReport | None:
    with importers.plan(file, importer, options) as plan:
        return load_table(store, file, file.name, plan) if plan else None


def slow(store: Store, file: Path, importer: TableImporter, options: ReadOptions) -> FileReport:
    return load_rows(store, file, file.name, importer.name, importers.read(file, importer, options))


def compared(files: Sequence[Path], options: ReadOptions, *, must: bool = False) -> None:
    """Reads files into two stores, the second by the row reader alone; the first by it too where it must."""
    with Store.open() as one, Store.open() as other:
        for file in files:
            importer = importers.recognise(file)
            assert isinstance(importer, TableImporter)
            report = fast(one, file, importer, options)
            assert report or not must or importer.by_rows
            expected = slow(other, file, importer, options)
            assert (report or slow(one, file, importer, options)) == expected
        assert everything(one) == everything(other)


def test_a_source_of_few_columns_is_read_alike_by_both_readers(tmp_path: Path) -> None:
    few = TableImporter(
        name="few", title="Few", table=Table.MESSAGES,
        columns=(
            Column("message_id", ("Log Id",), required=True), Column("sent_at", ("Sent on",), Parse.TIMESTAMP, required=True),
            Column("direction", ("Dir",), Parse.CHOICE, choices={"out": "outbound"}, required=True),
        ),
    )  # fmt: skip
    (tmp_path / "log.csv").write_text("Log Id,Sent on,Dir\n1,2026-01-05T10:00:00+01:00,out\n", encoding="utf-8")
    with Store.open() as one, Store.open() as other:
        report = fast(one, tmp_path / "log.csv", few, ReadOptions())
        assert report == slow(other, tmp_path / "log.csv", few, ReadOptions())
        assert report is not None
        assert report.records == 1
        assert everything(one) == everything(other)


@pytest.mark.parametrize("file", TABLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_sample_table_is_read_alike_by_both_readers(file: Path) -> None:
    compared([file], ReadOptions(), must=True)


def test_files_that_overlap_are_told_apart_alike() -> None:
    flat = [p for p in TABLES if p.suffix == ".txt" and p.parent.name == "demo"]
    compared([*flat, *(p for p in TABLES if p.name in {"messages.csv", "tool-log.csv"})], ReadOptions(), must=True)


def test_a_long_file_keeps_its_rows_in_order(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    body = "x" * 900 + '\n""y""'
    rows = [
        f'm{n},outbound,2026-01-01T10:00:00Z,"{body}"' if n % 7919 else f"m{n},sideways,x,y" for n in range(1, 90_000)
    ]
    file.write_text("message_id,direction,sent_at,body_text\n" + "\n".join(rows))
    importer = importers.recognise(file)
    assert isinstance(importer, TableImporter)
    with Store.open() as store:
        report = fast(store, file, importer, ReadOptions())
        assert report
        assert (report.records, report.row_issues) == (89_988, 11)
        wrong = "select count(*) as n from messages where message_id <> 'm' || source_row"
        assert store.rows(wrong)[0]["n"] == 0
        first = store.rows("select source_row, line from row_issues order by 1")[0]
        assert (first["source_row"], first["line"]) == (7919, 1 + 7918 * 2 + 1)


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "\u00a0",
            "\u2003x",
            "x\u3000",
            "a,b",
            'say "hi"',
            "two\nlines",
            "two\r\nlines",
            "tab\there",
            "nul\x00",
            "\x1b",
            "back\\slash",
            "\\",
            '"',
            "ſ",
            "İ",
            "日本",
            "😀",
            "\ufeff",
            "=1+1",
            "NULL",
            " lead",
            "trail ",
            "\x85",
            "\x1f",
        ]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6),
)
TIMES = st.sampled_from(
    [
        "2026-01-02T03:04:05Z", "2026-01-02 03:04:05+02:00", "2026-06-02T03:04:05.123456-08:00", "2026-06-02T03:04:05.5Z",
        "2026-02-30T00:00:00Z", "2026-01-02", "2026-01-02T03:04:05", "yesterday", "", " 2026-01-02T03:04:05Z", "0001-01-01T00:00:00+14:00",
        "2026-01-02T24:00:00Z", "2026-01-02T03:04:05+0200", "2026-01-02T03:04:05 UTC", "2026-01-02T03:04Z", "2026-01-02T03:04:60Z",
        "1969-12-31T23:59:59+01:00", "2026-01-02T03:04:05.000000Z", "2026-03-29T02:30:00", "2026-10-25T02:30:00", "２０２６-01-02T03:04:05Z",
    ]
)  # fmt: skip
ORDERS = st.sampled_from(
    [
        "302-1234567-1234567", "30212345671234567", "302 1234567 1234567", " 302-1234567-1234567", "S02-1234567-1234567", "", "x",
        "３０２-1234567-1234567", "302-1234567-123456", "302–1234567–1234567",
    ]
)  # fmt: skip
ROW = st.tuples(
    st.sampled_from(["m1", "m2", "m3", "", "m 4"]),
    st.sampled_from(["outbound", "inbound", "OUTBOUND", "sideways", "", " inbound", "Inbound "]),
    TIMES,
    ORDERS,
    st.sampled_from(["Amazon.de", "amazon.de", "A1PA6795UKMFR9", "www.amazon.de/x", "Amazon DE", "Moon", "", " "]),
    st.sampled_from(["email", "request_a_review", "Tool", "pigeon", ""]),
    st.sampled_from(["", "Mailpilot", "\t"]),
    st.sampled_from(["", "b1", "b 2", " "]),
    st.one_of(st.sampled_from(["Re: re : Hello", "AW:Straße", "RE\u00a0: x", "  Hi ", ""]), CELLS),
    CELLS,
    st.sampled_from(["", "[]", "[1", '[{"filename": "a.pdf"}]', "{}", "NaN", "7", " [] ", '["\\ud800"]']),
    st.sampled_from(["", "true", "False", "YES", "maybe", " 1"]),
    st.sampled_from(["", "blocked", "delivered", "gone"]),
    CELLS,
    CELLS,
)
NEWLINES = st.sampled_from(["\n", "\r\n"])
FAULTS = st.lists(
    st.tuples(
        st.integers(0, 12), st.sampled_from(["short", "long", "blank", "quote", "empty", "spaced", "open", "padded"])
    ),
    max_size=2,
)


def table(rows: Sequence[Sequence[str]], newline: str, faults: Sequence[tuple[int, str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline).writerow(HEAD)
    for number, row in enumerate(rows):
        line = io.StringIO()
        csv.writer(line, lineterminator=newline).writerow(row)
        text = line.getvalue()
        for place, fault in faults:
            if place == number:
                text = {
                    "short": f"m1,outbound{newline}", "long": text.removesuffix(newline) + f",x,y{newline}", "blank": newline + text,
                    "quote": f'm1,"out"bound,x{newline}', "empty": f'""{newline}{text}', "spaced": f'm5, "outbound" ,x{newline}',
                    "open": f'm1,"outbound{newline}', "padded": text.removesuffix(newline) + f",,{newline}",
                }[fault]  # fmt: skip
        out.write(text)
    return out.getvalue()


@settings(max_examples=int(os.environ.get("MSGAUDIT_EXAMPLES", "60")), deadline=None)
@given(
    st.lists(ROW, min_size=1, max_size=12),
    NEWLINES,
    FAULTS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]),
    st.sampled_from([ReadOptions(), ReadOptions(timezone="Europe/Berlin", marketplace="Amazon.fr")]),
)
def test_no_table_is_read_differently(
    rows: list[tuple[str, ...]], newline: str, faults: list[tuple[int, str]], encoding: str, options: ReadOptions
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_bytes(table(rows, newline, faults).encode(encoding, errors="replace"))
        compared([file], options)
