"""Understands one distinct text: a pure function of subject, text and HTML, remembered for equal ones."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from audit.features import templates
from audit.features.acts import facts, find_acts
from audit.features.bounds import LONGEST_RAW, LONGEST_SUBJECT, bounded
from audit.features.cleaning import visible
from audit.features.languages import count_letters, language_of, languages_of
from audit.features.markup import LONGEST, page
from audit.features.memo import remembered
from audit.features.order_ids import has_partial, order_ids
from audit.features.sentences import split
from audit.model.reading import Act, FieldText, Reading, Sentence

_LETTERS = 40


def read(subject: str, body_text: str, body_html: str, lexicon_dir: Path | None = None) -> Reading:
    """What was really written. Where there is HTML, the text part counts only if it says something else.

    ``lexicon_dir`` holds the account's own phrases, beside the built-in ones. Only so much is read as ``bounds`` says;
    what is long is not remembered, lest memory fill with it.
    """
    is_long = len(subject) + len(body_text) + len(body_html) > LONGEST_RAW
    return (_understood if is_long else _remembered)(subject, body_text, body_html, lexicon_dir)


def skim(subject: str, body_text: str, body_html: str) -> Reading:
    """The same without acts and facts: enough to show what was written."""
    return _understood(subject, body_text, body_html, None, is_skimmed=True)


def _understood(
    subject: str, body_text: str, body_html: str, lexicon_dir: Path | None, *, is_skimmed: bool = False
) -> Reading:
    bodies, cuts = [], [len(subject) > LONGEST_SUBJECT, len(body_text) > LONGEST_RAW, len(body_html) > LONGEST]
    subject, body_text, body_html = subject[:LONGEST_SUBJECT], body_text[:LONGEST_RAW], body_html[:LONGEST]
    if body_html.strip():
        seen = page(body_html)
        written, places, is_cut = _newly(seen.text, seen.origins)
        bodies.append(("html", body_html, written, places))
        cuts.append(is_cut)
    if body_text.strip():
        plain, places, is_cut = _newly(body_text, range(len(body_text)))
        if not bodies or _words(plain) != _words(bodies[0][2]):
            bodies.append(("text", body_text, plain, places))
            cuts.append(is_cut)
    main = max((body[2] for body in bodies), key=len, default="")
    letters = count_letters(main)
    language = language_of(main) if letters >= _LETTERS else None
    guess = language or language_of(f"{subject} {main}")
    title = visible(subject, range(len(subject)))
    find = _no_acts if is_skimmed else partial(find_acts, own=lexicon_dir)
    head = _field("subject", subject, *title, guess, find)
    fields = tuple(_field(*body, guess, find) for body in bodies)
    words = "\n".join([head.text, *(f.text for f in fields)])
    shown = templates.wording(main)
    key = hashlib.sha256(f"{subject}\x00{body_text}\x00{body_html}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Reading(
        key=key, subject=head, bodies=fields, language=language,
        languages=languages_of(tuple(s.text for f in fields for s in f.sentences)), letters=letters,
        template_id=templates.template_id(language, f"{templates.wording(head.text)}\n{shown}"), wording=shown,
        order_ids=order_ids(words), partial_order_id=has_partial(words), html=body_html or None,
        facts=frozenset() if is_skimmed else facts((head, *fields)), is_cut=any(cuts),
    )  # fmt: skip


def _newly(text: str, origins: Sequence[int]) -> tuple[str, Sequence[int], bool]:
    """What is newly written, within bounds; whether anything was left out."""
    raw, places, is_long = bounded(text, origins, LONGEST_RAW)
    written, places, is_cut = bounded(*visible(raw, places))
    return written, places, is_long or is_cut


_remembered = remembered(4_096)(_understood)


def _field(
    name: str,
    raw: str,
    text: str,
    origins: Sequence[int],
    language: str | None,
    find: Callable[[Sequence[Sentence]], tuple[Act, ...]],
) -> FieldText:
    sentences = split(text, language)
    return FieldText(name, raw, text, origins, sentences, find(sentences))


def _no_acts(_: Sequence[Sentence]) -> tuple[Act, ...]:
    return ()


def _words(text: str) -> str:
    return " ".join(text.split())
