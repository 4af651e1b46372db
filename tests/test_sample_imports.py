"""The small examples of ``sample_data``, one folder for each importer: what each file yields, to the row."""

import pytest

from audit import import_files, messages, open_store
from audit.resources import SAMPLE_DATA

Counts = tuple[str, int, int, int, int, int]
SELLERS = {"demo", "clean"}
EXPECTED: dict[str, dict[str, Counts]] = {
    # file: importer, rows, records, duplicates, row issues, ignored
    "interchange": {
        "do_not_contact.csv": ("do_not_contact", 1, 1, 0, 0, 0),
        "events.csv": ("events", 1, 1, 0, 0, 0),
        "feedback.csv": ("feedback", 2, 1, 0, 1, 0),  # a rating in words
        "messages.csv": ("messages", 6, 4, 1, 1, 0),  # a row twice, a time without a zone
        "more-messages.jsonl": ("messages", 2, 2, 0, 0, 0),
        "orders.tsv": ("orders", 4, 4, 0, 0, 0),
        "solicitations.csv": ("solicitations", 2, 2, 0, 0, 0),
    },
    "all-orders": {
        "2026-03.txt": ("all-orders", 4, 4, 0, 0, 0),
        "2026-04.txt": ("all-orders", 3, 2, 0, 1, 0),  # cp1252; a row without an order id
    },
    "order-report": {
        "new-orders-2026-03.txt": ("order-report", 5, 4, 0, 1, 0),  # later rows of an order; no day
        "unshipped-2026-03-29.txt": ("unshipped-orders", 2, 2, 0, 0, 0),
    },
    "fulfilled-shipments": {
        "2026-02.txt": ("fulfilled-shipments", 4, 4, 0, 0, 0),
        "2026-02-zh.txt": ("fulfilled-shipments", 1, 1, 0, 0, 0),  # GB 18030, Chinese headers and days
    },
    "fba-returns": {"2026-03.txt": ("fba-returns", 3, 2, 0, 1, 0)},  # no day
    "seller-fulfilled-returns": {"2026-03.txt": ("seller-fulfilled-returns", 3, 2, 0, 1, 0)},  # an order of "soon"
    "seller-feedback": {
        "de.txt": ("seller-feedback", 1, 1, 0, 0, 0),
        "unclear.txt": ("seller-feedback", 1, 0, 0, 1, 0),  # 5 November or 11 May
        "us.txt": ("seller-feedback", 3, 2, 0, 1, 0),  # six stars
    },
    "mbox": {"takeout.mbox": ("mbox", 6, 4, 1, 0, 1)},  # a copy of the answer, a private mail
    "eml": {
        "answer.eml": ("eml", 1, 1, 0, 0, 0),
        "private.eml": ("eml", 1, 0, 0, 0, 1),
        "question.eml": ("eml", 1, 1, 0, 0, 0),
    },
}
FOLDERS = sorted(f.name for f in SAMPLE_DATA.iterdir() if f.is_dir() and f.name not in SELLERS)


@pytest.mark.parametrize("folder", sorted(EXPECTED))
def test_the_examples_of_an_importer_yield_exactly_these_rows(folder: str) -> None:
    with open_store() as store:
        report = import_files(store, [SAMPLE_DATA / folder])
    columns = ["importer", "rows", "records", "duplicates", "row_issues", "ignored"]
    found = dict(zip(report["file"], report[columns].itertuples(index=False, name=None), strict=True))
    assert found == EXPECTED[folder]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_of_an_example_is_refused_and_every_folder_yields_records(folder: str) -> None:
    with open_store() as store:
        report = import_files(store, [SAMPLE_DATA / folder])
    assert report["refused"].isna().all()
    assert report["records"].sum() > 0


def test_the_mailbox_yields_a_question_its_answer_and_a_blocked_message() -> None:
    with open_store() as store:
        import_files(store, [SAMPLE_DATA / "mbox"])
        told = messages(store).sort_values("sent_at")
    assert told["direction"].tolist() == ["inbound", "outbound", "outbound"]
    assert told["delivery_status"].tolist()[-1] == "blocked"
    assert "Does the pot work" not in told.iloc[1]["body_text"].split("wrote:")[0]


def test_a_request_a_review_among_the_messages_becomes_a_solicitation() -> None:
    with open_store() as store:
        import_files(store, [SAMPLE_DATA / "interchange"])
        assert sorted(messages(store)["message_id"]) == ["m-1", "m-2", "m-3", "m-4", "m-7"]
