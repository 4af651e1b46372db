"""Files that are damaged, empty, locked, disguised or no files at all: each is refused by name, and the others come in."""

import gzip
import io
import json
import os
import random
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from fault_tools import HEADER, WITHOUT_RIGHTS, Done, call, put, reports, row, table

from audit import open_store

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = table(row("m1"))
LONG = "x" * 251 + ".csv"
REFUSED = {
    "empty.csv": "is empty",
    "only-a-mark.csv": "is empty",
    "blank-lines.csv": "is empty",
    "zeros.csv": "nothing but zeros",
    "five-gigabytes.csv": "nothing but zeros",
    "cut.csv.gz": "damaged",
    "flipped.csv.gz": "damaged",
    "nothing-inside.csv.gz": "is empty",
    "twice.csv.gz": "gzip twice",
    "cut.xlsx": "damaged archive",
    "flipped.xlsx": "no readable workbook",
    "password.xlsx": "password",
    "password.zip": "password",
    "old.xls": "old kind",
    "cut.parquet": "damaged",
    "flipped.parquet": "damaged",
    "cut.json": "no JSON",
    "numbers.json": "no source is known",
    "deep.json": "no JSON",
    "photo.csv": "is a picture",
    "page.txt": "is a PDF",
    "noise.csv": "no source is known",
    "foreign.csv": "no source is known",
    "pipe.csv": "is a pipe",
    "socket.csv": "is a socket",
    "device.csv": "is a device",
    "endless.csv": "is a device",
    "nowhere.csv": "leads nowhere",
    "loop.csv": "leads nowhere",
    "loop-folder": "link to a folder",
    "outside.csv": "leads out of the folder",
    "unreadable.csv": "may not read",
    "unreadable-folder": "may not read",
    "deeper/unreadable-too": "may not read",
    "store.csv": "is a DuckDB file",
}
READ = {
    "good.csv": 1,
    "gzip.txt": 1,
    "gzip.csv": 1,
    "utf-16.csv": 1,
    "utf-32.csv": 1,
    "cp1252.csv": 1,
    "workbook.csv": 1,
    "table.xlsx": 1,
    "json-lines.csv": 1,
    "inside.csv": 1,
    "new\\nline.csv": 1,
    "\\u202egpj.csv": 1,
    "red\\x1b[31m.csv": 1,
    "not-\\xff-utf-8.csv": 1,
    LONG: 1,
}


