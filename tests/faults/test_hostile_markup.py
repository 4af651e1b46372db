"""Markup made to stop or to stall the reader."""

import time

import pytest

from audit.features.markup import page

MANY = 30_000
STALLING = {
    "nested": "<div>" * MANY + "Hello" + "</div>" * MANY,
    "links in links": "<a href='http://x.example'>" * MANY + "x",
    "tags without end": "<b" * MANY,
    "tags with blanks": "<a " * MANY,
    "end tags without end": "</" * MANY,
    "comments without end": "<!--" * MANY,
    "comments whose tags end": "<!-- >" * MANY,
    "comments with another end": "<a><!-- " * MANY + "--!>",
    "sections": "<![CDATA[" * MANY,
    "sections within tags": "<b><![CDATA[" * MANY,
    "instructions": "<?" * MANY,
    "references": "&" * MANY + "&#" * MANY + "&lt" * MANY,
    "attributes": "<a" + ' b ="' * MANY + ">",
    "quotes": '<a x="' * (MANY + 1) + ">",
    "blanks": "<a" + " " * (MANY * 5) + ">",
    "styles": "<p style='" + "display:" * MANY + "'>x</p>",
    "scripts": "<script>" + "</" * MANY + ">",
}


@pytest.mark.parametrize("name", STALLING)
def test_hostile_markup_is_read_in_its_time(name: str) -> None:
    begin = time.process_time()
    page(STALLING[name])
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<![unknown thing]>a", "a"),
        ("<![ ]>b", "b"),
        ("<![if !mso]>hi<![endif]>there", "hithere"),
        ("<!DOCTYPE html>c", "c"),
        ("1 < 2 and <b>3</b> < 4", "1 < 2 and 3 < 4"),
        ("x<!-- y --> z", "x z"),
    ],
)
def test_what_no_browser_stumbles_at_is_read(source: str, shown: str) -> None:
    assert page(source).text == shown
