"""Broken mails: charsets, boundaries, transfer encodings and dates that say less than the truth."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from mail_builder import issue, mail, message, parts, sent

from audit.importers.mail_parts import standard_leaves


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("x-nobody-knows", "utf-8", "Größe für Zoë"), ("iso-8859-1", "cp1252", "Preis: 5 € „neu“"),
        ("us-ascii", "utf-8", "Größe"), ("utf-8", "cp1252", "Größe"), ("", "cp1252", "Größe für Jürgen"),
        ("Shift_JIS", "cp932", "注文～①髙"), ("ISO-2022-JP", "iso2022_jp", "注文の件"), ("GB2312", "gb18030", "订单朱镕基"),
        ("ks_c_5601-1987", "cp949", "주문 확인"), ("iso-8859-9", "cp1254", "Sipariş için teşekkür"),
        ("windows-1250", "cp1250", "Zażółć gęślą jaźń"),
    ],
)  # fmt: skip
def test_a_charset_that_is_unknown_or_wrong_is_read_all_the_same(
    tmp_path: Path, label: str, codec: str, text: str
) -> None:
    kind = f"text/plain; charset={label}" if label else "text/plain"
    assert message(tmp_path, sent(text.encode(codec), Content_Type=kind))["body_text"] == text


def test_a_subject_in_raw_bytes_or_cut_words_is_read(tmp_path: Path) -> None:
    assert message(tmp_path, mail(Subject="Größe"))["subject"] == "Größe"
    assert message(tmp_path, mail(Subject="Größe", encoding="cp1252"))["subject"] == "Größe"
    cut = "=?utf-8?B?R3LDtsM=?= =?utf-8?B?n2U=?="
    assert message(tmp_path, mail(Subject=cut))["subject"] == "Größe"
    assert message(tmp_path, mail(Subject="=?x-none?Q?Gr=C3=B6=C3=9Fe?="))["subject"] == "Größe"


@pytest.mark.parametrize("kind", ["multipart/mixed", 'multipart/mixed; boundary="other"', "multipart/mixed; boundary="])
def test_a_mail_of_parts_without_its_boundary_keeps_its_words(tmp_path: Path, kind: str) -> None:
    body = "--b1\nContent-Type: text/plain\n\nIt is oak.\n--b1--\n"
    assert "It is oak." in str(message(tmp_path, sent(body, Content_Type=kind))["body_text"])


@pytest.mark.parametrize(
    "code", ["SXQgaXMgb2FrLg==", "SXQgaXMgb2FrLg", "SXQg*aXMg\n b2FrLg=", "SXQgaXMgb2FrLg==garbage"]
)
def test_bad_base64_is_decoded_as_far_as_it_goes(tmp_path: Path, code: str) -> None:
    headers = {"Content_Type": "text/plain; charset=utf-8", "Content_Transfer_Encoding": "base64"}
    assert str(message(tmp_path, sent(code, **headers))["body_text"]).startswith("It is oak")
    kind, body = parts(("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", code))
    assert str(message(tmp_path, sent(body, Content_Type=kind))["body_text"]).startswith("It is oak")


def test_bad_quoted_printable_and_an_unknown_encoding_keep_the_words(tmp_path: Path) -> None:
    quoted = {"Content_Type": "text/plain; charset=utf-8", "Content_Transfer_Encoding": "quoted-printable"}
    assert message(tmp_path, sent("Gr=C3=B6=C3=9Fe 5=ZZ =\nmm", **quoted))["body_text"] == "Größe 5=ZZ mm"
    assert message(tmp_path, sent("It is oak.", Content_Transfer_Encoding="x-odd"))["body_text"] == "It is oak."


RECEIVED = "from a by b; Tue, 06 Jan 2026 08:00:00 +0000"
SIXTH = datetime(2026, 1, 6, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("date", [None, "", "soon", "Mon, 99 Foo 2026", "Thu, 01 Jan 1970 00:00:00 +0000"])
def test_without_a_readable_date_the_last_received_dates_the_mail_and_says_so(tmp_path: Path, date: str | None) -> None:
    found = message(tmp_path, mail(Received=RECEIVED, Date=date))
    assert found["sent_at"] == SIXTH
    assert found["remark"] == "no readable date: dated by its last Received header"


def test_the_topmost_received_is_the_last(tmp_path: Path) -> None:
    older = RECEIVED.replace("06 Jan", "05 Jan").replace("Tue", "Mon")
    content = mail(Date=None).replace(b"Subject:", f"Received: {RECEIVED}\nReceived: {older}\nSubject:".encode(), 1)
    assert message(tmp_path, content)["sent_at"] == SIXTH


def test_without_received_the_from_line_dates_the_mail_and_says_so(tmp_path: Path) -> None:
    content = b"From 123@xxx Tue Jan 06 08:00:00 +0000 2026\n" + mail(Date="garbage") + b"\n"
    found = message(tmp_path, content, name="a.mbox")
    assert found["sent_at"] == SIXTH
    assert found["remark"] == "no readable date: dated by the mailbox's From line"


def test_without_any_date_a_mail_is_a_row_issue(tmp_path: Path) -> None:
    assert issue(tmp_path, mail(Date="garbage")).startswith("no readable date")


def test_a_mail_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    first = message(tmp_path, mail(Message_ID=None))["message_id"]
    again = message(tmp_path, mail(Message_ID=None).replace(b"\n", b"\r\n"))["message_id"]
    other = message(tmp_path, mail("Another text", Message_ID=None))["message_id"]
    assert str(first).startswith("no-id-")
    assert first == again != other


def test_both_ways_of_reading_parts_give_the_same_leaves() -> None:
    from audit.importers.mail_parts import quick_leaves

    kind, body = parts(
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", "Gr=C3=B6=C3=9Fe"),
        ('Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64', "JVBERi0="),
    )
    raw = f"Content-Type: {kind}\n\n{body}".encode()
    quick = quick_leaves(raw)
    if quick is None:
        pytest.skip("fast-mail-parser is not installed: there is only one way")
    assert quick == standard_leaves(raw)


def test_parts_without_end_are_a_row_issue_and_no_crash(tmp_path: Path) -> None:
    kind, body = parts(*[(f'Content-Type: multipart/mixed; boundary="b{n}"', f"--b{n}") for n in range(300)])
    assert "too many parts" in issue(tmp_path, sent(body, Content_Type=kind))
