"""What was understood of equal texts is remembered, within bounds, and can be forgotten as a whole."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_forgets: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Remembers the latest ``most`` results of a pure function, until ``forget``."""

    def remember(function: Callable[_P, _R]) -> Callable[_P, _R]:
        cached = lru_cache(maxsize=most)(function)
        _forgets.append(cached.cache_clear)
        return cached  # type: ignore[return-value]

    return remember


def forget() -> None:
    """Forgets every result, so that the next text is understood from nothing."""
    for clear in _forgets:
        clear()
