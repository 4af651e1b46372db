"""What was really written in one message, field by field, with the way back to the imported characters."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.model.evidence import Excerpt


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a field's text; ``start`` and ``end`` are positions in that text."""

    text: str
    start: int
    end: int
    language: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """What a sentence does; ``start`` and ``end`` are positions in the field's text, ``sentence`` its number."""

    kind: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class FieldText:
    """The newly written text of one field (``subject``, ``text`` or ``html``).

    ``text`` is what a buyer reads and the seller newly wrote: no quoted history, wrapper, footer or markup. Invisible
    characters are gone, lines kept. ``origins[i]`` is the code point of ``raw`` that ``text[i]`` came from.
    """

    field: str
    raw: str
    text: str
    origins: Sequence[int]
    sentences: tuple[Sentence, ...] = ()
    acts: tuple[Act, ...] = ()

    def excerpt(self, start: int, end: int, name: str | None = None) -> Excerpt:
        """Evidence for ``text[start:end]``, in code points of the field as imported."""
        if start >= end or not self.text:
            return Excerpt(self.field, "", 0, 0, name)
        first, last = self.origins[start], self.origins[end - 1]
        return Excerpt(self.field, self.raw[first : last + 1], first, last + 1, name)


@dataclass(frozen=True, slots=True)
class Reading:
    """One distinct message text, understood once. A pure function of subject, text, HTML."""

    key: str
    subject: FieldText
    bodies: tuple[FieldText, ...]
    """The body fields whose words count: HTML where there is some, the text part where it says something else."""
    language: str | None
    """The base language of most of the body; None where fewer than the limit's letters are left or none fits."""
    languages: tuple[str, ...]
    """Every language that a complete part of the body is written in, largest first."""
    letters: int
    """Letters left in the body without ids, links and numbers."""
    template_id: str
    wording: str
    """The body (and subject) with merge fields replaced by slots such as ``{order id}``, for showing."""
    order_ids: tuple[str, ...] = ()
    """Order ids, hyphenated 3-7-7, found in the subject and the new text."""
    partial_order_id: bool = False
    """A masked, partial or unfilled order id stands in the subject or new text."""
    html: str | None = None
    facts: frozenset[str] = field(default_factory=frozenset)
    """Names of speech acts found (``review_request``, ``praise``, ``problem``, …); see ``features.acts``."""

    is_cut: bool = False
    """The message is longer than is read: what was not found may stand in the rest."""

    @property
    def fields(self) -> tuple[FieldText, ...]:
        """Subject and bodies, in reading order."""
        return (self.subject, *self.bodies)
