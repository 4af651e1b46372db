"""Mails and mailboxes for tests, with sane defaults."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audit.importers.mail import read_eml, read_mbox
from audit.model.importer import ReadOptions
from audit.model.records import Ignored, RowIssue, TableRow

BUYER = "b7k2xy81@marketplace.amazon.de"
SHOP = "shop@example.com"
ORDER = "302-1234567-1234567"
DATE = "Mon, 05 Jan 2026 10:00:00 +0100"
SEPARATOR = "From 1846000000000000001@xxx Mon Jan 05 09:00:00 +0000 2026\n"


def mail(body: str | bytes = "Where is my parcel?", encoding: str = "utf-8", **headers: str | None) -> bytes:
    """A mail; underscores in names are hyphens, a header of None is left out."""
    named = {"From": BUYER, "To": SHOP, "Date": DATE, "Message-ID": "<m1@shop>", "Subject": "Parcel"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\n" for name, value in named.items() if value is not None)
    return head.encode(encoding) + b"\n" + (body if isinstance(body, bytes) else body.encode(encoding)) + b"\n"


def sent(body: str | bytes = "It is on its way.", **headers: str | None) -> bytes:
    """A mail from the seller to a buyer."""
    return mail(
        body, "utf-8", **({"From": SHOP, "To": BUYER, "Message-ID": "<s1@shop>", "Subject": f"Order {ORDER}"} | headers)
    )


def copy(body: str, buyer: str = "Kim Lee", **headers: str | None) -> bytes:
    """Amazon's copy of what was sent from Seller Central."""
    stated = {
        "From": "donotreply@amazon.com", "To": SHOP, "Subject": f"Your email to {buyer}", "Message-ID": "<c1@ses>",
        "X-Space-Notification-Type": "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT", "X-Marketplace-ID": "A1PA6795UKMFR9",
    }  # fmt: skip
    return mail(body, "utf-8", **(stated | headers))


def framed(text: str, begin: str = "Begin message", end: str = "End message") -> str:
    """A text in Amazon's frame."""
    return (
        f"You have received a message.\n\n# {ORDER}:\n1 / Pan [ASIN: B0ABCDEFGH]\n\n------------- {begin} -------------\n\n"
        f"{text}\n\n------------- {end} -------------\n\nFor your information: we retain all messages for two years.\n"
        "https://www.amazon.de/gp/help/contact/no-response-needed?t=T123&m=M123\n[commMgrTok:AYOWMP58EXOS9]\nSPC-EUAmazon-123456789\n"
    )


def parts(*leaves: tuple[str, str], boundary: str = "b1", kind: str = "multipart/mixed") -> tuple[str, str]:
    """Content-Type and body of a mail of several parts: (headers, content) each."""
    body = "".join(f"--{boundary}\n{head}\n\n{content}\n" for head, content in leaves)
    return f'{kind}; boundary="{boundary}"', f"{body}--{boundary}--\n"


def box(*mails: bytes, separator: str = SEPARATOR) -> bytes:
    """A mailbox, ``From `` lines quoted as mboxrd does."""
    import re

    quoted = (re.sub(rb"^(>*From )", rb">\1", m, flags=re.MULTILINE) for m in mails)
    return b"".join(separator.encode() + m + b"\n" for m in quoted)


def rows(folder: Path, content: bytes, name: str = "a.eml", senders: Sequence[str] = ()) -> list[Any]:
    """What the importers make of a file's bytes."""
    (folder / name).write_bytes(content)
    read = read_mbox if name.endswith("mbox") else read_eml
    return list(read(folder / name, ReadOptions(senders=frozenset(senders))))


def message(folder: Path, content: bytes, **options: Any) -> dict[str, Any]:
    """The one message of a file."""
    (row,) = rows(folder, content, **options)
    assert isinstance(row, TableRow), row
    assert row.table == "messages"
    return dict(row.values)


def ignored(folder: Path, content: bytes, **options: Any) -> str:
    """Why the one mail of a file is ignored."""
    (row,) = rows(folder, content, **options)
    assert isinstance(row, Ignored), row
    return row.reason


def issue(folder: Path, content: bytes, **options: Any) -> str:
    """Why the one mail of a file cannot be read."""
    (row,) = rows(folder, content, **options)
    assert isinstance(row, RowIssue), row
    return row.reason
