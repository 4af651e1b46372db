"""Thresholds and figures of scores against labels."""

import math

import numpy as np
from numpy.typing import NDArray

from wording.network import Floats

Bools = NDArray[np.bool_]
LIKELY, REVIEW = 0.97, 0.80
_LEAST = 20


def _ranked(right: Bools, scores: Floats) -> tuple[Floats, Floats]:
    """Scores from the best down, and how many were right so far."""
    order = np.argsort(-scores, kind="stable")
    return scores[order], np.cumsum(right[order]).astype(float)


def threshold(right: Bools, scores: Floats, precision: float) -> float:
    """The lowest score above which that share was right, of twenty sentences at least; infinite where there is none."""
    best, hits = _ranked(right, scores)
    kept = np.arange(1, len(hits) + 1)
    good = np.flatnonzero((hits / kept >= precision) & (kept >= _LEAST))
    return float(best[good[-1]]) if len(good) else math.inf


def recall(right: Bools, scores: Floats, at: float) -> float:
    """The share of what is to be found that reaches the threshold."""
    return float((right & (scores >= at)).sum() / max(1, right.sum()))


def average_precision(right: Bools, scores: Floats) -> float:
    """Precision averaged over all places where something right stands."""
    order = np.argsort(-scores, kind="stable")
    _, hits = _ranked(right, scores)
    return float((hits / np.arange(1, len(hits) + 1))[right[order]].mean()) if right.any() else math.nan


def best_f1(right: Bools, scores: Floats) -> float:
    """The best harmonic mean of precision and recall over all thresholds."""
    _, hits = _ranked(right, scores)
    return float((2 * hits / (np.arange(1, len(hits) + 1) + right.sum())).max())
