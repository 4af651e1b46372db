"""What a message is for, as SQL rules read it; what attachments and pictures are."""

from datetime import date
from pathlib import Path

import pytest

from audit import audit
from audit.features.attachments import kind_of
from audit.features.pictures import pictures
from audit.features.purposes import is_courtesy, purposes
from audit.features.reading import read
from audit.model.records import Attachment

ORDER = "Order 302-1234567-1234567"


@pytest.mark.parametrize(
    ("body", "name", "is_critical"),
    [
        ("Your parcel is delayed by a strike and will come on Friday.", "fulfilment-issue", True),
        ("Please confirm your house number before we ship the kettle.", "order-information", True),
        ("The freight company will call you to agree a delivery date.", "heavy-delivery", True),
        ("Is the name on the attached proof spelled as you want it?", "custom-design", True),
        ("Your invoice is attached to this message, as you need it.", "invoice", False),
        ("Which of the two lamps did you put into your return parcel?", "return-question", False),
        ("You can leave a review of your kettle on Amazon, good or bad.", "review-request", False),
    ],
)
def test_a_purpose_is_found_with_its_words_and_named_for_sql(body: str, name: str, *, is_critical: bool) -> None:
    reading = read(ORDER, body, "")
    assert name in {purpose.name for purpose in purposes(reading)}
    assert f"purpose:{name}" in reading.facts
    assert ("critical" in reading.facts) is is_critical
    assert all(purpose.evidence.text in body for purpose in purposes(reading))


def test_what_is_only_supposed_is_no_problem_of_the_order() -> None:
    reading = read(ORDER, "Thank you for your order! If it is delayed or damaged, we are here to help.", "")
    assert purposes(reading) == ()
    assert is_courtesy(reading, reading.bodies[0])


def test_a_survey_is_no_courtesy() -> None:
    reading = read(ORDER, "Thank you for your order! Answer five questions in our survey.", "")
    assert is_courtesy(reading, reading.bodies[0]) == ()


@pytest.mark.parametrize(
    ("name", "is_allowed"),
    [
        ("Rechnung_4711.pdf", True),
        ("mode-d'emploi.pdf", True),
        ("etiqueta de devolución.pdf", True),
        ("取扱説明書.pdf", True),
        ("Sommerkatalog.pdf", False),
        ("folleto.pdf", False),
        ("クーポン.pdf", False),
        ("setup.exe", False),
        ("scan_001.pdf", None),
        ("IMG_2031.JPG", None),
        ("files.zip", None),
    ],
)
def test_an_attachment_is_known_by_its_name_in_any_language(name: str, *, is_allowed: bool | None) -> None:
    assert kind_of(Attachment(name)).is_allowed is is_allowed


def test_pictures_are_found_wherever_markup_loads_them_but_not_in_quoted_mail() -> None:
    html = (
        '<img src="https://a.example/1.png" width="1" height="1"><div style="background:url(http://a.example/2.png)">x</div>'
        '<div style="display:none"><img src="https://a.example/3.png"></div>'
        '<blockquote type="cite"><img src="https://a.example/4.png"></blockquote>'
    )
    found = pictures(html)
    assert [p.address[-5:] for p in found] == ["1.png", "2.png", "3.png"]
    assert (found[0].width, found[0].height, found[2].is_hidden) == (1, 1, True)
    assert all(html[p.evidence.start : p.evidence.end] == p.address for p in found)


def test_an_accounts_own_phrases_are_found_and_shown_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "account.toml").write_text('lexicon_dir = "phrases"\n', encoding="utf-8")
    (tmp_path / "phrases").mkdir()
    own = "[promotion]\nany = ['\\bkesselfest\\b']\n"
    (tmp_path / "phrases" / "en.toml").write_text(own, encoding="utf-8")
    (tmp_path / "m.csv").write_text(
        "message_id,direction,sent_at,order_id,marketplace,subject,body_text\n"
        "m1,outbound,2026-03-01T10:00:00+00:00,302-1234567-1234567,Amazon.co.uk,302-1234567-1234567,"
        "Would you care to see the Kesselfest with all your friends and neighbours this month?\n",
        encoding="utf-8",
    )
    result = audit([tmp_path], as_of=date(2026, 4, 1))
    assert ("own phrases, en.toml", "1") in result.configuration
    assert "marketing" in {finding.rule for finding in result.findings}
