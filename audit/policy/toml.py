"""Reads a TOML file of audit/policies and checks its form, so that a mistake is named by file, entry and key."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from audit.errors import PolicyError

Form = Mapping[str, type | tuple[type, ...]]
"""Key → the types that its value may have. Keys that end in ``?`` may be missing."""

NUMBER = (int, float)
_WORDS = {
    str: "a text",
    date: "a date (2026-01-31, without quotation marks)",
    list: "a list",
    dict: "a table",
    int: "a number",
}


def read(file: Path) -> dict[str, Any]:
    """The file's content.

    Raises:
        PolicyError: the file cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{file}: {error}") from error


def checked(raw: object, form: Form, where: str) -> dict[str, Any]:
    """``raw``, if it is a table of this form.

    Raises:
        PolicyError: a key is missing, unknown, or of another type.
    """
    if not isinstance(raw, dict):
        raise PolicyError(f"{where} must be a table")
    known = {key.removesuffix("?"): types for key, types in form.items()}
    missing = [key for key in form if not key.endswith("?") and key not in raw]
    unknown = sorted(set(raw) - set(known))
    if missing or unknown:
        raise PolicyError(f"{where}: {missing[0]} is missing" if missing else f"{where}: {unknown[0]} is no key here")
    for key, value in raw.items():
        _check_type(value, known[key], f"{where}: {key}")
    return raw


def texts(value: list[Any], where: str) -> tuple[str, ...]:
    """A list of texts as a tuple.

    Raises:
        PolicyError: there is something else in it.
    """
    for item in value:
        _check_type(item, str, f"every entry of {where}")
    return tuple(value)


def unique(names: list[str], where: str) -> None:
    """Sees that no name stands twice.

    Raises:
        PolicyError: one does.
    """
    for position, name in enumerate(names):
        if name in names[:position]:
            raise PolicyError(f"{where}: {name} stands there twice")


def _check_type(value: object, types: type | tuple[type, ...], where: str) -> None:
    if not isinstance(value, types) or isinstance(value, bool):
        first = types[0] if isinstance(types, tuple) else types
        raise PolicyError(f"{where} must be {_WORDS[first]}")
