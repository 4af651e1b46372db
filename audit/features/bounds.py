"""How much of a message is understood: far more than any seller writes, and little enough for the slowest pattern."""

import re
from collections.abc import Sequence
from itertools import chain

LONGEST_RAW = 200_000
LONGEST_SUBJECT = 2_000
LONGEST_NEW = 20_000
_KEPT = 2_000
_RUN = re.compile(rf"\S{{{_KEPT + 1},}}|\s{{{_KEPT + 1},}}")


def bounded(text: str, origins: Sequence[int], longest: int = LONGEST_NEW) -> tuple[str, Sequence[int], bool]:
    """``text`` with its origins, at most ``longest`` characters, 2,000 without a blank; whether anything was left out."""
    kept: list[tuple[int, int]] = []
    place = 0
    for found in _RUN.finditer(text, 0, longest):
        kept.append((place, found.start() + _KEPT))
        place = found.end()
    if not kept and len(text) <= longest:
        return text, origins, False
    kept.append((place, min(len(text), longest)))
    shown = "".join(text[start:stop] for start, stop in kept)
    return shown, tuple(chain.from_iterable(origins[start:stop] for start, stop in kept)), True
