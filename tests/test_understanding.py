"""The quick ways of understanding a text find what the plain ones find."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.features import acts, folding, lexicon, prefilter
from audit.features.cleaning import new_spans, visible
from audit.features.folding import fold, fold_char
from audit.features.languages import count_letters, letters_of
from audit.features.lexicon import Lexicon, languages
from audit.features.loosening import is_plain, loosened
from audit.features.memo import forget
from audit.features.order_ids import _MASKS, masked
from audit.features.patterns import Finder, bare
from audit.features.prefilter import Prefilter
from audit.features.reading import read

HERE = Path(__file__).parent
ODD = "\r\n\t\u00ad\u200b\u200c\u200d\u2066\ufeff\x00\x1b\x85\u00a0\u202f\u3000ﬁİıßſ😀👩𝟘²½ⅷa.@:/>- 1{[日あé"
TEXTS = st.one_of(st.text(max_size=80), st.text(alphabet=ODD, max_size=40))


def sentences() -> list[str]:
    """Real sentences: of the wording corpus, and of the made-up sellers' texts."""
    files = sorted((HERE / "wording" / "corpus").glob("*.tsv"))
    rows = [line.split("\t") for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    found = [max(row, key=len).strip() for row in rows]
    for file in sorted((HERE / "sample_sellers" / "texts").rglob("*.toml")):
        texts = re.findall(r"'''(.*?)'''", file.read_text(encoding="utf-8"), re.DOTALL)
        found += [part for text in texts for part in re.split(r"(?<=[.!?。])\s+", text)]
    return found


def everywhere(finders: Sequence[Finder]) -> tuple[tuple[int, int], ...]:
    """Every source of every finder."""
    return tuple((number, place) for number, found in enumerate(finders) for place in range(len(found.sources)))


@pytest.mark.parametrize("language", languages())
def test_one_pass_over_all_phrases_loses_none_of_their_acts(language: str) -> None:
    known = lexicon.lexicon(language)
    assert prefilter.re2() is not None
    assert len(known.prefilter.unsure) * 100 <= sum(len(found.sources) for found in known.finders)
    everything = Lexicon(known.language, known.cues, known.builds, known.phrases, known.reach)
    vars(known)["_asked"] = repeat(1_000)
    for way in ("prefilter", "loose_prefilter"):
        everything.__dict__[way] = Prefilter((), everywhere(known.finders))
    found = 0
    for sentence in sentences():
        plain = bare(fold(sentence).text)
        expected = acts._matches(plain, everything)
        assert sorted(acts._matches(plain, known)) == sorted(expected)
        found += len(expected)
    assert found


def test_without_re2_every_phrase_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "re2", lambda: None)
    made = prefilter.prefilter([Finder(("a", "c")), Finder(("b",))], plain=True)
    assert made.possible("nothing of it") == {0: [0, 1], 1: [0]}


def test_a_set_too_large_for_its_memory_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "_MEMORIES", (8 * 1024,))
    made = prefilter.prefilter([Finder(("a" * 900,)), Finder(("[à-ÿ]{3}b{900}",))], plain=False)
    assert made.possible("nothing of it") == {0: [0], 1: [0]}


def test_a_set_short_of_memory_is_never_taken_for_one_that_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    words = tuple(f"{a}{b}{c}x[a-{c}]*" for a in "abcdefgh" for b in "abcdefgh" for c in "abcdefgh")
    for memory in range(8, 400, 8):
        monkeypatch.setattr(prefilter, "_MEMORIES", (memory * 1024,))
        assert 0 in prefilter.prefilter([Finder(words)], plain=True).possible("this is habxb!")


PATTERNS = (
    r"\breview\b", r"(?:leave|write)[^.!?]{0,45}?\breviews?\b", r"(?<!no )discount(?! on)", r"\w{0,30}bewertung(?:en)?", r"[^\W\d]\d{2}%",
    r"caf[eé]s?", r"a{2,3}b?c", r"(?:very |so )*glad", r"\bx\s?\+\s?y\b", r"(ab|cd)\1", r"[a-f]\S", "レビュー[をに]", r"not (?:so|too)? ?happy",
)  # fmt: skip
LOOSE, TIGHT = (prefilter.prefilter([Finder((p,)) for p in PATTERNS], plain=plain) for plain in (False, True))
NEAR = st.lists(
    st.sampled_from(
        ["review", "reviews", "leave ", "write", " a ", "no ", "discount", " on", "bewertung", "produkt", "12%", "é", "café", "aab", "aaac",
         "very ", "so ", "glad", "x + y", "x\u00a0+y", "abab", "abcd", "f!", "レビューを", "not so happy", "not happy", "٣", "1", " ", ". "]
    ),
    max_size=6,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(NEAR)
def test_a_loosened_pattern_is_found_wherever_the_pattern_is(text: str) -> None:
    found = {number for number, pattern in enumerate(PATTERNS) if re.search(pattern, text)}
    assert found <= set(LOOSE.possible(text))
    assert not is_plain(text) or found <= set(TIGHT.possible(text))


@settings(max_examples=300, deadline=None)
@given(NEAR)
def test_only_the_patterns_that_may_match_find_what_all_of_them_find(text: str) -> None:
    together = Finder(
        (r"\breviews?\b", r"a{2,3}", r"leave review", r"(?:aab|b)", r"very so|so glad", r"not\b", r"not happy")
    )
    possible = [n for n, source in enumerate(together.sources) if re.search(source, text)]
    assert together.spans(text, [*possible[1:], *possible[:1]]) == together.spans(text)


def test_a_pattern_of_which_nothing_must_be_there_is_always_tried() -> None:
    for plain in (False, True):
        with pytest.raises(ValueError, match="anything"):
            loosened(r"\b(?:a|.{0,90})?\b", plain=plain)
    assert prefilter.prefilter([Finder((r"(?:a|)(?!\w)",))], plain=False).possible("zzz") == {0: [0]}


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_folding_whole_texts_is_folding_each_character(text: str) -> None:
    folded = fold(text)
    pieces = [(form, place) for place, char in enumerate(text) for form in fold_char(char)]
    assert list(folded.origins) == [place for _, place in pieces]
    assert len(folded.text) == len(pieces)
    assert folded.text == folding._latin("".join(form for form, _ in pieces))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_visible_is_told_character_by_character(text: str) -> None:
    def is_seen(place: int) -> bool:
        char = text[place]
        if char in "\u200c\u200d":
            return place > 0 and ord(text[place - 1]) > 0x2000
        return char in "\n\t" or (char != "\r" and unicodedata.category(char) not in {"Cf", "Cc"})

    places = [p for start, stop in new_spans(text) for p in range(start, stop) if is_seen(p)]
    while places and text[places[0]].isspace():
        del places[0]
    while places and text[places[-1]].isspace():
        del places[-1]
    shown, origins = visible(text, range(len(text)))
    assert (shown, list(origins)) == ("".join(text[p] for p in places), places)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_letters_are_counted_one_by_one(text: str) -> None:
    assert masked(text) == re.sub("|".join(pattern for _, pattern in _MASKS), " ", text)
    assert count_letters(text) == sum(3 if c > "\u3000" else 1 for c in letters_of(text) if c.isalpha())


def test_forgetting_changes_no_reading() -> None:
    first = read(
        "Order 302-1234567-1234567", "Please leave us a review. https://a.example", "<p>Hello &amp; thanks</p>"
    )
    forget()
    again = read(
        "Order 302-1234567-1234567", "Please leave us a review. https://a.example", "<p>Hello &amp; thanks</p>"
    )
    assert first is not again
    assert first == again
