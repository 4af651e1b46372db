"""Understands and judges shards of messages: the same function in this process and in others."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import Any, Self

from audit.engine.findings import Anchor, Maker
from audit.engine.judge import Judge, Letter, Surroundings
from audit.engine.request import Check, rule_book
from audit.engine.tally import Tally
from audit.features.memo import forget
from audit.features.reading import read
from audit.model.reading import Reading
from audit.model.records import Attachment
from audit.model.result import Finding
from audit.model.words import Channel, LanguageBasis, Role, Status

Row = Mapping[str, Any]
SHARD = 500
_PARALLEL_FROM = 8_000


@dataclass
class Done:
    """What became of a shard: features by column, findings, and each rule's counts."""

    messages: int = 0
    features: dict[str, list[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    unlooked: set[str] = field(default_factory=set)


class Worker:
    """One process's rule book and memo."""

    def __init__(self, request: Check) -> None:
        book = rule_book(request)
        self._markets = book.marketplaces
        self._rules = tuple(rule for rule in book.rules if rule.check is not None)
        self._judge = Judge(
            self._rules,
            Surroundings(
                limits=book.limits(),
                own_domains=frozenset(d.casefold() for d in request.account.websites),
                allowed_domains=frozenset(d.casefold() for d in request.account.allowed_domains),
            ),
            dedup=request.dedup,
        )
        self._read = partial(read, lexicon_dir=request.account.lexicon_dir)
        self._maker = Maker(
            policies=book.by_id, today=book.today.id, rules_of=request.rules_of, pseudonym_key=request.pseudonym_key
        )

    def understand(self, rows: Sequence[Row]) -> Done:
        """Features of messages that are only context."""
        done = Done(messages=len(rows))
        for row in self._fresh(rows):
            add_features(
                done.features, row["message_id"], self._read(row["subject"], row["body_text"], row["body_html"])
            )
        return done

    def judge(self, rows: Sequence[Row]) -> Done:
        """Features of outbound messages, and the Python rules' findings on those of the period."""
        done = Done(messages=len(rows), tallies={rule.id: Tally() for rule in self._rules})
        for row in self._fresh(rows):
            reading = self._read(row["subject"], row["body_text"], row["body_html"])
            add_features(done.features, row["message_id"], reading)
            if row["in_period"]:
                self._judge_one(done, row, reading)
        for name, error in self._judge.errors.items():
            done.tallies[name].error = error
        return done

    def _fresh(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows; without dedup everything is forgotten before each, so that nothing is taken from an equal text."""
        for row in rows:
            if not self._judge.dedup:
                forget()
            yield row

    def _judge_one(self, done: Done, row: Row, reading: Reading) -> None:
        anchor = anchor_of_row(row, reading.template_id)
        for rule, answers in self._judge.answers(self._letter(row, reading)):
            finding = self._maker.finding(rule, anchor, answers)
            done.tallies[rule.id].add(answers, is_open=finding is not None and finding.status is Status.OPEN)
            if finding:
                done.findings.append(finding)
            elif done.tallies[rule.id].last_not_checked:
                done.unlooked.add(row["message_id"])

    def _letter(self, row: Row, reading: Reading) -> Letter:
        is_reply = row["role"] == Role.REPLY
        basis = row["buyer_language_basis"]
        return Letter(
            reading=reading, role=Role(row["role"]), policy=row["policy"],
            previous=self._read(row["previous_subject"], row["previous_text"], row["previous_html"]) if is_reply else None,
            after_praise=bool(row["after_praise"]) and is_reply, after_problem=bool(row["after_problem"]) and is_reply,
            after_review=bool(row["after_review"]) and is_reply,
            buyer_language=row["buyer_language"] or None,
            buyer_language_basis=LanguageBasis(basis) if basis else None,
            marketplace=self._markets.get(row["marketplace"]),
            channel=Channel(row["channel"]) if row["channel"] in set(Channel) else None,
            order_id=row["order_id"] or None, attachments=_attachments(row["attachments"]),
        )  # fmt: skip


def anchor_of_row(row: Row, template_id: str | None) -> Anchor:
    """The anchor that a row of ``model.messages`` is."""
    return Anchor(
        message_id=row["message_id"] or None, order_id=row["order_id"] or None, thread_id=row["thread_id"] or None,
        marketplace=row["marketplace"] or None, sent_at=row["sent_at_utc"], local_day=date.fromisoformat(row["day"]),
        direction=row["direction"] or None, channel=row["channel"] or None, tool=row["tool"] or None,
        agent=row["agent"] or None, buyer_id=row["buyer_id"] or None, template_id=template_id or None,
        policy=row["policy"], source_file=row["source_file"], source_row=row["source_row"],
    )  # fmt: skip


def add_features(columns: dict[str, list[Any]], message_id: str, reading: Reading) -> None:
    """Adds a row to the columns of the table ``features``."""
    row = {
        "message_id": message_id, "reading_key": reading.key, "template_id": reading.template_id,
        "language": reading.language or "", "languages": list(reading.languages), "letters": reading.letters,
        "order_ids": list(reading.order_ids), "partial_order_id": reading.partial_order_id,
        "acts": sorted(reading.facts), "new_subject": reading.subject.text,
        "new_text": "\n\n".join(body.text for body in reading.bodies),
    }  # fmt: skip
    for name, value in row.items():
        columns.setdefault(name, []).append(value)


def _attachments(text: str) -> tuple[Attachment, ...]:
    if not text or text == "[]":
        return ()
    listed = json.loads(text)
    return tuple(
        Attachment(str(a.get("filename") or ""), str(a["content_type"]) if a.get("content_type") else None)
        for a in (listed if isinstance(listed, list) else ())
        if isinstance(a, dict)
    )


_here: list[Worker] = []


def _start(request: Check) -> None:
    parent = parent_process()
    if parent:
        Thread(target=_leave_with, args=(parent.join,), daemon=True).start()
    _here[:] = [Worker(request)]


def _leave_with(parent_ends: Callable[[], None]) -> None:
    """A helper whose parent was killed would wait for work for ever."""
    parent_ends()
    os._exit(1)


@contextmanager
def _no_ctrl_c() -> Iterator[None]:
    """Processes begun meanwhile leave Ctrl-C to their parent, which ends them; its own Ctrl-C waits for the end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _understand(rows: list[Row]) -> Done:
    return _here[0].understand(rows)


def _judge(rows: list[Row]) -> Done:
    return _here[0].judge(rows)


class Crew:
    """Runs shards in this process, or in several where there is enough to do. Use it in a ``with`` block."""

    def __init__(self, request: Check, messages: int) -> None:
        self._workers = _workers(messages)
        self._pool: ProcessPoolExecutor | None = None
        self._others = set(active_children())
        if self._workers > 1:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=_start, initargs=(request,)
            )
        else:
            _start(request)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if self._pool and error:
            for helper in set(active_children()) - self._others:
                helper.terminate()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def understand(self, shards: Iterable[list[Row]]) -> Iterator[Done]:
        """Results in the order of the shards."""
        return self._map(_understand, shards)

    def judge(self, shards: Iterable[list[Row]]) -> Iterator[Done]:
        """Results in the order of the shards."""
        return self._map(_judge, shards)

    def _map(self, work: Callable[[list[Row]], Done], shards: Iterable[list[Row]]) -> Iterator[Done]:
        pool = self._pool
        if pool is None:
            yield from map(work, shards)
            return
        source = iter(shards)
        waiting = [_submit(pool, work, s) for s in islice(source, self._workers + 1)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [_submit(pool, work, s) for s in islice(source, 1)]


def _submit(pool: ProcessPoolExecutor, work: Callable[[list[Row]], Done], shard: list[Row]) -> Future[Done]:
    with _no_ctrl_c():
        return pool.submit(work, shard)


def _workers(messages: int) -> int:
    wanted = os.environ.get("MSGAUDIT_WORKERS", "")
    available = int(wanted) if wanted.isdigit() else min(os.cpu_count() or 1, 8)
    return available if messages >= _PARALLEL_FROM else 1