def workbook() -> bytes:
    out = io.BytesIO()
    pd.DataFrame([{"message_id": "x1", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z"}]).to_excel(
        out, index=False
    )
    return out.getvalue()


def parquet() -> bytes:
    out = io.BytesIO()
    pd.DataFrame([{"message_id": "p1", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z"}]).to_parquet(out)
    return out.getvalue()


def flipped(raw: bytes, start: int, length: int = 8) -> bytes:
    return raw[:start] + bytes(byte ^ 0xFF for byte in raw[start : start + length]) + raw[start + length :]


def locked_zip() -> bytes:
    """An archive whose one member is marked as encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("messages.csv", GOOD)
    raw = bytearray(out.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def damaged(folder: Path) -> None:
    noise = random.Random(1).randbytes
    packed = gzip.compress(table(*(row(f"z{n}", body_text=noise(20).hex()) for n in range(2_000))).encode())
    put(folder, "empty.csv", "")
    put(folder, "only-a-mark.csv", b"\xef\xbb\xbf")
    put(folder, "blank-lines.csv", "\n\n\r\n")
    put(folder, "zeros.csv", bytes(1_000))
    put(folder, "cut.csv.gz", packed[: len(packed) // 2])
    put(folder, "flipped.csv.gz", flipped(packed, len(packed) - 8, 4))
    put(folder, "nothing-inside.csv.gz", gzip.compress(b""))
    put(folder, "twice.csv.gz", gzip.compress(gzip.compress(GOOD.encode())))
    put(folder, "cut.xlsx", workbook()[:3_000])
    put(folder, "flipped.xlsx", flipped(workbook(), 300, 40))
    put(folder, "password.xlsx", OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4_000))
    put(folder, "password.zip", locked_zip())
    put(folder, "old.xls", OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(4_000))
    put(folder, "cut.parquet", parquet()[:-200])
    put(folder, "flipped.parquet", flipped(parquet(), 8, 60))
    put(
        folder,
        "cut.json",
        json.dumps([{"message_id": "j1", "direction": "inbound", "sent_at": "2026-01-01"}] * 3)[:-20],
    )
    put(folder, "numbers.json", "[1, 2, 3]")
    put(folder, "deep.json", "[" * 100_000)
    put(folder, "photo.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF" + noise(5_000))
    put(folder, "page.txt", b"%PDF-1.7\n" + noise(3_000))
    put(folder, "noise.csv", noise(5_000))
    put(folder, "foreign.csv", "name,age\nAnna,7\n")
    put(folder, "store.csv", bytes(8) + b"DUCK" + bytes(4_000))
    with (folder / "five-gigabytes.csv").open("wb") as file:
        file.truncate(5 * 1024**3)


def no_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    (folder / "endless.csv").symlink_to("/dev/zero")
    (folder / "nowhere.csv").symlink_to("gone")
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "loop-folder").symlink_to(".")
    (folder / "outside.csv").symlink_to("/etc/passwd")
    (folder / "inside.csv").symlink_to("under/neath.csv")
    (folder / "device.csv").symlink_to("/dev/null")
    put(folder, "unreadable.csv", table(row("secret"))).chmod(0)
    for name in ("unreadable-folder", "deeper/unreadable-too"):
        (folder / name).mkdir(parents=True)
        put(folder / name, "m.csv", table(row("hidden")))
        (folder / name).chmod(0)


def odd_but_good(folder: Path) -> None:
    put(folder, "good.csv", GOOD)
    put(folder, "header.csv", f"{HEADER}\n")
    put(folder, "gzip.txt", gzip.compress(table(row("g1")).encode()))
    put(folder, "gzip.csv", gzip.compress(table(row("g2")).encode()))
    put(folder, "utf-16.csv", table(row("u16", subject="größer")).encode("utf-16"))
    put(folder, "utf-32.csv", table(row("u32", subject="größer")).encode("utf-32"))
    put(folder, "cp1252.csv", table(row("w1252", subject="größer")).encode("cp1252"))
    put(folder, "workbook.csv", workbook().replace(b"Sheet1", b"Sheet1"))
    put(folder, "table.xlsx", table(row("t1")))
    put(folder, "json-lines.csv", '{"message_id": "j9", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z"}\n')
    (folder / "under").mkdir()
    put(folder / "under", "neath.csv", table(row("u1")))
    put(folder, "new\nline.csv", table(row("n1")))
    put(folder, "\u202egpj.csv", table(row("r1")))
    put(folder, "red\x1b[31m.csv", table(row("e1")))
    put(folder, b"not-\xff-utf-8.csv", table(row("b1")))
    put(folder, LONG, table(row("l1")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("faulty")
    (place / "in").mkdir()
    damaged(place / "in")
    no_files(place / "in")
    odd_but_good(place / "in")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(place)  # a socket's path may be 108 bytes long, which a temporary folder's easily is not
        server.bind("in/socket.csv")
        os.chdir(here)
        yield place
    for closed in (place / "in" / "unreadable-folder", place / "in" / "deeper" / "unreadable-too"):
        closed.chmod(0o700)


@pytest.fixture(scope="module")
def done(folder: Path) -> Done:
    return call("import", "in", "--store", "s.duckdb", "--format", "json", cwd=folder, under=WITHOUT_RIGHTS)


def test_bad_files_among_good_ones_change_nothing_but_with_strict(folder: Path, done: Done) -> None:
    assert done.code == 0, done.err
    strict = call(
        "import", "in/good.csv", "in/empty.csv", "--store", "s2.duckdb", "--strict", cwd=folder, under=WITHOUT_RIGHTS
    )
    assert strict.code == 2
    assert strict.out.splitlines()[-1] == "refused: empty.csv: the file is empty; export it again"


@pytest.mark.parametrize("name", REFUSED)
def test_a_faulty_file_is_refused_with_its_reason(done: Done, name: str) -> None:
    report = reports(done)[name]
    assert REFUSED[name] in (report["refused"] or "not refused"), report
    assert report["records"] == 0
    assert len(report["refused"]) < 300


@pytest.mark.parametrize("name", READ)
def test_a_file_is_known_by_what_is_in_it_not_by_its_name(done: Done, name: str) -> None:
    report = reports(done)[name]
    assert report["refused"] is None, report
    assert report["records"] + report["duplicates"] + report["already"] == READ[name]


def test_no_file_of_the_folder_is_passed_over(folder: Path, done: Done) -> None:
    seen = {name for _, _, names in os.walk(folder / "in") for name in names} - {"m.csv"}
    assert len(seen | {"unreadable-folder", "unreadable-too", "loop-folder"}) == len(reports(done))


def test_a_header_without_rows_is_said(done: Done) -> None:
    assert "no rows below the header" in reports(done)["header.csv"]["notes"]


def test_text_in_any_encoding_is_read_as_it_was_written(folder: Path, done: Done) -> None:
    assert done.code == 0
    with open_store(folder / "s.duckdb") as store:
        found = store.rows("select subject from messages where message_id in ('u16', 'u32', 'w1252')")
    assert [message["subject"] for message in found] == ["größer"] * 3


@pytest.mark.parametrize(
    "name",
    [
        "empty.csv",
        "header.csv",
        "pipe.csv",
        "unreadable.csv",
        "unreadable-folder",
        "nowhere",
    ],
)
def test_a_faulty_file_alone_gives_2_and_one_line(folder: Path, name: str) -> None:
    alone = call("audit", f"in/{name}", "--no-open", cwd=folder, under=WITHOUT_RIGHTS)
    assert alone.code == 2
    assert alone.err.count("\n") == 1, alone.err
    assert name in alone.err
    assert not (folder / "msgaudit-report").exists()
