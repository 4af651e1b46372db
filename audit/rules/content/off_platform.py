"""Contact, payment or sale moved off Amazon.

What it checks:
Invitations to a messenger, to payment or refund by PayPal or bank transfer, to buying from the seller's own shop, to a support
desk elsewhere.

Why it matters:
Off Amazon nobody protects the buyer, and Amazon ends accounts over it.

How to fix:
Keep everything in the order: messages here, refunds through Manage Orders.

Known limits:
A bare telephone number or e-mail address is a matter of contact details alone.
"""

from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity


@rule(
    title="Contact and payment stay on Amazon",
    failure_title="Contact, payment or sale moved off Amazon",
    severity=Severity.CRITICAL,
    clauses=("amazon-4",),
    requires=("reading", "role"),
    remediation="Take the invitation out.",
    sentence="The message moves contact, payment or sale off Amazon: “{excerpt}”.",
    languages=languages_with("off_platform"),
    examples=(
        bad("Write to us on WhatsApp, we answer faster there.", shows="WhatsApp"),
        bad("We refund you by PayPal if you send us your address there.", shows="PayPal"),
        bad("Order the next one directly from us and save the fees.", shows="directly from us"),
        bad("Please open a ticket in our support portal.", shows="support portal"),
        good("We refund you through Amazon; the bank needs three days."),
        good("Please call us if the driver does not come."),
        good("The line of the engraving is 3 mm wide."),
    ),
)
def off_platform(view: View) -> Iterator[Answer]:
    """Yields a hit for each invitation; the subject of a reply is the buyer's."""
    for field in view.reading.bodies if view.role is Role.REPLY else view.reading.fields:
        for act in field.acts:
            if act.kind == "off_platform":
                yield Hit((field.excerpt(act.start, act.end, "off Amazon"),))
