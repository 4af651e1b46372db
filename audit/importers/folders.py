"""The files that are meant by files and folders. What is no file is found too, so that it can be refused by name."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from audit.errors import InputError

_OURS = frozenset({"account.toml", "msgaudit-report"})
_NOT_DATA = (".duckdb", ".wal", ".md", ".toml")
_KINDS = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files meant by files and folders: sorted, without hidden ones, stores, our own report and settings.

    Folders that cannot be opened, links that lead away, pipes and devices are among them: ``check_file`` refuses those.
    """
    files: dict[Path, None] = {}
    for path in paths:
        files |= dict.fromkeys(sorted(_inside(path)) if path.is_dir() else [path])
    return list(files)


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in linked and _is_data(name)]
        yield from (Path(place) / name for name in [*names, *linked] if _is_data(name))
    yield from (Path(os.fsdecode(error.filename)) for error in closed)


def _is_data(name: str) -> bool:
    return not name.startswith(".") and name not in _OURS and not name.endswith(_NOT_DATA)


def check_file(path: Path, given: Iterable[Path]) -> None:
    """Refuses what cannot be read from beginning to end, without opening it, and what was not meant.

    Raises:
        InputError: says what it is, and what to do.
    """
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
    except (OSError, RuntimeError) as error:
        if path.is_symlink():
            raise InputError("is a link that leads nowhere; remove it, or put the file in its place") from error
        raise InputError(f"cannot be looked at ({error}); see to it that you may read the folder") from error
    if kind in _KINDS:
        raise InputError(f"is {_KINDS[kind]}, no file; save what comes out of it as a file")
    if path not in (asked := tuple(given)) and _leads_away(path, asked):
        raise InputError("is a link that leads out of the folder; name what it leads to")
    if kind == stat.S_IFDIR and path.is_symlink():
        raise InputError("is a link to a folder; name that folder itself")
    thing = "folder" if kind == stat.S_IFDIR else "file"
    if kind == stat.S_IFDIR or not os.access(path, os.R_OK):
        raise InputError(f"is a {thing} that you may not read; give yourself the right to")


def _leads_away(path: Path, given: tuple[Path, ...]) -> bool:
    return path.is_symlink() and not any(path.resolve().is_relative_to(folder.resolve()) for folder in given)
