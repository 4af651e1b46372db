"""Hashed n-grams of characters and words: what could be had without any library when the model is asked."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

_BUCKETS = 2**15
# Rows of length one leave single weights too little to say at this rate; so the figures come near those of a regression run to its end.
_STRETCH = 20.0


def ngrams(texts: Sequence[str]) -> Callable[[NDArray[np.int64]], Any]:
    """The matrix of all texts, weighted by what the rows to learn from say of rarity."""
    counts = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 5),
        n_features=_BUCKETS,
        alternate_sign=False,
        norm=None,
        strip_accents="unicode",
    ).transform(texts)

    def features(learn: NDArray[np.int64]) -> Any:
        weighted = TfidfTransformer(sublinear_tf=True).fit(counts[learn]).transform(counts)
        return csr_matrix(weighted * _STRETCH)

    return features


def with_ngrams(dense: NDArray[np.float32], texts: Sequence[str]) -> Callable[[NDArray[np.int64]], Any]:
    """The embedding and the n-grams side by side."""
    sparse = ngrams(texts)
    return lambda learn: csr_matrix(hstack([csr_matrix(dense), sparse(learn)]))
