"""What goes in: formats, encodings, row issues, duplicates, refusals."""

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from audit import AuditError, import_files, open_store
from audit.importers.heads import guess_encoding

HEAD = "message_id,direction,sent_at,order_id,subject,body_text"
ROW = 'm{n},outbound,2026-01-0{n}T10:00:00+01:00,302-1234567-123456{n},Hello,"two\nlines"'


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def counts(frame: pd.DataFrame) -> tuple[int, ...]:
    row = frame.iloc[0]
    return tuple(int(row[name]) for name in ("rows", "records", "duplicates", "row_issues", "ignored"))


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", "\n".join([HEAD, ROW.format(n=1), ROW.format(n=2)]))
    with open_store() as store:
        assert counts(import_files(store, [file])) == (2, 2, 0, 0, 0)
        assert bool(import_files(store, [file])["already"].iloc[0])
        assert store.count("main.messages") == 2


def test_overlapping_files_share_their_messages(tmp_path: Path) -> None:
    first = put(tmp_path, "a.csv", "\n".join([HEAD, ROW.format(n=1), ROW.format(n=2)]))
    second = put(tmp_path, "b.csv", "\n".join([HEAD, ROW.format(n=2), ROW.format(n=3)]))
    with open_store() as store:
        import_files(store, [first])
        assert counts(import_files(store, [second])) == (2, 1, 1, 0, 0)
        assert store.count("main.messages") == 3
        assert store.count("main.sources") == 4


def test_a_row_that_cannot_be_read_is_kept_with_line_and_column(tmp_path: Path) -> None:
    bad = "m9,sideways,2026-01-01T10:00:00+01:00,,,"
    late = "m8,outbound,yesterday,,,"
    file = put(tmp_path, "a.csv", "\n".join([HEAD, ROW.format(n=1), bad, late, "m7,outbound"]))
    with open_store() as store:
        assert counts(import_files(store, [file])) == (4, 1, 0, 3, 0)
        issues = store.rows("select source_row, line, column_name from row_issues order by source_row")
    assert [(i["source_row"], i["line"], i["column_name"]) for i in issues][:2] == [
        (2, 4, "direction"),
        (3, 5, "sent_at"),
    ]


def test_a_time_without_an_offset_needs_a_zone(tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", f"{HEAD}\nm1,outbound,2026-07-01T10:00:00,,,")
    with open_store() as store:
        assert counts(import_files(store, [file])) == (1, 0, 0, 1, 0)
    with open_store() as store:
        import_files(store, [file], timezone="Europe/Berlin")
        assert store.rows("select epoch(sent_at) as e from messages")[0]["e"] == 1782892800


@pytest.mark.parametrize("form", ["jsonl", "json", "tsv", "xlsx", "parquet", "csv.gz"])
def test_every_container_gives_the_same_records(tmp_path: Path, form: str) -> None:
    frame = pd.DataFrame(
        [{"message_id": "m1", "direction": "inbound", "sent_at": "2026-01-01T10:00:00Z", "body_text": "größer 日本"}]
    )
    file = tmp_path / f"x.{form}"
    match form:
        case "jsonl":
            frame.to_json(file, orient="records", lines=True)
        case "json":
            frame.to_json(file, orient="records")
        case "tsv":
            frame.to_csv(file, sep="\t", index=False)
        case "xlsx":
            frame.to_excel(file, index=False)
        case "parquet":
            frame.to_parquet(file)
        case _:
            file.write_bytes(gzip.compress(frame.to_csv(index=False).encode()))
    with open_store() as store:
        assert counts(import_files(store, [file])) == (1, 1, 0, 0, 0)
        assert store.rows("select body_text from messages")[0]["body_text"] == "größer 日本"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1252", "Küche €"), ("cp932", "ご注文の品物です"), ("utf-16", "Küche"), ("utf-8-sig", "Küche")],
)
def test_encodings_are_known_from_the_bytes(encoding: str, text: str) -> None:
    assert text.encode(encoding).decode(guess_encoding(text.encode(encoding))).removeprefix("\ufeff") == text


def test_a_lone_quotation_mark_in_a_flat_file_swallows_nothing(tmp_path: Path) -> None:
    lines = ["amazon-order-id\tpurchase-date\torder-status\tsales-channel\tproduct-name"]
    lines += [f'302-1234567-123456{n}\t2026-01-01T10:00:00+00:00\tShipped\tAmazon.de\tKnife 5" blade' for n in range(3)]
    with open_store() as store:
        frame = import_files(store, [put(tmp_path, "orders.txt", "\r\n".join(lines) + "\r\n\r\n")])
        assert counts(frame) == (3, 3, 0, 0, 0)
        assert frame["importer"].iloc[0] == "all-orders"


def test_a_later_status_of_an_order_wins(tmp_path: Path) -> None:
    head = "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\n"
    row = "302-1234567-1234567\t2026-01-01T10:00:00+00:00\t{day}\t{status}\n"
    first = put(tmp_path, "a.txt", head + row.format(day="2026-01-01T10:00:00+00:00", status="Pending"))
    second = put(tmp_path, "b.txt", head + row.format(day="2026-01-05T10:00:00+00:00", status="Cancelled"))
    with open_store() as store:
        import_files(store, [second, first])
        assert store.rows("select status from model.orders")[0]["status"] == "cancelled"


