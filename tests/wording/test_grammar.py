"""The lexicon: cues make acts, files are checked, an account's own phrases are added."""

from pathlib import Path

import pytest

from audit.errors import PolicyError
from audit.features.acts import find_acts
from audit.features.grammar import grammar, settled, spans
from audit.features.lexicon import languages, lexicon, own_phrases
from audit.features.patterns import bare, cue_sources, finder
from audit.model.reading import Sentence

SENTENCE = "Zum Trost: kritzelt uns gern etwas ins Gäste-Echo."


def own(folder: Path, text: str, language: str = "de") -> Path:
    (folder / f"{language}.toml").write_text(text, encoding="utf-8")
    return folder


def kinds(*texts: str, language: str = "de", folder: Path | None = None) -> list[tuple[str, str]]:
    sentences = [Sentence(text, 100 * n, 100 * n + len(text), language) for n, text in enumerate(texts)]
    return [
        (act.kind, texts[act.sentence][act.start - 100 * act.sentence : act.end - 100 * act.sentence])
        for act in find_acts(sentences, folder)
    ]


def test_every_built_in_language_loads_and_has_acts() -> None:
    assert languages() == ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr")
    for name in languages():
        assert {"review_request", "praise", "problem", "thanks"} <= lexicon(name).acts, name


def test_cues_of_an_account_make_an_act_with_the_shared_grammar(tmp_path: Path) -> None:
    folder = own(tmp_path, "[cues]\nleave_verb = ['kritzelt']\nreview_noun = ['gäste-echos?']\n")
    assert ("review_request", "kritzelt uns gern etwas ins Gäste-Echo") in kinds(SENTENCE, folder=folder)
    assert "review_request" not in dict(kinds(SENTENCE))


def test_own_patterns_may_use_cues_and_be_taken_back(tmp_path: Path) -> None:
    text = "[cues]\nnews = ['neues']\n[[story]]\nany = ['\\b@news@ vom hof\\b']\nunless = ['\\bkein\\b']\n"
    folder = own(tmp_path, text)
    assert ("story", "Neues vom Hof") in kinds("Neues vom Hof.", folder=folder)
    assert "story" not in dict(kinds("Kein Neues vom Hof.", folder=folder))


def test_an_act_that_needs_another_is_found_only_beside_it(tmp_path: Path) -> None:
    folder = own(tmp_path, "[story]\nany = ['\\bhof\\b']\nnear = ['thanks', 'praise']\n")
    assert "story" in dict(kinds("Vielen Dank.", "Unser Hof.", folder=folder))
    assert "story" not in dict(kinds("Vielen Dank.", "Na ja.", "Und so.", "Unser Hof.", folder=folder))


def test_accents_make_no_difference_in_text_or_pattern() -> None:
    assert bare("Très déçu, żółw, ığdır, 価格が") == "Tres decu, zolw, igdir, 価格が"
    assert finder(["déçu"], {}).search(bare("decu"))


def test_phrases_are_whole_words_but_for_a_tilde_and_in_scripts_without_blanks() -> None:
    assert not finder(cue_sources(["note"], words=True), {}).search("noted")
    assert finder(cue_sources(["~note~"], words=True), {}).search("footnotes")
    assert finder(cue_sources(["★★★"], words=True), {}).search("gib ★★★★★!")
    assert finder(cue_sources(["[?？]"], words=True), {}).search("und nun?")
    assert finder(cue_sources(["レビュー"], words=False), {}).search("商品レビューを")


def test_a_weaker_cue_gives_way_to_the_stronger_one_around_it() -> None:
    found = {"satisfied": [(4, 9), (20, 25)], "unhappy": [(0, 9)]}
    assert settled(found, grammar().yields)["satisfied"] == [(20, 25)]


def test_a_build_keeps_to_its_distance_and_order() -> None:
    build = next(b for b in grammar().builds if b.act == "condition_satisfied" and b.ordered)
    assert spans(build, {"if_word": [(0, 2)], "satisfied": [(10, 19)]}, 1) == [(0, 19)]
    assert spans(build, {"if_word": [(20, 22)], "satisfied": [(10, 19)]}, 1) == []
    assert spans(build, {"if_word": [(0, 2)], "satisfied": [(40, 49)]}, 0.5) == []
    assert spans(build, {"if_word": [(0, 2)], "satisfied": [(10, 19)], "design_word": [(30, 35)]}, 1) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[cues]\nreview_nuon = ['x']\n", "'review_nuon' is no cue of grammar.toml; is 'review_noun' meant"),
        ("[story]\nany = ['a.*b']\n", "story: 'a.*b' repeats without a bound"),
        ("[story]\nany = ['(?:a+)+']\n", "repeats without a bound"),
        ("[cues]\nnews = ['[^x]+']\n", "news: .* repeats without a bound"),
        ("[story]\nany = ['(']\n", "story: no pattern"),
        ("[story]\nany = ['@nix@']\n", "names @nix@"),
        ("[story]\nsome = ['x']\n", "story needs `any`"),
        ("[storey]\nany = ['x']\n", "'storey' is no act"),
        ("[story]\nany = ['x']\nnear = 'nix'\n", "'nix' is no act"),
        ("[cues]\nnews = 'x'\n", "news must be a list"),
        ("[cues\n", "Expected"),
    ],
)
def test_a_file_that_breaks_its_form_is_refused_with_file_and_entry(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"de\.toml") as raised:
        lexicon("de", own(tmp_path, text))
    import re

    assert re.search(words, str(raised.value)), raised.value


def test_the_grammar_itself_cannot_be_replaced_by_an_account(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="named after its language"):
        own_phrases(own(tmp_path, "", "grammar"))


def test_own_phrases_are_counted_for_the_configuration(tmp_path: Path) -> None:
    folder = own(tmp_path, "[cues]\nnews = ['x', 'y']\n[story]\nany = ['z']\n")
    assert own_phrases(folder) == (("de.toml", 3),)


def test_a_lexicon_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="lexicon_dir"):
        own_phrases(tmp_path / "nowhere")
