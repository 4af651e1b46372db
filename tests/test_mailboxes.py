"""Mailboxes: where a mail ends, what is quoted, and that one message is told once, however often it lies there."""

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mail_builder import BUYER, DATE, ORDER, SEPARATOR, box, copy, framed, mail, rows, sent

from audit import check, import_files, open_store


def counts(frame: pd.DataFrame) -> tuple[int, ...]:
    return tuple(int(frame[name].sum()) for name in ("rows", "records", "duplicates", "row_issues", "ignored"))


def imported(folder: Path, **files: bytes) -> tuple[tuple[int, ...], list[dict[str, Any]]]:
    """Counts over all files, and the messages of the store."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    with open_store() as store:
        frame = import_files(store, sorted(folder.iterdir()))
        assert frame["refused"].isna().all(), frame["refused"].tolist()
        return counts(frame), store.rows("select * from messages order by sent_at, message_id")


LINES = [
    "From here on it is oak.",
    "From Mon to Fri we are closed",
    "From us, Mon Jan 05 09:00:00 2026",
    ">From the start",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_in_a_body_that_begins_with_from_splits_nothing(tmp_path: Path, line: str, end: bytes) -> None:
    content = box(sent(f"Hello,\n{line}\nBye"), mail(Message_ID="<m2@x>")).replace(b"\n", end)
    found = rows(tmp_path, content, name="a.mbox")
    assert [dict(row.values)["body_text"] for row in found] == [f"Hello,\n{line}\nBye", "Where is my parcel?"]


@pytest.mark.parametrize("line", LINES[:3])
def test_an_unquoted_from_line_splits_nothing_either(tmp_path: Path, line: str) -> None:
    content = SEPARATOR.encode() + sent(f"Hello,\n{line}\nBye") + b"\n" + box(mail(Message_ID="<m2@x>"))
    assert len(rows(tmp_path, content, name="a.mbox")) == 2


def test_quoting_is_undone_one_step_as_mboxrd_says(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, SEPARATOR.encode() + sent(">>From a\n>From b\n> From c") + b"\n", name="a.mbox")
    assert dict(row.values)["body_text"] == ">From a\nFrom b\n> From c"


@pytest.mark.parametrize(
    "separator",
    [
        "From 1846000000000000001@xxx Mon Jan 05 09:00:00 +0000 2026\n", "From shop@example.com Mon Jan  5 09:00:00 2026\n",
        "From - Mon Jan 05 09:00:00 2026\n", "From shop@example.com  Mon, 5 Jan 2026 09:00:00 +0100\n", "From MAILER-DAEMON Mon Jan 05 09:00:00 CET 2026\n",
    ],
)  # fmt: skip
def test_every_way_of_writing_the_separator_is_known(tmp_path: Path, separator: str) -> None:
    content = box(sent(), mail(Message_ID="<m2@x>"), separator=separator)
    assert len(rows(tmp_path, content, name="a.mbox")) == 2
    assert len(rows(tmp_path, b"\n\n" + content, name="b.mbox")) == 2


def test_a_length_that_is_stated_leads_over_a_separator_in_the_body(tmp_path: Path) -> None:
    body = f"Forwarded:\n{SEPARATOR}Subject: x\n\nold\n"
    content = (
        SEPARATOR.encode() + sent(body, Content_Length=str(len(body) + 1)) + b"\n" + box(mail(Message_ID="<m2@x>"))
    )
    assert len(rows(tmp_path, content, name="a.mbox")) == 2


def test_a_mailbox_in_gzip_is_read_like_any_other(tmp_path: Path) -> None:
    found, messages = imported(tmp_path, all_mbox_gz=gzip.compress(box(sent(), mail())))
    assert found == (2, 2, 0, 0, 0)
    assert len(messages) == 2


def test_a_mail_with_two_labels_is_one_message(tmp_path: Path) -> None:
    content = box(sent(X_Gmail_Labels="Sent"), sent(X_Gmail_Labels="Important"))
    assert imported(tmp_path, all_mbox=content)[0] == (2, 1, 1, 0, 0)


def test_a_mail_in_two_mailboxes_and_as_a_file_is_one_message(tmp_path: Path) -> None:
    found, messages = imported(
        tmp_path, a_mbox=box(sent()), b_mbox=box(sent(), mail()), c_eml=sent().replace(b"\n", b"\r\n")
    )
    assert found == (4, 2, 2, 0, 0)
    assert [m["message_id"] for m in messages] == ["m1@shop", "s1@shop"]


def test_private_mail_beside_it_is_counted_and_not_kept(tmp_path: Path) -> None:
    private = mail("Secret of the aunt", From="aunt@example.com", Message_ID="<p@x>")
    found, messages = imported(tmp_path, all_mbox=box(private, sent(), private))
    assert found == (3, 1, 0, 0, 2)
    assert "aunt" not in str(messages)


BOUGHT = f'"Kim Lee" <{BUYER}>'
LATER = DATE.replace("10:00", "10:40")


def test_amazons_copy_of_what_was_sent_by_mail_is_no_second_message(tmp_path: Path) -> None:
    send = sent("It is oak, solid and oiled.", To=BOUGHT)
    again = copy(framed("It is oak, solid and oiled."), Date=LATER)
    found, messages = imported(tmp_path, all_mbox=box(send, again))
    assert found == (2, 1, 1, 0, 0)
    assert messages[0]["channel"] == "email"


def test_a_copy_in_another_mailbox_is_no_second_message_either(tmp_path: Path) -> None:
    send = sent("It is oak, solid and oiled.", To=BOUGHT)
    again = copy(framed("It is oak, solid and oiled."), Date=LATER)
    other = copy(framed("Something else was written here."), Date=LATER, Message_ID="<c2@x>")
    for name, content in (("a.mbox", box(again, other)), ("b.mbox", box(send))):
        (tmp_path / name).write_bytes(content)
    with open_store() as store:
        import_files(store, [tmp_path])
        check(store, as_of=date(2026, 2, 1))
        shown = store.rows("select message_id from model.messages order by 1")
    assert [m["message_id"] for m in shown] == ["c2@x", "s1@shop"]


def test_a_copy_of_another_text_hour_or_order_is_a_message_of_its_own(tmp_path: Path) -> None:
    send = sent("It is oak, solid and oiled.", To=BOUGHT)
    other_text = copy(framed("It is ash, solid and oiled."), Date=LATER, Message_ID="<c1@x>")
    other_hour = copy(framed("It is oak, solid and oiled."), Date=DATE.replace("10:00", "15:00"), Message_ID="<c2@x>")
    moved = framed("It is oak, solid and oiled.").replace(ORDER, "302-7777777-7777777")
    other_order = copy(moved, Date=LATER, Message_ID="<c3@x>")
    assert imported(tmp_path, all_mbox=box(send, other_text, other_hour, other_order))[0] == (4, 4, 0, 0, 0)


def test_a_copy_is_led_to_the_buyer_of_its_order(tmp_path: Path) -> None:
    asked = mail("Is it oak?", From=BOUGHT, Subject=f"Question (Order: {ORDER})", Message_ID="<q@x>")
    _, messages = imported(tmp_path, all_mbox=box(asked, copy(framed("It is oak."), Date=LATER)))
    assert {m["buyer_id"] for m in messages} == {BUYER}
    assert len({m["thread_id"] for m in messages}) == 1


def test_two_buyers_of_one_name_are_a_tie_and_nobody_is_guessed(tmp_path: Path) -> None:
    first = mail("Is it oak?", From=BOUGHT, Subject="Question", Message_ID="<q1@x>")
    second = mail(
        "Is it ash?", From='"Kim Lee" <other123@marketplace.amazon.de>', Subject="Question", Message_ID="<q2@x>"
    )
    text = framed("It is oak.").replace(f"# {ORDER}:\n", "")
    _, messages = imported(tmp_path, all_mbox=box(first, second, copy(text, Date=LATER)))
    assert next(m for m in messages if m["channel"] == "seller_central")["buyer_id"] == ""
