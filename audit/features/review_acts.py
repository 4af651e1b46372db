"""What the rules about reviews judge: the parts of a body that ask, gate, persuade, change or pay. One place for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.model.evidence import Excerpt
from audit.model.reading import Act, FieldText, Reading
from audit.model.words import Verdict

_GATES = frozenset(["condition_satisfied", "divert_unhappy", "before_review"])
_MENTIONS = frozenset(["review_mention", "review_request", "review_change", "feedback_change", "review_there"])
# What also makes good a problem is tied to a review only where a sentence has both.
_REMEDIES = ("refund", "reimburs", "replacement", "credit", "money back", "discount")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that break a review rule or nearly do."""

    evidence: tuple[Excerpt, ...]
    verdict: Verdict = Verdict.VIOLATION
    variant: str | None = None


def _shown(body: FieldText, act: Act, name: str | None = None) -> Excerpt:
    return body.excerpt(act.start, act.end, name or act.kind.replace("_", " "))


def _of(body: FieldText, kinds: Iterable[str]) -> list[Act]:
    return [act for act in body.acts if act.kind in kinds]


def requests(body: FieldText) -> list[Act]:
    """Requests for a review or feedback."""
    return _of(body, ["review_request"])


def gates(body: FieldText) -> Iterator[Part]:
    """Conditions, diversions, "before you review"; a neutral offer of help beside a request is for review."""
    found = _of(body, _GATES if requests(body) else ["before_review"])
    for gate in found:
        yield Part((_shown(body, gate),))
    asked = {act.sentence for act in requests(body)}
    for act in _of(body, ["condition_open"]):
        if act.sentence in asked and not found:
            yield Part((_shown(body, act),), Verdict.REVIEW)
    asks, helps = requests(body), _of(body, ["soft_help"])
    if asks and helps and not found:
        yield Part((_shown(body, asks[0], "request"), _shown(body, helps[0], "offer of help")), Verdict.REVIEW)


def persuasions(body: FieldText) -> Iterator[Part]:
    """Stars or a positive review asked for, dictated or pleaded for; a plea without stars or harm is for review."""
    for act in _of(body, ["positive_only"]):
        yield Part((_shown(body, act),))
    if _of(body, ["review_change", "feedback_change"]):
        return
    for act in _of(body, ["plea_harm"]):
        yield Part((_shown(body, act),))
    for act in _of(body, ["plea"]):
        yield Part((_shown(body, act),), Verdict.REVIEW)


def changes(body: FieldText, *, told: bool = False) -> Iterator[Part]:
    """Requests to change or remove a review; of seller feedback without pressure or benefit: for review.

    ``told``: the buyer has spoken of a review in this thread, so "change it" may mean that.
    """
    for act in _of(body, ["review_change", *_hints(body, told=told)]):
        yield Part((_shown(body, act),))
    pressed = _of(body, ["plea", "plea_harm", "benefit", "tie", "threat", "positive_only"])
    for act in _of(body, ["feedback_change"]):
        if pressed:
            yield Part((_shown(body, act), _shown(body, pressed[0])))
        else:
            yield Part((_shown(body, act),), Verdict.REVIEW, "seller-feedback")


def _hints(body: FieldText, *, told: bool) -> tuple[str, ...]:
    """What else asks for a change where the conversation tells that a review is there, or the answer to a problem does."""
    if told:
        return "change_it", "change_hint", "ask_again"
    return ("change_hint",) if _of(body, ["apology"]) and _of(body, ["review_mention", "review_there"]) else ()


def incentives(body: FieldText, *, told: bool = False) -> Iterator[Part]:
    """Benefits that are tied to talk of reviews; ``told`` as above."""
    ties, mentions = _of(body, ["tie"]), _of(body, _MENTIONS)
    denied = {act.sentence for act in _of(body, ["no_benefit", *_GATES])}
    remedial = bool(_of(body, ["apology"]))
    for act in _of(body, ["reward", "reward_told"] if told else ["reward"]):
        if act.sentence not in denied:
            yield Part((_shown(body, act, "benefit for a review"),))
    for benefit in _of(body, ["benefit"]):
        if benefit.sentence in denied:
            continue
        words = body.text[benefit.start : benefit.end].casefold()
        is_remedy = remedial or any(word in words for word in _REMEDIES)
        near = [m for m in mentions if abs(m.sentence - benefit.sentence) <= (0 if is_remedy else 1)]
        tied = any(abs(t.sentence - benefit.sentence) <= 1 for t in ties)
        asked = any(m.sentence == benefit.sentence and m.kind == "review_request" for m in mentions)
        if near and (tied or (asked and not is_remedy)):
            talk = min(near, key=lambda m: abs(m.start - benefit.start))
            yield Part((_shown(body, benefit, "benefit"), _shown(body, talk, "review")))


def is_judged(reading: Reading, *, after_praise: bool, told: bool) -> bool:
    """Whether a rule about paid, persuaded, changed or gated reviews fires on a message, surely or likely."""
    if after_praise and any(requests(body) for body in reading.bodies):
        return True
    return any(
        part.verdict is not Verdict.REVIEW
        for body in reading.bodies
        for parts in (gates(body), persuasions(body), changes(body, told=told), incentives(body, told=told))
        for part in parts
    )
