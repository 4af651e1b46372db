"""Marketing and promotion.

What it checks:
Coupons, discounts, other products, the shop or its newsletter, social accounts, loyalty clubs, giveaways and registration
off Amazon, in messages of every kind.

Why it matters:
Marketing is the second of the reasons that Amazon names when it takes the right to write away.

How to fix:
Take the offer out of the template.

Known limits:
Whether the buyer asked for another product is seen from the words of the message that is answered.
"""

import re
from collections.abc import Iterator

from audit.features.lexicon import languages_with
from audit.features.review_acts import incentives
from audit.model.evidence import Answer, Excerpt, Hit
from audit.model.reading import Act, FieldText
from audit.model.rule import SecondOpinion, View, bad, good, rule
from audit.model.words import Role, Severity

_MONEY = re.compile(r"%|percent|discount|refund|reduction|rebate|money|price")
_AGAIN = re.compile(
    r"next|future|again|another|\bcodes?\b|coupon|voucher|shop|store|range|collection|newsletter|club|follow|"
    r"nächste|künftig|gutschein|sortiment|kollektion|\bserie|volgende|kortingsbon|tegoedbon|winkel|assortiment|collectie"
)
# Joining, following and collecting points: no answer to the question which product fits.
_MEMBERSHIP = (
    "newsletter", "follow", "instagram", "facebook", "club", "subscri", "%",
    "rundbrief", "abonn", "verteiler", "nieuwsbrief", "spaar", "klub", "obserwuj", "punkt", "kulüp", "kulüb", "puan", "takip", "ポイント", "クラブ", "会員", "フォロー", "登録", "メルマガ",
)  # fmt: skip
_PRICE = re.compile(
    r"%|percent|discount|coupon|code|cheaper| off\b|next (?:order|purchase)|"
    r"codic|c[oó]digo|cupo[nm]|cup[oóõ]|scont|descont|prossim[oa] (?:acquist|ordin|spesa)|próxim[oa] (?:compra|encomenda|pedido)|"
    r"kupon|kod(?:u|zie|em)?\b|rabat|zniżk|taniej|(?:następn|kolejn|przyszł)\w{1,3} (?:zakup|zamówie)|"
    r"rabatt|gutschein|günstiger|billiger|nächste[nr]? (?:einkauf|bestellung)|"
    r"korting|goedkoper|tegoedbon|volgende (?:bestelling|aankoop)|"
    r"indirim|yüzde|(?:sonraki|yeni|gelecek|her) alışveriş|割引|円引|引き|クーポン|コード|次回|次の(?:お買い物|ご注文)"
)


@rule(
    title="No message markets anything",
    failure_title="Marketing in a message",
    severity=Severity.HIGH,
    clauses=("dont-3",),
    requires=("reading", "role", "previous"),
    remediation="Take the offer out of the template.",
    sentence="The message promotes something: “{excerpt}”.",
    languages=languages_with("promotion"),
    second_opinion=SecondOpinion(("promotion", "incentive"), 0.05, around=1),
    examples=(
        bad("Use the code KETTLE10 when you order again.", shows="code"),
        bad("Visit our store for more colours.", shows="Visit our store"),
        bad("Follow us on Instagram!", shows="Follow us"),
        bad("Register your kettle online for a longer warranty.", shows="Register your kettle online"),
        bad("Your refund is on its way. Save 10% off your next order!", reply_to="The lid is broken.", shows="10% off"),
        good("We refund 5 EUR because the lid arrived broken."),
        good("Keep the pan and we give you a 20% discount on this order.", reply_to="The lid is broken."),
        good("The code for the parcel locker is 4711."),
        good("Please choose the colour of your sign: red, blue or green."),
        good("The blue filter in our shop fits your kettle.", reply_to="Which filter fits my kettle?"),
    ),
)
def marketing(view: View) -> Iterator[Answer]:
    """Yields a hit for each promotion, but for the answer to a buyer who asked which product fits."""
    theirs = view.previous.facts if view.role is Role.REPLY and view.previous else frozenset()
    asked = "ask_product" in theirs or (
        "question" in theirs and not theirs & {"problem", "ask_where", "ask_refund", "ask_howto"}
    )
    remedial = bool(theirs & {"problem", "ask_refund"}) or any(
        act.kind == "apology" for body in view.reading.bodies for act in body.acts
    )
    for field in view.reading.bodies if view.role is Role.REPLY else view.reading.fields:
        rewards = [part.evidence[0] for part in incentives(field)]
        priced = {act.sentence for act in field.acts if act.kind in {"discount_offer", "benefit"}}
        for act in field.acts:
            if act.kind != "promotion" or (asked and act.sentence not in priced and _points(field, act)):
                continue
            if not _is_reward(field, act, rewards) and not (remedial and _is_remedy(field, act)):
                yield Hit((field.excerpt(act.start, act.end, "promotion"),))


def _is_reward(field: FieldText, act: Act, rewards: list[Excerpt]) -> bool:
    """Whether it is a reward for a review and nothing more: only discounts on the next order market as well."""
    shown = field.excerpt(act.start, act.end)
    near = any(shown.start - 120 <= reward.end and reward.start <= shown.end + 120 for reward in rewards)
    return near and not _PRICE.search(field.text[act.start : act.end].casefold())


def _is_remedy(field: FieldText, act: Act) -> bool:
    """Whether a discount makes good this order's problem: it says nothing of other orders, codes or the shop."""
    sentence = field.sentences[act.sentence].text.casefold()
    return bool(_MONEY.search(sentence)) and not _AGAIN.search(sentence)


def _points(field: FieldText, act: Act) -> bool:
    """Whether a promotion only says where the product that fits is to be found."""
    words = field.text[act.start : act.end].casefold()
    return not any(word in words for word in _MEMBERSHIP)
