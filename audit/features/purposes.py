"""What an outbound message is for (the permitted purposes), and whether that is all courtesy."""

from dataclasses import dataclass

from audit.features.lexicon import languages_with
from audit.model.evidence import Excerpt
from audit.model.reading import Act, FieldText, Reading

# Act → purpose. The order is the one in which a message's main purpose is chosen.
_PURPOSES = {
    "legal_notice": "legal-notice",
    "delay_notice": "fulfilment-issue",
    "fault_notice": "fulfilment-issue",
    "cancel_request": "fulfilment-issue",
    "cancel_choice": "fulfilment-issue",
    "custom_design": "custom-design",
    "home_service": "home-service",
    "scheduling": "heavy-delivery",
    "info_request": "order-information",
    "other_needed": "other-needed",
    "return_question": "return-question",
    "invoice": "invoice",
    "review_request": "review-request",
    "before_review": "review-request",
    "review_change": "review-request",
    "feedback_change": "review-request",
}
CRITICAL = frozenset(
    [
        "legal-notice",
        "fulfilment-issue",
        "custom-design",
        "home-service",
        "heavy-delivery",
        "order-information",
        "other-needed",
    ]
)
_COURTESY = frozenset(
    ["thanks", "wish", "help_offer", "all_well", "story", "soft_help", "opt_out_offer", "opt_out_amazon"]
)
_OTHER_POINTS = frozenset(
    [
        "survey", "how_to", "news", "promotion", "review_mention", "confirmation", "tracking_news", "before_review", "reward",
        "off_platform", "cancel_request", "insult", "threat",
    ]
)  # fmt: skip
_SHORT = 28
"""Letters of a greeting, a name, a line with the order id: they say nothing."""
_LEAST, _LEAST_ALONE = 0.5, 0.3
"""The share of courtesy in a message of courtesy; less will do where a language names the matters of an order and
none of its words stands there."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose and the words that show it."""

    name: str
    evidence: Excerpt


def purposes(reading: Reading) -> tuple[Purpose, ...]:
    """Every purpose of the message, each once, the main one first. What a return needs is no information for the order."""
    found: dict[str, Purpose] = {}
    for field in reading.fields:
        for act in field.acts:
            name = _PURPOSES.get(act.kind)
            if name and name not in found:
                found[name] = Purpose(name, field.excerpt(act.start, act.end, "purpose"))
    if "return-question" in found:
        found.pop("order-information", None)
    order = list(dict.fromkeys(_PURPOSES.values()))
    return tuple(sorted(found.values(), key=lambda p: order.index(p.name)))


def is_critical(reading: Reading) -> bool:
    """Whether a proactive message with these words is needed to complete the order."""
    return any(purpose.name in CRITICAL for purpose in purposes(reading))


def purpose_facts(fields: tuple[FieldText, ...]) -> frozenset[str]:
    """Names for the features table: ``purpose:invoice`` and the like, and ``critical``."""
    names = {_PURPOSES[act.kind] for field in fields for act in field.acts if act.kind in _PURPOSES}
    if "return-question" in names:
        names.discard("order-information")
    return frozenset([f"purpose:{name}" for name in names] + (["critical"] if names & CRITICAL else []))


def is_courtesy(reading: Reading, body: FieldText) -> tuple[Act, ...]:
    """The thanks, wishes and offers of help of a body that says little else; () where something else is its point.

    At least half of the letters of its sentences (greeting, signature and the like apart) must be courtesy, or a third where
    nothing else can be the point.
    """
    if any(act.kind in _OTHER_POINTS for field in reading.fields for act in field.acts):
        return ()
    found = tuple(act for act in body.acts if act.kind in _COURTESY)
    polite = {act.sentence for act in found}
    weights = {n: len(s.text) for n, s in enumerate(body.sentences) if n in polite or len(s.text) > _SHORT}
    knows = any(sentence.language in languages_with("order_matter") for sentence in body.sentences)
    alone = knows and not any(act.kind == "order_matter" for act in body.acts)
    needed = _LEAST_ALONE if alone else _LEAST
    if not found or sum(w for n, w in weights.items() if n in polite) < needed * sum(weights.values()):
        return ()
    return found
