"""Ctrl-C, kill -9 and a full disk in the middle: what was there stays, what was half done is gone, and it is said."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from fault_tools import WITHOUT_RIGHTS, Done, begin, call, ended, put, row, table, with_room

from audit import open_store

STOPPED = {130, -signal.SIGINT}  # a shell says 130 of both; Python ends by the signal itself where it was loading code
BEFORE, MANY = 500, 20_000
TEXT = "Thank you for your order. Please tell us if anything is missing or broken and we will put it right at once."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place, noise = tmp_path_factory.mktemp("interrupted"), random.Random(1).randbytes
    put(place, "before.csv", table(*(row(f"b{n}", body_text=TEXT) for n in range(BEFORE))))
    put(place, "many.csv", table(*(row(f"m{n}", body_text=f"{TEXT} {noise(100).hex()}") for n in range(MANY))))
    put(place, "more.csv", table(*(row(f"x{n}") for n in range(10))))
    assert call("import", "before.csv", "--store", "s.duckdb", cwd=place).code == 0
    return place


def counted(path: Path) -> tuple[int, int, int]:
    """Messages of before, messages of many, and files that the store says it has imported."""
    with open_store(path) as store:
        found = store.rows(
            "select count(*) filter (starts_with(message_id, 'b')) as b, count(*) filter (starts_with(message_id, 'm')) as m, "
            "(select count(*) from files where refused is null) as f, (select count(*) from main.sources) as s "
            "from main.messages"
        )[0]
        assert found["s"] == found["b"] + found["m"]
        return int(found["b"]), int(found["m"]), int(found["f"])


def fresh(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes((folder / "s.duckdb").read_bytes())
    return path


def is_reading(pid: int, name: str) -> bool:
    """Whether a process has a file of this name open now."""
    try:
        return any(fd.readlink().name == name for fd in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def struck(folder: Path, number: int, later: float, *words: str, name: str) -> Done:
    """Sends a signal ``later`` seconds after the command has first opened the file."""
    running = begin(*words, cwd=folder, MSGAUDIT_WORKERS="2")
    while running.poll() is None and not is_reading(running.pid, name):
        time.sleep(0.002)
    time.sleep(later)
    sent = time.monotonic()
    if number == signal.SIGINT:
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the command and all its helpers
    else:
        os.kill(running.pid, number)
    out, err = running.communicate(timeout=30)
    assert time.monotonic() - sent < 5
    return ended(running.returncode, out, err)


@pytest.mark.parametrize("later", [0.0, 0.1, 0.4])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_import_struck_in_the_middle_is_whole_or_not_there(folder: Path, number: int, later: float) -> None:
    path = fresh(folder, "i.duckdb")
    done = struck(folder, number, later, "import", "many.csv", "--store", "i.duckdb", name="many.csv")
    kept = counted(path)
    assert kept in {(BEFORE, 0, 1), (BEFORE, MANY, 2)}
    if number == signal.SIGINT and done.code != 0:
        assert done.code in STOPPED
        assert done.err == "msgaudit: stopped; what was imported completely is kept\n"


def test_what_was_struck_can_be_imported_again(folder: Path) -> None:
    path = fresh(folder, "again.duckdb")
    struck(folder, signal.SIGKILL, 0.3, "import", "many.csv", "--store", "again.duckdb", name="many.csv")
    assert call("import", "many.csv", "--store", "again.duckdb", cwd=folder).code == 0
    assert counted(path) == (BEFORE, MANY, 2)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_check_struck_in_the_middle_keeps_the_earlier_result(folder: Path, number: int, workers: str) -> None:
    if not (folder / "checked.duckdb").exists():
        call("import", "before.csv", "many.csv", "--store", "checked.duckdb", cwd=folder)
        with open_store(folder / "checked.duckdb") as store:
            store.save_result("2026-01-01", ["{", "}"])
    path = folder / "c.duckdb"
    path.write_bytes((folder / "checked.duckdb").read_bytes())
    running = begin("check", "--store", "c.duckdb", cwd=folder, MSGAUDIT_WORKERS=workers)
    time.sleep(2.0)
    os.killpg(running.pid, number) if number == signal.SIGINT else running.kill()
    out, err = running.communicate(timeout=30)
    done = ended(running.returncode, out, err)
    assert done.code in (STOPPED if number == signal.SIGINT else {-signal.SIGKILL}), (done.code, err)
    if number == signal.SIGINT:
        assert err == "msgaudit: stopped; what was imported completely is kept\n"
    assert counted(path) == (BEFORE, MANY, 2)
    with open_store(path) as store:
        assert store.load_result() == "{}"
    assert not children_of(running.pid)


def stat_of(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return []


def children_of(group: int) -> list[list[str]]:
    """Processes left over in a process group, after a moment to leave."""
    for _ in range(40):
        stats = map(stat_of, Path("/proc").glob("[0-9]*"))
        alive = [stat for stat in stats if stat[4:5] == [str(group)] and stat[2] != "Z"]
        if not alive:
            return []
        time.sleep(0.1)
    return alive


@pytest.mark.parametrize("room", [-500_000, 0, 500_000])
def test_a_full_disk_during_an_import_loses_nothing(folder: Path, room: int) -> None:
    path = fresh(folder, "f.duckdb")
    room += path.stat().st_size
    done = call("import", "many.csv", "--store", "f.duckdb", cwd=folder, under=with_room(room))
    assert done.code == 2, done.out
    assert done.err.count("\n") == 1
    assert "the disk is full" in done.err
    assert "f.duckdb" in done.err
    assert counted(path) == (BEFORE, 0, 1)
    assert call("import", "more.csv", "--store", "f.duckdb", cwd=folder).code == 0


def test_a_full_disk_during_a_check_keeps_the_store(folder: Path) -> None:
    path = fresh(folder, "f2.duckdb")
    size = path.stat().st_size
    done = call("check", "--store", "f2.duckdb", cwd=folder, under=with_room(size - size % 4096))
    assert done.code in {0, 1, 2}
    if done.code == 2:
        assert "the disk is full" in done.err
    assert counted(path) == (BEFORE, 0, 1)


def test_a_full_disk_leaves_no_half_report_and_keeps_the_earlier_one(folder: Path) -> None:
    place = folder / "out"
    place.mkdir()
    put(place, "report.html", "earlier")
    done = call("audit", "more.csv", "-o", "out", "--no-open", cwd=folder, under=with_room(200_000))
    assert done.code == 2
    assert "out/report.html cannot be written: File too large" in done.err
    assert {file.name: file.read_text(encoding="utf-8") for file in place.iterdir()} == {"report.html": "earlier"}


@pytest.mark.parametrize("words", [("rules", "--format", "json"), ("explain", "emoji")])
def test_a_full_disk_behind_stdout_gives_2_and_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = call(*words, cwd=tmp_path, stdout=full)
    assert (done.code, done.err) == (2, "msgaudit: the output cannot be read or written: No space left on device\n")


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    with begin("rules", "--format", "json", cwd=tmp_path) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0


@pytest.mark.parametrize(
    ("place", "why"),
    [("closed/report.html", "Permission denied"), ("a-file/report.html", "a-file is a file"), ("a-folder", "Is a directory"),
     ("x" * 300 + ".html", "File name too long")],
)  # fmt: skip
def test_a_place_that_cannot_be_written_is_named(folder: Path, tmp_path: Path, place: str, why: str) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    (tmp_path / "a-folder").mkdir()
    put(tmp_path, "a-file", "kept")
    result = folder / "result.json"
    if not result.exists():
        call("check", "--store", "s.duckdb", "--result", result, cwd=folder)
    done = call("report", result, "-o", place, cwd=tmp_path, under=WITHOUT_RIGHTS)
    assert (done.code, done.err.count("\n")) == (2, 1), done.err
    assert f"{place} cannot be written: {why}" in done.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a-file", "a-folder", "closed"]


def test_a_device_is_written_into_and_never_replaced(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    reader = os.open(tmp_path / "pipe.html", os.O_RDONLY | os.O_NONBLOCK)
    done = call(
        "export", "row-issues", "--store", "s.duckdb", "--format", "csv", "-o", tmp_path / "pipe.html", cwd=folder
    )
    os.close(reader)
    assert done.code == 0, done.err
    assert (tmp_path / "pipe.html").is_fifo()
