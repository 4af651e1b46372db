"""A message out of a mail, with what ties it to its conversation."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from audit.importers.mail_body import Framed, bodies, first_order_id, letters, new_text, unframed
from audit.importers.mail_charset import clean
from audit.importers.mail_headers import Headers
from audit.importers.mail_html import text_of
from audit.importers.mail_kind import Kind, Sorted, copied_name
from audit.importers.mail_notices import undelivered
from audit.importers.mail_parts import Leaf
from audit.importers.mail_relay import marketplace_of
from audit.importers.mail_wording import wording

_LINK = re.compile(r"https?://(?:[\w-]{1,60}\.){0,4}amazon\.[a-z.]{2,6}/[^\s\"'<>]{1,2000}", re.IGNORECASE)
_HREF = re.compile(r"href\s{0,3}=\s{0,3}[\"']([^\"'<>]{1,2000})", re.IGNORECASE)
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_IDS = {
    "case": re.compile(rf"[?&;](?:cc|caseId|fi)=(?:caseId[=:])?({_UUID})", re.IGNORECASE),
    "thread": re.compile(r"[?&;]t=([\w-]{3,80})"),
    "message": re.compile(r"[?&;]m=([\w-]{3,80})"),
    "conversation": re.compile(r"/messaging/(\d{15,20})(?!\d)"),
    "marketplace": re.compile(r"[?&;]mp=([A-Z0-9]{10,16})\b"),
}
_TOKEN = re.compile(r"\[commMgrTok:\s{0,3}([A-Z0-9]{6,40})\]", re.IGNORECASE)
_MAIL = re.compile(r"\b(SPC-\w{2}Amazon-\d{3,40})")
_REFERENCE = re.compile(r"<([^<>\s]{3,500})>")
_PRODUCT = re.compile(r"^(.*?)(?:[/(;\[]|\s+v?\d|$)", re.DOTALL)
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")


@dataclass(slots=True)
class Draft:
    """A message before it is known which conversation it belongs to. ``values`` are the columns of ``messages``."""

    number: int
    values: dict[str, object]
    is_copy: bool
    name: str
    """The buyer's name, '' where the mail does not say it."""
    case: str
    thread: str
    references: tuple[str, ...]
    text_key: str
    """A hash of what was newly written, letters and digits alone; '' for what the buyer wrote."""

    @property
    def is_settled(self) -> bool:
        """Whether buyer and order are known, which name the conversation."""
        return bool(self.values["order_id"] and self.values["buyer_id"])

    @property
    def at(self) -> int:
        """Seconds since 1970."""
        when = self.values["sent_at"]
        return int(when.timestamp()) if isinstance(when, datetime) else 0


def message_id(headers: Headers, body: bytes) -> str:
    """The Message-ID without brackets; without one, a hash over date, sender, recipient, subject and body."""
    own = headers.raw("message-id").strip()
    inside = _REFERENCE.search(own)
    stated = "".join((inside[1] if inside else own.strip("<>")).split())[:500]
    if stated:
        return stated
    said = [headers.raw(name).encode("utf-8", "replace") for name in ("date", "from", "to", "subject")]
    lines = body.replace(b"\r\n", b"\n").rstrip(b"\n")
    return "no-id-" + hashlib.sha256(b"\0".join([*said, lines])).hexdigest()[:32]


