"""Runs a Python rule's examples: what the tests check, and what ``msgaudit explain`` shows."""

from audit.engine.judge import Judge, Letter, Surroundings, strongest
from audit.features.reading import read
from audit.model.evidence import Excerpt, NotChecked
from audit.model.rule import Example, Rule
from audit.model.words import LanguageBasis, Role
from audit.policy import find_marketplace, load_policies


def letter(example: Example) -> Letter:
    """The message of an example, as the engine would hand it to the rule."""
    previous = read("", example.reply_to, "") if example.reply_to is not None else None
    acts = previous.facts if previous else frozenset()
    return Letter(
        reading=read(example.subject, "" if example.html else example.body, example.html or ""),
        role=Role.REPLY if previous else Role.PROACTIVE,
        policy=load_policies()[-1].id,
        previous=previous,
        after_praise="praise" in acts and "problem" not in acts,
        after_problem="problem" in acts,
        after_review="review_told" in acts and "ask_review" not in acts,
        buyer_language=example.language,
        buyer_language_basis=example.basis or (LanguageBasis.KNOWN if example.language else None),
        marketplace=find_marketplace(example.marketplace),
        order_id=example.order_id,
        attachments=example.attachments,
    )


def judge_for(rule: Rule, example: Example) -> Judge:
    """A judge of this rule alone, with the example's domains."""
    limits = {policy.id: policy.limits for policy in load_policies()}
    return Judge(
        (rule,),
        Surroundings(
            limits=limits,
            own_domains=frozenset(example.own_domains),
            allowed_domains=frozenset(example.allowed_domains),
        ),
    )


def disagreement(rule: Rule, example: Example) -> str | None:
    """What the rule says otherwise than its example; None where they agree."""
    judge = judge_for(rule, example)
    answers = next((found for _, found in judge.answers(letter(example))), ())
    if judge.errors:
        return f"it throws {judge.errors[rule.id]}"
    hits = strongest(answers)
    if example.not_checked:
        return None if not hits and any(isinstance(a, NotChecked) for a in answers) else f"not not_checked: {answers}"
    if not example.is_bad:
        return f"it fires: {hits[0]}" if hits else None
    if not hits:
        return f"it does not fire: {answers}"
    if (hits[0].verdict, hits[0].variant) != (example.verdict, example.variant):
        return f"verdict {hits[0].verdict}, variant {hits[0].variant}"
    shown = " ".join(item.text for hit in hits for item in hit.evidence if isinstance(item, Excerpt))
    return f"the evidence shows {shown!r}" if example.shows and example.shows not in shown else None
