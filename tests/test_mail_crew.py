"""A mailbox read by several processes gives the rows that one gives, in the same order."""

from pathlib import Path

import pytest

from audit import importers
from audit.importers import mail_crew
from audit.model.importer import ReadOptions, RecordImporter
from audit.pipeline import import_paths
from audit.store import Store

DEMO = Path(__file__).parents[1] / "sample_data" / "demo" / "all-mail.mbox"


def test_several_processes_read_a_mailbox_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    importer = importers.recognise(DEMO)
    assert isinstance(importer, RecordImporter)
    alone = list(importers.read(DEMO, importer, ReadOptions()))
    monkeypatch.setattr(mail_crew, "_WORTH", 0)
    monkeypatch.setattr(mail_crew, "_CHUNK", 7)
    monkeypatch.setenv("MSGAUDIT_WORKERS", "2")
    assert len(alone) > 50
    assert list(importers.read(DEMO, importer, ReadOptions())) == alone


def test_several_processes_read_a_mailbox_into_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_crew, "_WORTH", 0)
    monkeypatch.setenv("MSGAUDIT_WORKERS", "2")
    with Store.open() as store:
        (report,) = import_paths(store, [DEMO], ReadOptions())
        assert not report.refused
        assert store.count("messages") > 50
