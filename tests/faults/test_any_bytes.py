"""Any bytes given as any format end in records, row issues or a refusal; any table that a dialect can express reads back."""

import csv
import gzip
import io
import json
import time
from pathlib import Path
from typing import Literal

import pandas as pd
import pytest
from fault_tools import HEADER, row, table
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audit import AuditError, import_files, open_store

MAIL = (
    b"From a@b.c Mon Jan  5 10:00:00 2026\nFrom: Kim <kim@example.com>\nTo: abc123def@marketplace.amazon.de\n"
    b"Subject: =?utf-8?q?H=C3=A4llo?=\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <1@example.com>\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
    b"Content-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--\n"
)
NAMES = ("x.csv", "x.json", "x.xlsx", "x.parquet", "x.mbox", "x.eml", "x.csv.gz", "x.txt")
SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def seeds() -> list[bytes]:
    """A sound file of every container."""
    frame = pd.DataFrame(
        [{"message_id": "p1", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z", "body_text": "a"}]
    )
    book, columns = io.BytesIO(), io.BytesIO()
    frame.to_excel(book, index=False)
    frame.to_parquet(columns)
    text = table(row("m1"), row("m2", body_text='"two\nlines"')).encode()
    lines = frame.to_json(orient="records", lines=True).encode()
    return [text, text.replace(b",", b"\t"), gzip.compress(text), lines, b"[" + lines.strip() + b"]", book.getvalue(),
            columns.getvalue(), MAIL, MAIL.split(b"\n", 1)[1]]  # fmt: skip


SEEDS = seeds()


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A sound file with a stretch cut, doubled, or replaced by anything."""
    raw = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(raw)))
    stop = draw(st.integers(start, min(len(raw), start + 200)))
    return raw[:start] + draw(st.sampled_from([b"", raw[start:stop] * 2, draw(st.binary(max_size=40))])) + raw[stop:]


@SETTINGS
@example(raw=b'{"message_id": "\\ud800", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z"}', name="x.json")
@example(
    raw=b'[{"message_id": "m", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z", "subject": "\\udfff"}]',
    name="x.json",
)
@example(raw=b"message_id,direction,sent_at\nm,inbound,0001-01-01T00:00:00+14:00\n", name="x.csv")
@example(raw=b"message_id,direction,sent_at\nm,inbound,9999-12-31T23:59:59-14:00\n", name="x.csv")
@example(raw=b"order_id,left_at,rating\n1,2026-01-01T10:00:00Z,1e400\n", name="x.csv")
@example(raw=b"order_id,left_at,rating\n1,2026-01-01T10:00:00Z,nan\n", name="x.csv")
@example(raw=b"PK\x03\x04", name="x.xlsx")
@example(raw=b"PAR1", name="x.parquet")
@example(raw=b"\x1f\x8b", name="x.gz")
@given(raw=st.one_of(spoiled(), st.binary(max_size=300)), name=st.sampled_from(NAMES))
def test_any_bytes_end_in_records_issues_or_a_refusal(tmp_path: Path, raw: bytes, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    begin = time.process_time()
    with open_store() as store:
        frame = import_files(store, [file])
        kept = sum(
            store.count(f"main.{name}")
            for name in ("messages", "solicitations", "order_rows", "feedback", "do_not_contact")
        )
    assert time.process_time() - begin < 5
    report = frame.iloc[0]
    assert report["rows"] == report["records"] + report["duplicates"] + report["row_issues"] + report["ignored"]
    assert kept >= report["records"] if report["refused"] is None else kept == 0


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), max_size=12)


@SETTINGS
@given(
    texts=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    all_quoted=st.booleans(),
    packed=st.booleans(),
)
def test_any_table_that_a_dialect_can_express_reads_back_the_same(
    tmp_path: Path,
    texts: list[tuple[str, str]],
    delimiter: str,
    end: str,
    encoding: str,
    all_quoted: bool,
    packed: bool,
) -> None:
    out = io.StringIO(newline="")
    quotes: Literal[0, 1] = csv.QUOTE_ALL if delimiter == "\t" or all_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quotes)
    writer.writerow(HEADER.split(","))
    for number, (subject, body) in enumerate(texts):
        writer.writerow([f"m{number}", "outbound", "2026-01-01T10:00:00Z", "302-1234567-1234567", subject, body])
    raw = out.getvalue().encode(encoding)
    file = tmp_path / "t.csv"
    file.write_bytes(gzip.compress(raw) if packed else raw)
    with open_store() as store:
        import_files(store, [file])
        found = store.rows("select subject, body_text from messages order by cast(message_id[2:] as integer)")
    assert [(r["subject"], r["body_text"]) for r in found] == [(blank(s), blank(b)) for s, b in texts]


def blank(text: str) -> str:
    """A cell of blanks alone is an empty one."""
    return text if text.strip() else ""


@pytest.mark.parametrize(
    "document",
    ["", "[]", "{}", '{"schema_version": 1}', '{"schema_version": 99}', "[" * 100_000, '{"schema_version": null}'],
)
def test_what_is_no_result_is_refused(tmp_path: Path, document: str) -> None:
    from audit import load_result

    place = tmp_path / "r.json"
    place.write_text(document, encoding="utf-8")
    with pytest.raises(AuditError):
        load_result(place)


def test_json_is_read_whatever_its_escapes(tmp_path: Path) -> None:
    place = tmp_path / "m.jsonl"
    place.write_text(
        json.dumps(
            {"message_id": "m", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z", "subject": "\U0001f600"}
        ),
        encoding="utf-8",
    )
    with open_store() as store:
        import_files(store, [place])
        assert store.rows("select subject from messages") == [{"subject": "\U0001f600"}]
