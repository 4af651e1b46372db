"""Training of small networks: plain numpy, Adam, seeded, so that the same sentences give the same weights."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HIDDEN = 96
EPOCHS = 40
_BATCH = 200
_RATE = 2e-3
_DECAY = 5e-3
_KEEP, _KEEP_SQUARE, _TINY = 0.9, 0.999, 1e-8


def sigmoid(values: Floats) -> Floats:
    """Probabilities of logits."""
    out: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return out


def _start(sizes: list[int], random: np.random.Generator) -> list[Floats]:
    weights: list[Floats] = []
    for inputs, outputs in pairwise(sizes):
        bound = np.sqrt(6 / (inputs + outputs))
        weights += [random.uniform(-bound, bound, (inputs, outputs)), np.zeros(outputs)]
    return weights


def forward(weights: list[Floats], inputs: Any) -> tuple[Any, Floats]:
    """The hidden layer (the inputs themselves where there is none) and the probabilities."""
    hidden = inputs if len(weights) == 2 else np.maximum(inputs @ weights[0] + weights[1], 0)
    return hidden, sigmoid(hidden @ weights[-2] + weights[-1])


def _slopes(weights: list[Floats], inputs: Any, wanted: Floats) -> list[Floats]:
    hidden, answers = forward(weights, inputs)
    error = (answers - wanted) / len(wanted)
    out = [hidden.T @ error + _DECAY * weights[-2], error.sum(0)]
    if len(weights) == 2:
        return out
    inner = (error @ weights[2].T) * (hidden > 0)
    return [inputs.T @ inner + _DECAY * weights[0], inner.sum(0), *out]


def train(inputs: Any, wanted: Floats, hidden: int = HIDDEN, seed: int = 0) -> list[Floats]:
    """The weights of a network with one hidden layer, or of logistic regression where ``hidden`` is 0."""
    random = np.random.default_rng(seed)
    weights = _start([inputs.shape[1], *([hidden] if hidden else []), wanted.shape[1]], random)
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(wanted))
        for rows in np.split(order, range(_BATCH, len(order), _BATCH)):
            step += 1
            for weight, moment, slope in zip(
                weights, moments, _slopes(weights, inputs[rows], wanted[rows]), strict=True
            ):
                weight -= _descent(moment, slope, step)  # noqa: PLW2901 - in place
    return weights


def _descent(moment: tuple[Floats, Floats], slope: Floats, step: int) -> Floats:
    """Adam: the slope's running mean over the root of its running square, both corrected for their start at nothing."""
    first, second = moment
    first += (1 - _KEEP) * (slope - first)
    second += (1 - _KEEP_SQUARE) * (slope * slope - second)
    out: Floats = _RATE * (first / (1 - _KEEP**step)) / (np.sqrt(second / (1 - _KEEP_SQUARE**step)) + _TINY)
    return out
