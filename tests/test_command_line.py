"""The commands as a user calls them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from audit.resources import SAMPLE_DATA


def call(*words: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "audit.cli", *words], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    assert call("import", str(SAMPLE_DATA / "demo"), "--store", "s.duckdb", cwd=folder).returncode == 0
    done = call("check", "--store", "s.duckdb", "--as-of", "2026-10-05", "--result", "r.json", cwd=folder)
    assert done.returncode == 1, done.stderr
    return folder


def test_an_audit_leaves_its_files_and_says_how_much_it_looked_at(tmp_path: Path) -> None:
    done = call("audit", str(SAMPLE_DATA / "clean"), "--no-open", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {f.name for f in (tmp_path / "msgaudit-report").iterdir()} == {"report.html", "findings.csv"}
    assert done.stderr.splitlines()[-1].startswith("0 findings in ")


def test_findings_at_or_above_the_limit_give_1_and_none_never_fails(store: Path) -> None:
    assert call("check", "--store", "s.duckdb", "--fail-on", "none", cwd=store).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "nowhere"), ("check", "--store", "nowhere.duckdb"), ("explain", "no-rule"), ("report",),
        ("check", "--store", "s.duckdb", "--month", "soon"), ("check", "--store", "s.duckdb", "--rules", "nothing"),
        ("nonsense",),
    ],
)  # fmt: skip
def test_a_wrong_call_gives_2_and_one_line(store: Path, words: tuple[str, ...]) -> None:
    done = call(*words, cwd=store)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_report_needs_no_store_when_given_a_result(store: Path, tmp_path: Path) -> None:
    done = call("report", str(store / "r.json"), "-o", "x.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("what", ["findings", "outcomes", "messages", "orders", "solicitations", "row-issues"])
def test_everything_can_be_exported(store: Path, what: str) -> None:
    import pandas as pd

    for form, read in (("csv", pd.read_csv), ("parquet", pd.read_parquet), ("xlsx", pd.read_excel)):
        made = call("export", what, "--store", "s.duckdb", "--format", form, "-o", f"{what}.{form}", cwd=store)
        assert made.returncode == 0, made.stderr
        assert made.stderr.strip().endswith(f"{len(read(store / f'{what}.{form}')):,} rows")
    done = call("export", what, "--store", "s.duckdb", "--format", "jsonl", "-o", f"{what}.jsonl", cwd=store)
    assert done.returncode == 0, done.stderr
    lines = (store / f"{what}.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert lines or what == "row-issues"


def test_the_catalogue_the_sources_and_the_doctor_speak(store: Path) -> None:
    assert len(json.loads(call("rules", "--format", "json", cwd=store).stdout)) == 47
    assert "all-orders" in call("sources", cwd=store).stdout
    assert "What it checks" in call("explain", "review-gating", cwd=store).stdout
    assert "pseudonym_key_file" in call("doctor", cwd=store).stdout


COMMANDS = ["audit", "import", "check", "report", "export", "rules", "explain", "sources", "doctor", "demo", "show"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_can_be_quiet(tmp_path: Path, command: str) -> None:
    shown = call(command, "--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Example" in shown.stdout
    assert f"msgaudit {command}" in shown.stdout
    assert "--quiet" in shown.stdout


def test_show_names_file_and_row(store: Path) -> None:
    shown = call("show", "message", "hd-00001", "--store", "s.duckdb", cwd=store)
    assert "from messages.csv, row 1" in shown.stdout


def test_equal_texts_remembered_or_not_give_the_same_findings(store: Path) -> None:
    slow = call(
        "check", "--store", "s.duckdb", "--as-of", "2026-10-05", "--no-dedup", "--result", "slow.json", cwd=store
    )
    assert slow.returncode == 1
    assert (store / "slow.json").read_text(encoding="utf-8") == (store / "r.json").read_text(encoding="utf-8")


def test_answers_without_questions_leave_slow_replies_unchecked(tmp_path: Path) -> None:
    row = {"message_id": "m1", "direction": "outbound", "sent_at": "2026-01-05T10:00:00Z", "body_text": "Hello"}
    (tmp_path / "m.jsonl").write_text(json.dumps(row), encoding="utf-8")
    call("audit", "m.jsonl", "--no-open", "--result", "r.json", cwd=tmp_path)
    outcomes = {o["rule"]: o for o in json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["outcomes"]}
    assert outcomes["slow-reply"]["status"] == "not_checked"
