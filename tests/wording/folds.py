"""Five folds in which sentences that nearly say the same stay together, so that nothing is learnt that is then asked."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wording.sentences import Labelled

FOLDS = 5
_NEAR = 0.6


def centred(rows: Sequence[Labelled], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit vectors without what is common to a language."""
    out = vectors.copy()
    for language in {row.language for row in rows}:
        here = np.array([row.language == language for row in rows])
        out[here] -= out[here].mean(0)
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), np.float32)


def folds(rows: Sequence[Labelled], vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """The fold of each sentence: that of the first sentence in its chain of near ones, by a hash of its words."""
    near = np.argwhere(np.triu(centred(rows, vectors) @ centred(rows, vectors).T > _NEAR, 1))
    leader = list(range(len(rows)))
    for one, other in near:
        first, second = _top(leader, int(one)), _top(leader, int(other))
        leader[max(first, second)] = min(first, second)
    tops = (_top(leader, number) for number in range(len(rows)))
    return np.array([zlib.crc32(rows[top].text.encode()) % FOLDS for top in tops])


def _top(leader: list[int], number: int) -> int:
    while leader[number] != number:
        number = leader[number]
    return number
