"""The seller's messages as a mailbox: multipart mails with the headers that real ones have, some private mail between."""

import csv
import quopri
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

_MAIL = """From {number}@xxx {stamp}
X-GM-THRID: 18{number:017}
X-Gmail-Labels: {label}
Delivered-To: service@lumenfjord.example.com
Received: by 2002:a05:6402:{number:x} with SMTP id x{number}; {date}
Received: from a{number}.smtp-out.eu-west-1.amazonses.com by mx.example.com with ESMTPS id q{number}; {date}
DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=k3; d=amazon.de;
\tt=1767600000; h=Date:From:To:Message-ID:Subject:MIME-Version:Content-Type; bh=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef=;
\tb=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz
Date: {date}
From: {sender}
To: {to}
Message-ID: <{ident}@mail.example.com>
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b{number}"

--b{number}
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

{plain}
--b{number}
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

{html}
--b{number}--

"""


def write_mbox(messages: Path, place: Path) -> int:
    """Writes the mailbox of a messages.csv; answers with the number of mails."""
    number = 0
    with messages.open(encoding="utf-8", newline="") as file, place.open("wb") as out:
        for number, row in enumerate(csv.DictReader(file), 1):
            out.write(_mail(number, row))
    return number


def _mail(number: int, row: dict[str, str]) -> bytes:
    when = (
        datetime.fromisoformat(row["sent_at"])
        if row["sent_at"][:1] == "2"
        else datetime.fromisoformat("2026-01-01T00:00:00Z")
    )
    alias = f'"Buyer - Amazon Marketplace" <{row["buyer_id"]}>'
    ours = '"Lumenfjord" <service@lumenfjord.example.com>'
    is_private = number % 10 == 0
    sender, to = (alias, ours) if row["direction"] == "inbound" else (ours, alias)
    text = row["body_text"]
    framed = f"<html><head><style>p{{margin:0}}</style></head><body><p>{text}</p></body></html>".replace("\n", "<br>\n")
    return _MAIL.format(
        number=number, stamp=f"{when:%a %b %d %H:%M:%S +0000 %Y}", date=format_datetime(when), label="Inbox",
        sender='"Aunt" <aunt@home.example>' if is_private else sender, to=ours if is_private else to, ident=row["message_id"],
        subject=quopri.encodestring(row["subject"].encode(), quotetabs=False).decode() if row["subject"].isascii() else "Order",
        plain=quopri.encodestring(text.encode()).decode(), html=quopri.encodestring(framed.encode()).decode(),
    ).encode()  # fmt: skip
