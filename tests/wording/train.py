"""``make model``: trains the classifier of speech acts, prints what cross-validation says, writes the model file.

``--compare`` adds character n-grams and both together (needs scikit-learn). ``--cache F`` keeps embeddings between runs.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.features.classifier import MODEL, PROBE, encoder
from wording import figures
from wording.folds import FOLDS, folds
from wording.network import HIDDEN, Floats, forward, train
from wording.sentences import GROUPS, NAMES, Labelled, fingerprint, frame, read

MEMBERS = 3
Features = Callable[[NDArray[np.int64]], Any]


def embedded(texts: Sequence[str], cache: Path | None) -> NDArray[np.float32]:
    """One vector a sentence; those of sentences in the cache are taken from there."""
    known: dict[str, NDArray[np.float32]] = {}
    if cache and cache.is_file():
        with np.load(cache) as file:
            known = dict(zip(file["texts"].tolist(), file["vectors"], strict=True))
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(new, encoder()(new), strict=True))
    if cache:
        np.savez(cache, texts=np.array([*known]), vectors=np.stack([*known.values()]))
    return np.stack([known[text] for text in texts])


def spread(vectors: NDArray[np.float32]) -> tuple[NDArray[np.float32], np.float32]:
    """What is taken from each vector and by how much the rest is stretched, so that inputs are about one half in size."""
    mean = vectors.mean(0)
    return mean, np.float32(0.5 / (vectors - mean).std())


def crossed(features: Features, wanted: Floats, fold: NDArray[np.int64], hidden: int, members: int = MEMBERS) -> Floats:
    """Probabilities of each sentence by networks that never saw its fold."""
    out = np.zeros(wanted.shape)
    for number in range(FOLDS):
        learn, ask = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        inputs = features(learn)
        for seed in range(members):
            out[ask] += forward(train(inputs[learn], wanted[learn], hidden, seed), inputs[ask])[1] / members
    return out


def by_name(wanted: Floats, scores: Floats) -> list[str]:
    """The table by act and group: sentences, average precision, best F1, recall at both thresholds."""
    out = [f"{'act or group':22}{'has':>6}{'AP':>7}{'F1':>7}{'R@97%':>7}{'R@80%':>7}"]
    for column, name in enumerate(NAMES):
        right, score = wanted[:, column] > 0, scores[:, column]
        at = (
            figures.recall(right, score, figures.threshold(right, score, p)) for p in (figures.LIKELY, figures.REVIEW)
        )
        shown = (figures.average_precision(right, score), figures.best_f1(right, score), *at)
        out.append(f"{name:22}{right.sum():6}" + "".join(f"{value:7.2f}" for value in shown))
    return out


def by_language(rows: Sequence[Labelled], wanted: Floats, scores: Floats) -> list[str]:
    """The groups' average precision in each language, and recall and precision of ``any_review_ask`` at its threshold."""
    out = [f"{'language':10}" + "".join(f"{name[4:]:>12}" for name in GROUPS) + f"{'R@97%':>8}{'precision':>11}"]
    column = NAMES.index("any_review_ask")
    at = figures.threshold(wanted[:, column] > 0, scores[:, column], figures.LIKELY)
    for language in sorted({row.language for row in rows}):
        here = np.array([row.language == language for row in rows])
        values = (figures.average_precision(wanted[here, c] > 0, scores[here, c]) for c in map(NAMES.index, GROUPS))
        right, told = wanted[here, column] > 0, scores[here, column] >= at
        tail = (
            f"{figures.recall(right, scores[here, column], at):8.2f}{(right & told).sum() / max(1, told.sum()):11.2f}"
        )
        out.append(f"{language:10}" + "".join(f"{value:12.2f}" for value in values) + tail)
    return out


def summary(name: str, wanted: Floats, scores: Floats) -> str:
    """One line: means over acts, and the group that matters most."""
    columns = [(wanted[:, c] > 0, scores[:, c]) for c in range(len(NAMES))]
    mean = np.mean([figures.average_precision(*c) for c in columns])
    ask = columns[NAMES.index("any_review_ask")]
    at = figures.recall(*ask, figures.threshold(*ask, figures.LIKELY))
    return f"{name:34}{mean:8.2f}{figures.average_precision(*ask):16.2f}{at:22.2f}"


def model(vectors: NDArray[np.float32], wanted: Floats, scores: Floats) -> dict[str, Any]:
    """All that the file holds; weights in 16 bits, nothing that depends on the day."""
    mean, scale = spread(vectors)
    nets = [train((vectors - mean) * scale, wanted, HIDDEN, seed) for seed in range(MEMBERS)]
    out: dict[str, Any] = {
        key: np.stack([net[i] for net in nets]).astype(np.float16) for i, key in enumerate(("w1", "b1", "w2", "b2"))
    }
    for key, precision in (("likely", figures.LIKELY), ("review", figures.REVIEW)):
        pairs = ((wanted[:, c] > 0, scores[:, c]) for c in range(len(NAMES)))
        out[key] = np.array([figures.threshold(right, score, precision) for right, score in pairs])
    probe = encoder()([PROBE])[0]
    return out | {
        "mean": mean,
        "scale": scale,
        "probe": probe,
        "names": np.array(NAMES),
        "corpus": np.array(fingerprint()),
    }


def compared(
    rows: Sequence[Labelled], vectors: NDArray[np.float32], wanted: Floats, fold: NDArray[np.int64]
) -> list[str]:
    """The embedding beside n-grams that need no library, and both together."""
    from wording.ngrams import ngrams, with_ngrams

    mean, scale = spread(vectors)
    dense = (vectors - mean) * scale
    texts = [row.text for row in rows]
    tried = {
        "embedding, linear": crossed(lambda _: dense, wanted, fold, 0, 1),
        "n-grams, linear": crossed(ngrams(texts), wanted, fold, 0, 1),
        "both, linear": crossed(with_ngrams(dense, texts), wanted, fold, 0, 1),
    }
    return [summary(name, wanted, scores) for name, scores in tried.items()]


def main() -> None:
    """Train, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    options = parser.parse_args()
    rows = [*read(), *frame()]
    wanted = np.array([[row.does(name) for name in NAMES] for row in rows], float)
    vectors = embedded([row.text for row in rows], options.cache)
    fold = folds(rows, vectors)
    mean, scale = spread(vectors)
    scores = crossed(lambda _: (vectors - mean) * scale, wanted, fold, HIDDEN)
    lines = [f"{'features':34}{'mean AP':>8}{'AP of any ask':>16}{'R@97% of any ask':>22}"]
    lines += compared(rows, vectors, wanted, fold) if options.compare else []
    lines += [summary(f"embedding, {HIDDEN} hidden, {MEMBERS} members", wanted, scores), ""]
    print("\n".join([*lines, *by_name(wanted, scores), "", *by_language(rows, wanted, scores)]))  # noqa: T201
    options.output.parent.mkdir(parents=True, exist_ok=True)
    with options.output.open("wb") as file:
        np.savez_compressed(file, **model(vectors, wanted, scores))
    print(f"\n{len(rows):,} sentences; {options.output}: {options.output.stat().st_size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