def draft(
    number: int, kind: Sorted, headers: Headers, leaves: tuple[Leaf, ...], ident: str, when: tuple[datetime, str]
) -> Draft:
    """The message of a mail from or to a buyer, or of Amazon's copy.

    What the seller sent by mail is kept as sent; what Amazon framed is kept without its frame, in ``body_text``.
    """
    plain, html = bodies(leaves)
    is_framed = kind.kind is not Kind.OUTBOUND
    framed = unframed(plain, html) if is_framed else Framed("", plain or text_of(html), "")
    subject, fresh = headers.text("subject"), new_text(framed.text)
    around = f"{framed.before}\n{framed.after}"
    ids = _ids(around, html) if is_framed else {}
    buyer = kind.buyer
    said = undelivered(around) if kind.kind is Kind.COPY else None
    values: dict[str, object] = {
        "message_id": ident, "direction": "inbound" if kind.kind is Kind.INBOUND else "outbound", "sent_at": when[0],
        "thread_id": "", "order_id": first_order_id(subject, framed.before, fresh),
        "marketplace": marketplace_of(headers.raw("x-marketplace-id") or ids.get("marketplace", ""), buyer, kind.sender),
        "channel": "seller_central" if kind.kind is Kind.COPY else "email", "agent": "",
        "tool": _tool(headers) if kind.kind is Kind.OUTBOUND else "", "buyer_id": buyer.alias if buyer else "",
        "buyer_language": "", "sender": kind.sender.address if kind.sender else "", "subject": subject,
        "body_text": framed.text if is_framed else plain, "body_html": "" if is_framed else html,
        "attachments": _attachments(leaves, html), "delivery_status": said.status if said else "",
        "delivery_note": said.note if said else "", "auto_reply": _is_automatic(headers), "no_response_needed": None,
        "remark": when[1], "extra": "",
    }  # fmt: skip
    case = (buyer.case if buyer else "") or ids.get("case", "")
    made = Draft(
        number=number, values=values, is_copy=kind.kind is Kind.COPY,
        name=(buyer.name if buyer else "") or copied_name(subject), case=case.casefold(), thread=ids.get("thread", ""),
        references=tuple(_REFERENCE.findall(headers.raw("in-reply-to") + headers.raw("references")))[-20:],
        text_key="" if kind.kind is Kind.INBOUND else _key(letters(fresh)),
    )  # fmt: skip
    values["extra"] = _extra(made, ids)
    return made


def _ids(around: str, html: str) -> dict[str, str]:
    """Amazon's ids in its own words and links; what a writer links to lies between them and is not looked at."""
    links = _LINK.findall(around) + [link for link in _HREF.findall(html[:500_000]) if _LINK.match(link)]
    joined = "\n".join(links).replace("&amp;", "&")
    found = {name: match[1] for name, form in _IDS.items() if (match := form.search(joined))}
    token, mail = _TOKEN.search(around) or _TOKEN.search(html[:500_000]), _MAIL.search(around)
    return found | ({"token": token[1]} if token else {}) | ({"mail": mail[1]} if mail else {})


def _extra(made: Draft, ids: dict[str, str]) -> str:
    """Ids worth keeping, as JSON. ``copy_key`` and ``name_key`` tell a send and Amazon's copy of it (see ``mail_copies``)."""
    kept = {**ids, "case": made.case, "copy_key": made.text_key, "name_key": _key(made.name.casefold())}
    kept.pop("marketplace", None)
    if not made.text_key:
        kept.pop("name_key")
    said = {name: value for name, value in kept.items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16] if text else ""


def _attachments(leaves: tuple[Leaf, ...], html: str) -> str:
    """JSON of name, type and size. Pictures that the HTML shows and signatures are none."""
    found = [
        {"filename": leaf.filename, "content_type": leaf.content_type}
        | ({} if leaf.size is None else {"size": leaf.size})
        for leaf in leaves
        if leaf.is_attachment and leaf.content_type not in _SIGNATURES and not _is_shown(leaf, html)
    ]
    return json.dumps(found, ensure_ascii=False) if found else ""


def _is_shown(leaf: Leaf, html: str) -> bool:
    if not leaf.content_id or "cid:" not in html:
        return False
    return f"cid:{leaf.content_id}" in html or f"cid:{leaf.content_id}" in unquote(html)


def _is_automatic(headers: Headers) -> bool | None:
    """True where the mail says that a machine answered; None where it says nothing."""
    said = headers.raw("auto-submitted").partition(";")[0].strip().casefold()
    answers = said.startswith("auto-replied") or (said.startswith("auto-") and headers.has("in-reply-to"))
    precedence = headers.raw("precedence").strip().casefold() in {"auto_reply", "auto-reply"}
    return True if answers or precedence or headers.has("x-autoreply", "x-autorespond", "x-autoresponder") else None


def _tool(headers: Headers) -> str:
    """The sending tool that the mail names; '' for the programs that people write mail with."""
    for name in ("x-mailer", "user-agent"):
        product = _PRODUCT.match(clean(headers.text(name)))
        said = product[1].strip()[:60] if product else ""
        if said and not any(client in said.casefold() for client in wording().clients):
            return said
    return ""
