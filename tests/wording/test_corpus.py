"""The laws of the labelled sentences: known acts, tab-separated, no sentence twice, about as many innocent ones as others."""

from collections import Counter
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "corpus"
FRAME = Path(__file__).parent / "frame.tsv"
FILES = sorted(CORPUS.glob("*.tsv"))
REVIEW_ACTS = {
    "review_request",
    "positive_only",
    "plea",
    "plea_harm",
    "review_change",
    "feedback_change",
    "condition_satisfied",
    "divert_unhappy",
    "before_review",
    "incentive",
}
INNOCENT = {"-", "review_mention", "confirmation", "thanks_help"}
ACTS = REVIEW_ACTS | INNOCENT | {"promotion", "opt_out_offer", "off_platform", "cancel_request"}
LEAST = {"en": 900, "de": 350, "fr": 350, "es": 350, "it": 350}
LEAST_ELSEWHERE = 250


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _acts(path: Path) -> list[set[str]]:
    return [set(row[0].split(" ")) for row in _rows(path)]


def test_the_first_five_languages_are_there() -> None:
    assert set(LEAST) <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_is_acts_role_and_one_sentence(path: Path) -> None:
    for number, row in enumerate(_rows(path), 1):
        where = f"{path.name}:{number}"
        assert len(row) == 3, f"{where}: {len(row) - 1} tabs"
        assert row[1] in {"p", "r"}, f"{where}: role {row[1]!r}"
        assert row[2] == row[2].strip() != "", f"{where}: blanks around the sentence"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_acts_come_from_the_closed_list_and_none_stands_twice(path: Path) -> None:
    for number, row in enumerate(_rows(path), 1):
        names = row[0].split(" ")
        assert set(names) <= ACTS, f"{path.name}:{number}: {row[0]}"
        assert len(names) == len(set(names)), f"{path.name}:{number}: {row[0]}"
        assert names == ["-"] or "-" not in names, f"{path.name}:{number}: {row[0]}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_talk_of_reviews_is_labelled_only_where_no_review_act_is(path: Path) -> None:
    for number, acts in enumerate(_acts(path), 1):
        assert "review_mention" not in acts or not acts & REVIEW_ACTS, f"{path.name}:{number}"


def test_no_sentence_stands_twice_in_all_languages() -> None:
    seen = Counter(row[2].casefold() for path in FILES for row in _rows(path))
    assert [sentence for sentence, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_innocent_sentences_are_about_half(path: Path) -> None:
    rows = _acts(path)
    share = sum(acts <= INNOCENT for acts in rows) / len(rows)
    assert 0.45 <= share <= 0.55, f"{path.name}: {share:.1%}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_language_is_large_enough_to_learn_from(path: Path) -> None:
    assert len(_rows(path)) >= LEAST.get(path.stem, LEAST_ELSEWHERE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_act_has_examples_in_every_language(path: Path) -> None:
    assert {act for acts in _acts(path) for act in acts} == ACTS


def test_every_language_has_a_frame_and_nothing_of_it_is_labelled_as_an_act() -> None:
    frame = [line.split("\t") for line in FRAME.read_text(encoding="utf-8").splitlines()]
    assert {len(row) for row in frame} == {2}
    least = Counter(language for language, _ in frame)
    assert set(least) == {path.stem for path in FILES}
    assert min(least.values()) >= 15
    does = {row[2].casefold() for path in FILES for row in _rows(path) if row[0] != "-"}
    assert [text for _, text in frame if text.casefold() in does] == []
