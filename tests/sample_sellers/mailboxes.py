"""Mailboxes of the seller who answers by mail: what a Takeout of the mail account holds."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from .places import PLACES

if TYPE_CHECKING:
    from .seller import Message, Seller

_POLICY = SMTP.clone(linesep="\n", max_line_length=200)
_ADDRESS = '"Dana Whitfield" <dana@{domain}>'
_SENDERS = {"opted_out": "BUYER_OPTED_OUT_BSM_MESSAGES", "blocked": "BSM_MESSAGE_BLOCKED", "return": "RETURN_REQUEST"}


def message_id(seller: Seller, message: Message, number: int) -> str:
    """Ids as the two senders make them."""
    if message.direction == "inbound" or message.channel == "seller_central":
        digest = hashlib.sha256(f"{message.buyer.alias}{message.at}".encode()).hexdigest()
        return f"0102{digest[:12]}-{digest[12:20]}-{digest[20:24]}-000000@eu-west-1.amazonses.com"
    return f"20{number:04d}.{message.at:%Y%m%d%H%M}@mail.{seller.mail_domain}"


def mbox(seller: Seller, which: str) -> bytes:
    """One mailbox: ``all`` mails, or those ``sent``; the sent ones lie in both, as in an export by label."""
    mails = [(m.at, _mail(seller, m)) for m in seller.messages if m.log == "mail" and (which == "all" or _is_sent(m))]
    if which == "all":
        mails += [(at, _service(seller, at, about, kind)) for at, about, kind in seller.service_mails]
    out = bytearray()
    for number, (at, mail) in enumerate(sorted(mails, key=lambda pair: pair[0])):
        label = "Sent" if which == "sent" or mail["From"] == _ADDRESS.format(domain=seller.mail_domain) else "Inbox"
        head = f"X-GM-THRID: {1790000000000000000 + number * 7919}\nX-Gmail-Labels: {label},Amazon\n"
        separator = f"From {1790000000000000000 + number * 7919}@xxx {at:%a %b %d %H:%M:%S} +0000 {at:%Y}\n"
        body = head.encode() + mail.as_bytes(policy=_POLICY)
        quoted = b"\n".join(
            b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in body.split(b"\n")
        )
        out += separator.encode() + quoted.rstrip(b"\n") + b"\n\n"
    return bytes(out)


def _is_sent(m: Message) -> bool:
    return m.direction == "outbound" and m.channel == "email"


def _mail(seller: Seller, m: Message) -> EmailMessage:
    if m.direction == "inbound":
        return _inbound(seller, m)
    return _sent(seller, m) if m.channel == "email" else _copy(seller, m)


def _headed(sender: str, to: str, subject: str, at: datetime, ident: str) -> EmailMessage:
    mail = EmailMessage(policy=_POLICY)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(at.astimezone(UTC))
    mail["Message-ID"] = f"<{ident}>"
    return mail


def _sent(seller: Seller, m: Message) -> EmailMessage:
    mail = _headed(_ADDRESS.format(domain=seller.mail_domain), m.buyer.alias, m.subject, m.at, m.id)
    mail.set_content(m.text, cte="quoted-printable")
    for name in m.attachments:
        mail.add_attachment(_pdf(m), maintype="application", subtype="pdf", filename=name)
        mail.set_boundary(f"part-{hashlib.sha256(m.id.encode()).hexdigest()[:20]}")
    return mail


def _pdf(m: Message) -> bytes:
    return f"%PDF-1.4\n% {m.order.id if m.order else ''}\n%%EOF\n".encode()


def _token(m: Message) -> str:
    return hashlib.sha256(m.id.encode()).hexdigest()[:13].upper()


def _inbound(seller: Seller, m: Message) -> EmailMessage:
    place = PLACES[m.marketplace]
    mail = _headed(
        f'"{m.buyer.first} - Amazon Marketplace" <{m.buyer.alias}>',
        _ADDRESS.format(domain=seller.mail_domain),
        m.subject,
        m.at,
        m.id,
    )
    mail["Reply-To"] = m.buyer.alias
    mail["X-Space-Notification-Type"] = "BBC_MESSAGE_SENT_TO_MERCHANT"
    mail["X-Marketplace-ID"] = place.id
    order = (
        f"Order ID {m.order.id}:\n1 / {seller.name} {seller.titles[m.order.sku]['en'].removeprefix('the ')} [ASIN: {seller.asins[m.order.sku]}]\n\n"
        if m.order
        else ""
    )
    console = f"https://sellercentral.{place.host}/messaging"
    foot = (
        f"Solve it: {console}/thread?t={_token(m)[:9]}&m={_token(m)}&mp={place.id}\n"
        f"Mark it: {console}/no-response-needed?m={_token(m)}&t={_token(m)[:9]}\n\n"
        f"Amazon keeps a copy of all messages that pass through it.\n[commMgrTok:{_token(m)}]\nSPC-USAmazon-{int(m.at.timestamp())}"
    )
    text = f"You have received a message.\n\n{order}------------- Begin message -------------\n\n{m.text}\n\n------------- End message -------------\n\n{foot}\n"
    mail.set_content(text, cte="quoted-printable")
    if int(_token(m), 16) % 3 == 0:
        html = (
            f"<html><body><p>You have received a message.</p><p>{escape(order)}</p><p>------------- Begin message -------------</p>"
            f'<pre style="white-space: -moz-pre-wrap; white-space: -o-pre-wrap; word-wrap: break-word">{escape(m.text)}</pre>'
            f"<p>------------- End message -------------</p><p>{escape(foot)}</p></body></html>"
        )
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        mail.set_boundary(f"alt-{_token(m)}")
    return mail


def _copy(seller: Seller, m: Message) -> EmailMessage:
    place = PLACES[m.marketplace]
    mail = _headed(
        f'"Amazon" <no-reply@{place.host}>',
        _ADDRESS.format(domain=seller.mail_domain),
        f"Your email to {m.buyer.first}",
        m.at,
        m.id,
    )
    mail["X-Space-Notification-Type"] = "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"
    mail["X-Marketplace-ID"] = place.id
    html = (
        f"<html><body><p>This is a copy of what you wrote to {escape(m.buyer.first)}.</p>"
        "<p>------------- Begin message -------------</p>"
        f'<pre style="white-space: -moz-pre-wrap; white-space: -o-pre-wrap; word-wrap: break-word">{escape(m.text)}</pre>'
        f"<p>------------- End message -------------</p><p>[commMgrTok:{_token(m)}]</p></body></html>"
    )
    mail.set_content(html, subtype="html", cte="quoted-printable")
    return mail


def _service(seller: Seller, at: datetime, about: Message | None, kind: str) -> EmailMessage:
    """Amazon's notices, and mail that has nothing to do with buyers."""
    me = _ADDRESS.format(domain=seller.mail_domain)
    ident = f"{at:%Y%m%d%H%M}.{kind.replace('_', '')}@"
    if about is None or about.order is None:
        sender, subject, text = {
            "private": ("Ruth <ruth@mail.example.org>", "Dinner on Friday?", "Hi Dana, are you two free on Friday evening? Ruth"),
            "newsletter": ("Packing World <news@packing.example.net>", "Boxes, tape, labels", "This month: new sizes of boxes."),
            "return": ("Amazon <donotreply@amazon.com>", "Return requested", "A buyer has asked for a return. See Seller Central."),
        }[kind]  # fmt: skip
        mail = _headed(sender, me, subject, at, ident + "example.org")
        if kind in _SENDERS:
            mail["X-Space-Notification-Type"] = _SENDERS[kind]
        mail.set_content(text + "\n", cte="quoted-printable")
        return mail
    order, day = about.order.id, (about.at - timedelta(hours=8)).date().isoformat()
    mail = _headed(
        '"Amazon" <donotreply@amazon.com>', me, "Your message was not delivered", at, ident + "us-west-2.amazonses.com"
    )
    mail["X-Space-Notification-Type"] = _SENDERS[kind]
    mail["X-Marketplace-ID"] = PLACES[about.marketplace].id
    reason = {
        "opted_out": f"We were unable to deliver the message you sent to {about.buyer.first} on {day} for order [{order}] because the "
        "buyer has chosen to opt out of receiving unsolicited messages from sellers.",
        "blocked": f"The message you sent to {about.buyer.first} on {day} for order [{order}] was not sent as it did not meet the "
        "Buyer-Seller Messaging communication guidelines.",
    }[kind]  # fmt: skip
    mail.set_content(f"{reason}\n\nBuyer: {about.buyer.alias}\n", cte="quoted-printable")
    return mail
