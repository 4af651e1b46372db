"""Policy versions, marketplaces and catalogue as the program reads them."""

from datetime import date
from pathlib import Path

import pytest

from audit.errors import PolicyError
from audit.policy import find_marketplace, in_force, load_catalogue, load_marketplaces, load_policies

VERSION = """
id = "{name}"
title = "A version"
source = "made up"
note = ""
{starts}
[limits]
reply_hours = 24
[[clauses]]
id = "key-1"
text = "In time."
assessment = "automated"
note = ""
rules = ["late-message"]
"""


def version(folder: Path, name: str, starts: str = "", *, old: str = "", new: str = "") -> Path:
    text = VERSION.format(name=name, starts=f"effective_from = {starts}" if starts else "")
    assert old in text
    (folder / f"{name}.toml").write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return folder


def test_the_guidelines_of_2020_are_in_force_from_6_november() -> None:
    policies = load_policies()
    assert [p.id for p in policies][:2] == ["older", "2020-11-06"]
    assert in_force(policies, date(2020, 11, 5)).id == "older"
    assert in_force(policies, date(2020, 11, 6)).id == "2020-11-06"
    assert policies[0].effective_to == date(2020, 11, 5)
    assert policies[-1].effective_to is None


def test_versions_are_ordered_by_their_first_day_whatever_their_names(tmp_path: Path) -> None:
    version(tmp_path, "z")
    version(tmp_path, "b", "2021-01-01")
    version(tmp_path, "a", "2022-01-01")
    assert [(p.id, p.effective_to) for p in load_policies(tmp_path)] == [
        ("z", date(2020, 12, 31)), ("b", date(2021, 12, 31)), ("a", None),
    ]  # fmt: skip


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="holds no policy version"):
        load_policies(tmp_path)


def test_days_without_a_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="must be without effective_from"):
        load_policies(version(tmp_path, "a", "2021-01-01"))


def test_two_versions_of_one_day_are_refused(tmp_path: Path) -> None:
    for name, starts in (("a", ""), ("b", "2021-01-01"), ("c", "2021-01-01")):
        version(tmp_path, name, starts)
    with pytest.raises(PolicyError, match="2021-01-01 stands there twice"):
        load_policies(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "A version"', "", r"v\.toml: title is missing"),
        ('title = "A version"', "title = 3", r"v\.toml: title must be a text"),
        ('note = ""\n\n', 'note = ""\neffective_from = "2021-01-01"\n', "effective_from must be a date"),
        ('source = "made up"', 'source = "made up"\nauthor = "me"', "author is no key here"),
        ("reply_hours = 24", 'reply_hours = "24"', "reply_hours must be a number"),
        ("reply_hours = 24", "reply_hours = true", "reply_hours must be a number"),
        ('text = "In time."', "", r"clause 1: text is missing"),
        ('"automated"', '"sometimes"', r"clause 1 \(key-1\): assessment 'sometimes' is neither"),
        ('rules = ["late-message"]', "", "automated clauses name their rules"),
        ('rules = ["late-message"]', "rules = [1]", r"every entry of .*rules must be a text"),
        ('rules = ["late-message"]', 'rules = ["a"]\nseverity = {a = "dire"}', "severity of a must be one of critical"),
        ('id = "v"', "id = ", "v.toml: "),
    ],
)
def test_a_broken_version_is_named_with_its_key(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        load_policies(version(tmp_path, "v", old=old, new=new))


def test_a_clause_may_change_a_severity(tmp_path: Path) -> None:
    changed = 'rules = ["late-message"]\nseverity = {late-message = "low"}'
    found = load_policies(version(tmp_path, "v", old='rules = ["late-message"]', new=changed))[0].clause("key-1")
    assert found is not None
    assert found.severity == {"late-message": "low"}


@pytest.mark.parametrize(
    "text",
    [
        "Amazon.de", "amazon.de", "AMAZON.DE", "A1PA6795UKMFR9", "a1pa6795ukmfr9", "www.amazon.de", "Amazon DE",
        "amazon  de", " Amazon.de ", "https://www.amazon.de/", "https://www.amazon.de/dp/B0",
    ],
)  # fmt: skip
def test_a_store_is_known_by_many_names(text: str) -> None:
    found = find_marketplace(text)
    assert found is not None
    assert found.name == "Amazon.de"


def test_the_united_kingdom_goes_by_both_codes() -> None:
    assert find_marketplace("Amazon UK") == find_marketplace("Amazon GB") == find_marketplace("amazon.co.uk")
    assert find_marketplace("Amazon UK") is not None


@pytest.mark.parametrize("text", ["", "Non-Amazon", "amazon", "amazon.de.shop.example", "A1PA"])
def test_what_is_no_store_is_none(text: str) -> None:
    assert find_marketplace(text) is None


def test_every_store_has_a_zone_a_relay_host_and_languages() -> None:
    markets = load_marketplaces()
    assert len(markets) == 23
    for market in markets:
        assert market.relay_host == f"marketplace.{market.host}"
        assert market.languages
        assert all(len(code) == 2 for code in market.languages)


def test_a_broken_marketplace_file_is_named_with_its_entry(tmp_path: Path) -> None:
    file = tmp_path / "marketplaces.toml"
    file.write_text('[[marketplaces]]\nname = "Amazon.de"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match=r"marketplaces\.toml: entry 1: id is missing"):
        load_marketplaces(file)


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "marketplaces.toml"
    file.write_text(
        '[[marketplaces]]\nname = "A"\nid = "B"\ncountry = "DE"\nhost = "h"\nrelay_host = "r"\ncurrency = "EUR"\n'
        'timezone = "Europe/Nowhere"\nlanguages = ["de"]\n',
        encoding="utf-8",
    )
    with pytest.raises(PolicyError, match="'Europe/Nowhere' is no zone"):
        load_marketplaces(file)


def test_a_broken_catalogue_is_named_with_its_entry(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.toml"
    file.write_text(
        '[[rules]]\nid = "a"\ntitle = "A"\nfailure_title = "B"\nseverity = "dire"\nclauses = ["key-1"]\n'
        'family = "form"\nremediation = "C."\nunit = "account"\n',
        encoding="utf-8",
    )
    with pytest.raises(PolicyError, match=r"entry 1 \(a\): severity must be one of critical, high"):
        load_catalogue(file)
