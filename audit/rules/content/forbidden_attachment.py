"""Attachments other than instructions, warranty, invoice.

What it checks:
What an attachment is by its name and type: flyers, catalogues, vouchers, questionnaires, contact cards, programs.

Why it matters:
Amazon permits three kinds of attachment, and what a name promises is what its scan sees first.

How to fix:
Send instructions, warranty information or the invoice alone; say the rest in the message or leave it.

Known limits:
The content is not read: a fault known by its name is likely, and a name that says nothing, or only the product's name, is not
checked. Archives are for review.
"""

from collections.abc import Iterator

from audit.features.attachments import Kind, kind_of
from audit.model.evidence import Answer, Evidence, Excerpt, Fact, Hit, NotApplicable, NotChecked
from audit.model.reading import Reading
from audit.model.records import Attachment
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity, Verdict

_MAIL = "Please find the file attached."


def _file(name: str, content_type: str = "application/pdf") -> tuple[Attachment, ...]:
    return (Attachment(name, content_type),)


@rule(
    title="Attachments are instructions, warranty or invoices",
    failure_title="Attachment that is not allowed",
    severity=Severity.HIGH,
    clauses=("dont-9",),
    requires=("reading", "attachments", "role"),
    remediation="Attach nothing but instructions, warranty information or the invoice.",
    sentence="The attachment {file_name} may not be sent; by its name it is: {looks_like}.",
    examples=(
        bad(_MAIL, attachments=_file("Summer_Catalogue.pdf"), verdict=Verdict.LIKELY, shows="Summer_Catalogue.pdf"),
        bad(
            _MAIL,
            attachments=_file("Gutschein-10-Prozent.pdf"),
            verdict=Verdict.LIKELY,
            shows="Gutschein-10-Prozent.pdf",
        ),
        bad(
            _MAIL, attachments=_file("photo-release-form.docx"), verdict=Verdict.LIKELY, shows="photo-release-form.docx"
        ),
        bad(_MAIL, attachments=_file("setup.exe", "application/octet-stream"), shows="setup.exe"),
        bad(_MAIL, attachments=_file("kettle-friends.vcf", "text/vcard"), verdict=Verdict.LIKELY, shows=".vcf"),
        bad(_MAIL, attachments=_file("files.zip", "application/zip"), verdict=Verdict.REVIEW, shows="files.zip"),
        good(_MAIL, attachments=_file("Rechnung_4711.pdf")),
        good(_MAIL, attachments=_file("kettle-user-guide.pdf")),
        good(_MAIL, attachments=_file("return-label.pdf")),
        good(_MAIL, attachments=_file("proof-v2.png", "image/png")),
        good(_MAIL),
        bad(_MAIL, attachments=_file("our-holiday-wishes.pdf"), verdict=Verdict.LIKELY, shows="holiday"),
        good(_MAIL, attachments=_file("document.pdf"), not_checked=True),
        good("The kettle's paper is attached.", attachments=_file("Kettle.pdf"), not_checked=True),
    ),
)
def forbidden_attachment(view: View) -> Iterator[Answer]:
    """Yields a hit for each attachment whose name or type is not among those allowed."""
    if not view.attachments:
        yield NotApplicable()
        return
    unknown = False
    for attachment in view.attachments:
        kind = kind_of(attachment)
        verdict = None if _is_product(kind, view.reading) else _verdict(kind)
        if verdict:
            yield Hit(_evidence(attachment, kind), verdict)
        unknown = unknown or (not kind.is_allowed and verdict is None and not _excused(kind, view.role))
    if unknown:
        yield NotChecked("attachment whose name says nothing")


def _evidence(attachment: Attachment, kind: Kind) -> tuple[Evidence, ...]:
    name = attachment.filename
    return (
        Excerpt("attachment", name, 0, len(name), name),
        Fact("file name", name),
        Fact("looks like", kind.name.replace("-", " ")),
    )


def _verdict(kind: Kind) -> Verdict | None:
    if kind.name == "archive":
        return Verdict.REVIEW
    if kind.is_allowed is not False:
        return None
    return Verdict.VIOLATION if kind.name == "executable" else Verdict.LIKELY


def _is_product(kind: Kind, reading: Reading) -> bool:
    """Whether a name of no listed kind only repeats words of the message, such as the product's name."""
    said = " ".join(field.text for field in reading.fields).casefold()
    return bool(kind.words) and all(word in said for word in kind.words)


def _excused(kind: Kind, role: Role) -> bool:
    """A date for an agreed delivery; a picture in the answer to a buyer."""
    return kind.name == "appointment" or (kind.name == "image" and role is Role.REPLY)
