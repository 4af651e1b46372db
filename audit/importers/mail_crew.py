"""A large mailbox in several processes: each opens the file itself and reads the mails that it is given, in turn."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from audit.importers.heads import container
from audit.importers.mail_split import Box, Span, open_box
from audit.model.importer import ReadOptions

Found = TypeVar("Found")
Read = Callable[[Box, Span, ReadOptions], Found]
_WORTH = 48 * 1024 * 1024
_CHUNK = 400


def each(box: Box, path: Path, options: ReadOptions, read: Read[Found]) -> Iterator[tuple[Span, Found]]:
    """Every mail of a box, read, in the file's order. ``read`` is a function of a module, so that others can find it."""
    crew = _crew(path)
    if crew < 2:
        yield from ((span, read(box, span, options)) for span in box.spans())
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(crew, mp_context=context, initializer=_start, initargs=(path,)) as pool:
        told = replace(options, market_of=None)  # it asks the store, which stays with its process
        for spans, done in _in_turn(pool, _chunks(box.spans()), told, read, crew + 2):
            yield from zip(spans, done.result(), strict=True)


def _in_turn(
    pool: ProcessPoolExecutor, chunks: Iterator[Sequence[Span]], options: ReadOptions, read: Read[Found], ahead: int
) -> Iterator[tuple[Sequence[Span], Future[list[Found]]]]:
    waiting = [(spans, pool.submit(_read, spans, options, read)) for spans in islice(chunks, ahead)]
    while waiting:
        yield waiting.pop(0)
        waiting += [(spans, pool.submit(_read, spans, options, read)) for spans in islice(chunks, 1)]


def _chunks(spans: Iterable[Span]) -> Iterator[Sequence[Span]]:
    source = iter(spans)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk


def _crew(path: Path) -> int:
    """How many processes are worth it: a gzipped box lies unpacked in one process only."""
    wanted = os.environ.get("MSGAUDIT_WORKERS", "")
    available = int(wanted) if wanted.isdigit() else min(os.cpu_count() or 1, 8)
    with path.open("rb") as file:
        is_plain = container(file.read(4)) == "plain"
    return available if is_plain and path.stat().st_size >= _WORTH else 1


_open = ExitStack()
_here: list[Box] = []


def _start(path: Path) -> None:
    _here[:] = [_open.enter_context(open_box(path))]


def _read(spans: Sequence[Span], options: ReadOptions, read: Read[Found]) -> list[Found]:
    return [read(_here[0], span, options) for span in spans]
