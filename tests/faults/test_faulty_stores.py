"""Stores that are damaged, locked, foreign, of another version or without rights; and who may read them."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from fault_tools import WITHOUT_RIGHTS, begin, call, environment, put, row, table

from audit import AuditError, import_files, open_store
from audit.resources import SAMPLE_DATA
from audit.store.pseudonyms import pseudonym_key
from audit.store.store import SCHEMA_FILES, Store

HOLD = "import sys, audit; store = audit.open_store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
CONTENT = (
    "select md5(string_agg(md5(m::varchar), ',' order by message_id)) as h from main.messages as m",
    "select md5(string_agg(md5(o::varchar), ',' order by md5(o::varchar))) as h from order_rows as o",
    "select md5(string_agg(md5(f::varchar), ',' order by file_id)) as h from files as f",
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "s.duckdb"
    with open_store(path) as store:
        import_files(store, [SAMPLE_DATA / "demo"])
    return path


def content(path: Path) -> list[object]:
    with open_store(path) as store:
        return [store.rows(select)[0]["h"] for select in CONTENT]


def hurt(raw: bytes, rng: random.Random) -> bytes:
    """Cuts a file, or flips or zeroes some of its bytes."""
    place = rng.randrange(len(raw))
    match rng.choice(["cut", "flip", "zero", "header"]):
        case "cut":
            return raw[:place]
        case "flip":
            return raw[:place] + bytes(b ^ 0xFF for b in raw[place : place + 64]) + raw[place + 64 :]
        case "zero":
            return raw[:place] + bytes(len(raw[place : place + 100_000])) + raw[place + 100_000 :]
        case _:
            return raw[: place % 12_288] + b"\xa5" + raw[place % 12_288 + 1 :]


def test_a_damaged_store_is_refused_or_whole_never_wrong(sound: Path, tmp_path: Path) -> None:
    raw, want, rng = sound.read_bytes(), content(sound), random.Random(7)
    refused = 0
    for number in range(40):
        path = put(tmp_path, f"{number}.duckdb", hurt(raw, rng))
        said = refusal(path, want)
        assert said is None or ("damaged" in said and str(path) in said and "\n" not in said), said
        refused += said is not None
        path.unlink()
    assert 10 < refused < 40


def refusal(path: Path, want: list[object]) -> str | None:
    """Why a store is refused; None where it is not and holds what it should."""
    try:
        found = content(path)
    except AuditError as error:
        return str(error)
    assert found == want
    return None


@pytest.mark.parametrize("words", [("check",), ("report",), ("export", "messages", "-o", "x.csv"), ("import", "a.csv")])
def test_every_command_names_a_damaged_store_in_one_line(sound: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    raw = sound.read_bytes()
    put(tmp_path, "a.csv", table(row("m1")))
    put(tmp_path, "s.duckdb", raw[: len(raw) // 3])
    done = call(*words, "--store", "s.duckdb", cwd=tmp_path)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "s.duckdb cannot be used as a store: it is damaged" in done.err
    assert (tmp_path / "s.duckdb").read_bytes() == raw[: len(raw) // 3]


@pytest.mark.parametrize(
    ("name", "why"),
    [("table.csv", "damaged or none"), ("folder", "no file"), ("pipe", "no file"), ("table.csv/s.duckdb", "cannot be made"),
     ("locked.duckdb", "may not be written"), ("closed/s.duckdb", "may not be written"), ("nowhere", "no file")],
)  # fmt: skip
def test_what_cannot_be_a_store_is_refused_and_left_alone(tmp_path: Path, name: str, why: str) -> None:
    text = table(row("m1"))
    put(tmp_path, "table.csv", text)
    (tmp_path / "folder").mkdir()
    (tmp_path / "nowhere").symlink_to("gone")
    os.mkfifo(tmp_path / "pipe")
    put(tmp_path, "locked.duckdb", "").chmod(0)
    (tmp_path / "closed").mkdir(mode=0o500)
    done = call("import", "table.csv", "--store", name, cwd=tmp_path, under=WITHOUT_RIGHTS)
    assert done.code == 2
    assert why in done.err
    assert name in done.err
    assert (tmp_path / "table.csv").read_text(encoding="utf-8") == text


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "theirs.duckdb")) as theirs:
        theirs.execute("create table t as select 42 as answer")
    put(tmp_path, "a.csv", table(row("m1")))
    done = call("import", "a.csv", "--store", "theirs.duckdb", cwd=tmp_path)
    assert (done.code, "no store of msgaudit" in done.err) == (2, True)
    with duckdb.connect(str(tmp_path / "theirs.duckdb")) as theirs:
        assert theirs.sql("select table_name from duckdb_tables()").fetchall() == [("t",)]


def test_an_empty_file_in_a_stores_place_becomes_a_store(tmp_path: Path) -> None:
    put(tmp_path, "s.duckdb", "")
    with open_store(tmp_path / "s.duckdb") as store:
        assert store.count("main.messages") == 0
    assert (tmp_path / "s.duckdb").stat().st_mode & 0o777 == 0o600


def test_a_store_of_a_newer_version_is_refused_and_left_alone(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "s.duckdb"))
    with duckdb.connect(str(path)) as newer:
        newer.execute("update meta set value = '99' where name = 'schema'")
    before = path.read_bytes()
    done = call("check", "--store", "s.duckdb", cwd=tmp_path)
    assert (done.code, "newer msgaudit; update msgaudit" in done.err) == (2, True)
    assert path.read_bytes() == before


def test_a_store_of_an_older_version_is_copied_then_brought_up(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "s.duckdb"))
    before, version = content(path), len(SCHEMA_FILES)
    step = put(tmp_path, "next.sql", "create table later (n integer); insert into later values (42);")
    with Store.open(path, schema=(*SCHEMA_FILES, step)) as store:
        assert store.rows("select value from meta where name = 'schema'") == [{"value": str(version + 1)}]
        assert store.rows("select n from later") == [{"n": 42}]
    copy = tmp_path / f"s.duckdb.schema-{version}"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert content(copy) == before
    with pytest.raises(AuditError, match="newer msgaudit"):
        open_store(path)


def test_a_migration_that_fails_leaves_the_store_at_its_version(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "s.duckdb"))
    before = content(path)
    step = put(tmp_path, "next.sql", "create table later (n integer); insert into nothing values (1);")
    with pytest.raises(AuditError, match="cannot be used"):
        Store.open(path, schema=(*SCHEMA_FILES, step))
    assert content(path) == before


def test_a_store_in_use_is_said_and_its_user_is_not_disturbed(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "s.duckdb"))
    put(tmp_path, "a.csv", table(row("m1")))
    before = content(path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        for words in (("import", "a.csv"), ("check",), ("export", "orders", "-o", "x.csv")):
            done = call(*words, "--store", "s.duckdb", cwd=tmp_path)
            assert (done.code, done.err) == (
                2,
                "msgaudit: s.duckdb is in use by another program; wait until that has ended\n",
            )
        holder.communicate("")
    assert holder.returncode == 0
    assert content(path) == before


def test_two_imports_at_once_lose_nothing(tmp_path: Path) -> None:
    for name in ("a", "b"):
        put(tmp_path, f"{name}.csv", table(*(row(f"{name}{n}") for n in range(3_000))))
    both = [begin("import", f"{name}.csv", "--store", "s.duckdb", cwd=tmp_path) for name in ("a", "b")]
    ends = [(run.communicate(timeout=60), run.returncode) for run in both]
    assert {code for _, code in ends} <= {0, 2}
    assert all("in use" in err for (_, err), code in ends if code == 2), ends
    with open_store(tmp_path / "s.duckdb") as store:
        assert store.count("main.messages") == 3_000 * sum(code == 0 for _, code in ends) > 0


def test_store_log_spill_and_key_are_their_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        pseudonym_key(tmp_path / "deep" / "p.key")
        with open_store(tmp_path / "s.duckdb") as store:
            import_files(store, [put(tmp_path, "a.csv", table(row("m1")))])
            log = tmp_path / "s.duckdb.wal"
            assert log.exists()
            assert log.stat().st_mode & 0o077 == 0
            assert (tmp_path / "s.duckdb").stat().st_mode & 0o777 == 0o600
        assert os.umask(0) == 0
    finally:
        os.umask(old)
    assert (tmp_path / "deep" / "p.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("raw", [b"", b"short", bytes(31)])
def test_a_damaged_key_is_never_replaced_behind_ones_back(tmp_path: Path, raw: bytes) -> None:
    key = put(tmp_path, "p.key", raw)
    with pytest.raises(AuditError, match=r"p\.key is damaged"):
        pseudonym_key(key)
    assert key.read_bytes() == raw


def test_a_key_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    key = put(tmp_path, "p.key", bytes(range(32)))
    key.chmod(0o644)
    assert pseudonym_key(key) == bytes(range(32))
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_key_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", table(row("m1")))
    put(tmp_path, "account.toml", 'pseudonym_key_file = "p.key"\n')
    put(tmp_path, "p.key", bytes(32)).chmod(0)
    done = call("audit", "a.csv", "--no-open", cwd=tmp_path, under=WITHOUT_RIGHTS)
    assert (done.code, "p.key" in done.err, "pseudonym_key_file" in done.err) == (2, True, True)
