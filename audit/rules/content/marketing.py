"""Marketing and promotion.

What it checks:
Coupons, discounts, other products, the shop or its newsletter, social accounts, loyalty clubs, giveaways and registration
off Amazon, in messages of every kind.

Why it matters:
Marketing is the second of the reasons that Amazon names when it takes the right to write away.

How to fix:
Take the offer out of the template.

Known limits:
English only so far; other languages are not checked. Whether the buyer asked for another product is seen from a few words.
"""

from collections.abc import Iterator

from audit.features.acts import acts
from audit.model.evidence import Answer, Hit
from audit.model.rule import View, bad, good, rule
from audit.model.words import Role, Severity

_PRICES = (
    "code",
    "%",
    "coupon",
    "voucher",
    "discount",
    " off",
    "save",
    "newsletter",
    "follow",
    "instagram",
    "facebook",
    "club",
)
_ASKED = ("which", "do you have", "do you sell", "compatible", "fits", "fit my", "another one", "spare", "recommend")


@rule(
    title="No message markets anything",
    failure_title="Marketing in a message",
    severity=Severity.HIGH,
    clauses=("dont-3",),
    requires=("reading", "role", "previous"),
    remediation="Take the offer out of the template.",
    sentence="The message promotes something: “{excerpt}”.",
    languages=("en",),
    examples=(
        bad("Use the code KETTLE10 when you order again.", shows="code"),
        bad("Visit our store for more colours.", shows="Visit our store"),
        bad("Follow us on Instagram!", shows="Follow us"),
        bad("Register your kettle online for a longer warranty.", shows="Register your kettle online"),
        bad("Your refund is on its way. Save 10% off your next order!", reply_to="The lid is broken.", shows="10% off"),
        good("We refund 5 EUR because the lid arrived broken."),
        good("The code for the parcel locker is 4711."),
        good("Please choose the colour of your sign: red, blue or green."),
    ),
)
def marketing(view: View) -> Iterator[Answer]:
    """Yields a hit for each promotion."""
    excused = view.role is Role.REPLY and view.previous is not None and _asked(view)
    for body in view.reading.bodies:
        for act in acts(body):
            if act.kind == "promotion" and not (excused and _names_a_product(body.text[act.start : act.end])):
                yield Hit((body.excerpt(act.start, act.end, "promotion"),))


def _names_a_product(words: str) -> bool:
    """Whether a promotion only points to another product: the answer to a buyer who asked which one fits."""
    return not any(word in words.casefold() for word in _PRICES)


def _asked(view: View) -> bool:
    words = " ".join(body.text for body in view.previous.bodies).casefold() if view.previous else ""
    return "?" in words and any(word in words for word in _ASKED)