def test_a_file_that_nobody_knows_is_refused_with_the_nearest_source(tmp_path: Path) -> None:
    good = put(tmp_path, "a.csv", f"{HEAD}\n{ROW.format(n=1)}")
    put(tmp_path, "b.csv", "message_id,direction,colour\nx,outbound,red")
    with open_store() as store:
        frame = import_files(store, [tmp_path]).set_index("file")
    assert frame.loc[good.name, "records"] == 1
    assert "sent_at" in str(frame.loc["b.csv", "refused"])


def test_a_path_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with open_store() as store, pytest.raises(AuditError, match="does not exist"):
        import_files(store, [tmp_path / "nothing"])


def test_a_store_is_private_and_a_foreign_file_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.duckdb") as store:
        assert store.count("main.messages") == 0
    assert (tmp_path / "s.duckdb").stat().st_mode & 0o077 == 0
    put(tmp_path, "no.duckdb", "this is no database, only a line of text that is long enough")
    with pytest.raises(AuditError, match="cannot be used"):
        open_store(tmp_path / "no.duckdb")


def test_a_crash_in_the_middle_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.store import load_table as load

    file = put(tmp_path, "a.csv", f"{HEAD}\n{ROW.format(n=1)}")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with open_store() as store:
        monkeypatch.setattr(load, "remember", crash)
        with pytest.raises(KeyboardInterrupt):
            import_files(store, [file])
        assert store.count("main.messages") == 0


def mail(**headers: str) -> str:
    body = headers.pop("body", "Where is my parcel?")
    return "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items()) + f"\n{body}\n"


DATE = "Mon, 05 Jan 2026 10:00:00 +0100"
ALIAS = "b7k2xy81@marketplace.amazon.de"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (mail(From=ALIAS, To="me@example.com", Date=DATE, Message_ID="<1@x>"), ("inbound", ALIAS)),
        (mail(From="me@example.com", To=ALIAS, Date=DATE, Message_ID="<2@x>"), ("outbound", ALIAS)),
        (mail(From="x@marketplace.amazon.de.evil.example", To="me@example.com", Date=DATE), None),
        (mail(From="aunt@example.com", To="me@example.com", Date=DATE), None),
    ],
)
def test_mail_is_ours_by_the_relay_alias_alone(tmp_path: Path, text: str, want: tuple[str, str] | None) -> None:
    with open_store() as store:
        frame = import_files(store, [put(tmp_path, "a.eml", text)])
        rows = store.rows("select direction, buyer_id from messages")
    assert counts(frame) == ((1, 1, 0, 0, 0) if want else (1, 0, 0, 0, 1))
    assert [(r["direction"], r["buyer_id"]) for r in rows] == ([want] if want else [])


def test_amazons_wrapper_is_taken_off(tmp_path: Path) -> None:
    body = "You have received a message.\n------------- Begin message -------------\nIs it oak?\n------------- End message -------------\nSPC-EUAmazon-1"
    with open_store() as store:
        import_files(store, [put(tmp_path, "a.eml", mail(From=ALIAS, To="me@example.com", Date=DATE, body=body))])
        assert store.rows("select body_text from messages")[0]["body_text"] == "Is it oak?"


def test_an_opt_out_notice_is_joined_to_the_message_it_names(tmp_path: Path) -> None:
    from datetime import date

    from audit import check

    sent = {
        "message_id": "m1",
        "direction": "outbound",
        "sent_at": "2026-01-05T10:00:00Z",
        "order_id": "302-1234567-1234567",
    }
    put(tmp_path, "m.jsonl", json.dumps(sent))
    words = "We were unable to deliver the message you sent on 2026-01-05 for order [302-1234567-1234567] because the buyer opted out."
    put(
        tmp_path,
        "n.eml",
        mail(
            From="no-reply@amazon.com", Date=DATE, X_Space_Notification_Type="BUYER_OPTED_OUT_BSM_MESSAGES", body=words
        ),
    )
    with open_store() as store:
        import_files(store, [tmp_path])
        check(store, as_of=date(2026, 2, 1))
        assert store.rows("select delivery_status from model.messages")[0]["delivery_status"] == "opted_out"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\x13" * 500,
        b"PK\x03\x04garbage",
        b"PAR1garbagePAR1",
        b"\x1f\x8bgarbage",
        gzip.compress(b"a,b\n" * 9000)[:60],
        b"[{",
        b"{\n",
    ],
)
def test_a_damaged_file_does_not_stop_the_others(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.dat").write_bytes(content)
    put(tmp_path, "good.csv", f"{HEAD}\n{ROW.format(n=1)}")
    with open_store() as store:
        frame = import_files(store, [tmp_path]).set_index("file")
        assert store.count("main.messages") == 1
    assert frame.loc["broken.dat", "refused"]
