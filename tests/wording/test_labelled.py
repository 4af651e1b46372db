"""How well the wording rules do on made-up messages that were written before they were tuned."""

from pathlib import Path

from wording.labelled import RULES, load, score

RECORDS = load(Path(__file__).parent / "dev_en.jsonl")


def test_the_development_set_is_large_and_holds_as_many_clean_messages_as_it_should() -> None:
    assert len(RECORDS) >= 150
    assert sum(not record["labels"] for record in RECORDS) >= len(RECORDS) * 0.4
    assert {label for record in RECORDS for label in record["labels"]} == set(RULES)


def test_english_messages_are_judged_with_precision_and_recall_of_95_percent() -> None:
    found = score(RECORDS)
    assert found.precision >= 0.95, found.mistakes
    assert found.recall >= 0.95, found.mistakes
