"""Whose mail it is: buyers' and sellers' mail, Amazon's copies and notices, bounces, and what is none of ours."""

from pathlib import Path

import pytest
from mail_builder import BUYER, ORDER, SHOP, copy, framed, ignored, mail, message, parts, rows, sent


def test_what_a_buyer_wrote_comes_in_with_alias_order_and_channel(tmp_path: Path) -> None:
    found = message(
        tmp_path,
        mail(
            framed("Is it oak?"), From=f'"Kim Lee - Amazon Marketplace" <{BUYER}>', X_Marketplace_ID="A1PA6795UKMFR9",
            X_Space_Notification_Type="BBC_MESSAGE_SENT_TO_MERCHANT", Subject=f"Question from Kim (Order: {ORDER})",
        ),
    )  # fmt: skip
    assert (found["direction"], found["channel"], found["buyer_id"]) == ("inbound", "email", BUYER)
    assert (found["order_id"], found["marketplace"], found["body_text"]) == (ORDER, "Amazon.de", "Is it oak?")


def test_the_case_behind_the_alias_is_no_part_of_the_buyer(tmp_path: Path) -> None:
    case = "0f8fad5b-d9cb-469f-a165-70867728950e"
    found = message(tmp_path, mail(From=BUYER.replace("@", f"+{case}@")))
    assert found["buyer_id"] == BUYER
    assert case in str(found["extra"])


def test_what_was_sent_by_mail_goes_out_and_stays_as_sent(tmp_path: Path) -> None:
    kind, body = parts(
        ("Content-Type: text/plain; charset=utf-8", "It is oak."), ("Content-Type: text/html; charset=utf-8", "<p>It is <b>oak</b>.</p>"),
        kind="multipart/alternative",
    )  # fmt: skip
    found = message(tmp_path, sent(body, Content_Type=kind))
    assert (found["direction"], found["channel"], found["buyer_id"], found["sender"]) == (
        "outbound",
        "email",
        BUYER,
        SHOP,
    )
    assert (found["body_text"], found["body_html"]) == ("It is oak.", "<p>It is <b>oak</b>.</p>")


def test_a_sending_tool_is_known_by_its_mailer_and_a_mail_program_is_none(tmp_path: Path) -> None:
    assert message(tmp_path, sent(X_Mailer="OrderEcho 4.2 (worker)"))["tool"] == "OrderEcho"
    assert message(tmp_path, sent(X_Mailer="Microsoft Outlook 16.0"))["tool"] == ""


def test_a_copy_of_seller_central_goes_out_by_that_channel(tmp_path: Path) -> None:
    found = message(tmp_path, copy(framed("It is oak.")))
    assert (found["direction"], found["channel"], found["body_text"]) == ("outbound", "seller_central", "It is oak.")
    assert found["marketplace"] == "Amazon.de"


def test_a_copy_without_amazons_header_is_known_by_its_subject(tmp_path: Path) -> None:
    found = message(tmp_path, copy(framed("Sim."), Subject="Seu e-mail para João", X_Space_Notification_Type=None))
    assert found["channel"] == "seller_central"


@pytest.mark.parametrize(
    ("header", "words", "status"),
    [
        ("BUYER_OPTED_OUT_BSM_MESSAGES", "We were unable to deliver the message you sent", "opted_out"),
        ("BSM_MESSAGE_BLOCKED", "This message was not sent", "blocked"),
        (None, "because the buyer has chosen to opt out of receiving unsolicited messages from sellers.", "opted_out"),
        (None, "perché l'acquirente ha scelto di non ricevere messaggi non richiesti.", "opted_out"),
        (None, "This message was not sent as it did not meet the Buyer-Seller Messaging communication guidelines.", "blocked"),
        (None, "not delivered because your account was restricted from sending proactive messages.", "restricted"),
        (None, "Sua mensagem não foi entregue.", "unknown"),
    ],
)  # fmt: skip
def test_a_notice_of_a_message_not_delivered_names_order_day_and_buyer(
    tmp_path: Path, header: str | None, words: str, status: str
) -> None:
    text = f"Your message to Kim of 2026-01-04 for order [{ORDER}]: {words} mailto:{BUYER}"
    content = mail(text, From="no-reply@amazon.com", Subject="Notice", X_Space_Notification_Type=header)
    (row,) = rows(tmp_path, content)
    assert row.table == "delivery_notices"
    wanted = {"status": status, "order_id": ORDER, "buyer_id": BUYER, "sent_on": "2026-01-04"}
    assert wanted.items() <= row.values.items()


def test_a_restriction_of_the_account_that_names_no_message_is_an_event(tmp_path: Path) -> None:
    text = "Your account has been restricted from sending proactive messages to buyers for 30 days."
    (row,) = rows(tmp_path, mail(text, From="seller-performance@amazon.com", Subject="Action required"))
    assert (row.table, row.values["kind"]) == ("events", "restriction_notice")


@pytest.mark.parametrize("kind", ["RETURN_REQUEST", "BRC_SELLER_NOTIFICATION", "A_Z_CLAIM_RESPONDENT_NOTIFY"])
def test_order_notices_are_counted_and_are_no_messages(tmp_path: Path, kind: str) -> None:
    content = mail("A return was asked for.", From="order-update@amazon.de", X_Space_Notification_Type=kind)
    assert ignored(tmp_path, content) == "Amazon order notice"


def bounced(action: str = "failed", status: str = "5.7.1", to: str = BUYER) -> bytes:
    report = (
        f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} sender not approved"
    )
    back = f"From: {SHOP}\nTo: {to}\nMessage-ID: <s1@shop>\nSubject: Order {ORDER}\n\nHello"
    kind, body = parts(
        ("Content-Type: text/plain", "Your mail could not be delivered."),
        ("Content-Type: message/delivery-status", report),
        ("Content-Type: message/rfc822", back),
        kind="multipart/report; report-type=delivery-status",
    )
    return mail(body, From="MAILER-DAEMON@mx.example.com", Subject="Undelivered", Content_Type=kind)


def test_a_bounce_is_led_to_the_message_that_came_back(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, bounced())
    assert row.table == "delivery_notices"
    wanted = {"status": "blocked", "message_id": "s1@shop", "order_id": ORDER, "buyer_id": BUYER}
    assert wanted.items() <= row.values.items()


def test_a_delay_is_no_bounce_and_a_private_bounce_is_private(tmp_path: Path) -> None:
    assert ignored(tmp_path, bounced(action="delayed", status="4.4.1")) == "delay notice"
    assert ignored(tmp_path, bounced(to="aunt@example.com")) == "private mail"


@pytest.mark.parametrize(
    "address",
    [
        "aunt@example.com", "x@marketplace.amazon.de.evil.example", "x@marketplace-amazon.de", "marketplace.amazon.de@example.com",
        '"b7k2xy81@marketplace.amazon.de" <aunt@example.com>',
    ],
)  # fmt: skip
def test_private_mail_is_counted_and_not_opened(tmp_path: Path, address: str) -> None:
    assert ignored(tmp_path, mail(f"order {ORDER}", From=address)) == "private mail"
    assert ignored(tmp_path, mail(f"order {ORDER}", From=SHOP, To=address)) == "private mail"


def test_amazons_own_address_at_a_relay_host_is_no_buyer(tmp_path: Path) -> None:
    assert ignored(tmp_path, sent(To="no-reply@marketplace.amazon.de")) == "private mail"


def test_a_sender_who_is_none_of_the_accounts_is_counted_apart(tmp_path: Path) -> None:
    assert "none of the account's senders" in ignored(tmp_path, sent(), senders=["other@example.com"])
    assert message(tmp_path, sent(), senders=[SHOP])["direction"] == "outbound"


@pytest.mark.parametrize(
    ("labels", "reason"),
    [("Drafts", "draft"), ("=?UTF-8?Q?Entw=C3=BCrfe?=,Wichtig", "draft"), ("Chat", "chat")],
)
def test_drafts_and_chats_were_never_sent(tmp_path: Path, labels: str, reason: str) -> None:
    assert ignored(tmp_path, sent(X_Gmail_Labels=labels)) == reason


@pytest.mark.parametrize("labels", ["Gesendet", "Enviados", "Inbox", "=?UTF-8?B?6YCB5L+h5riI44G/?="])
def test_a_label_never_decides_the_direction(tmp_path: Path, labels: str) -> None:
    assert message(tmp_path, mail(X_Gmail_Labels=labels))["direction"] == "inbound"
    assert message(tmp_path, sent(X_Gmail_Labels=labels))["direction"] == "outbound"


def test_a_buyers_attachment_is_named_with_type_and_size(tmp_path: Path) -> None:
    kind, body = parts(
        ("Content-Type: text/plain", "See the picture."),
        ('Content-Type: image/png; name="=?UTF-8?B?w7xiZXIucG5n?="\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment',
         "iVBORw0KGgo="),
    )  # fmt: skip
    found = message(tmp_path, mail(body, Content_Type=kind))
    assert "über.png" in str(found["attachments"])
    assert found["body_text"] == "See the picture."
