"""Result documents as JSON: sorted, the same bytes for the same result."""

import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

from audit.errors import ResultError
from audit.model.evidence import Element, Excerpt, Fact, Reference
from audit.model.result import SCHEMA_VERSION, AuditResult

_KINDS = {"excerpt": Excerpt, "fact": Fact, "element": Element, "reference": Reference}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists; evidence says its kind."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        tag = {"kind": _NAMES[type(value)]} if type(value) in _NAMES else {}
        return {**tag, **{f.name: plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list | tuple) else value


def dumps(result: AuditResult) -> str:
    """The document."""
    return "".join(pieces(result))


def pieces(result: AuditResult) -> Iterator[str]:
    """The document bit by bit: one line for each value of the result, and for each member of its lists."""
    begin = "{"
    for name in sorted(f.name for f in fields(result)):
        value = getattr(result, name)
        yield f'{begin}\n"{name}": '
        yield from _lines(value) if isinstance(value, tuple) and value else (_ENCODE(value),)
        begin = ","
    yield "\n}\n"


def _lines(items: tuple[object, ...]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield f"{',' if number else '['}\n{_ENCODE(item)}"
    yield "\n]"


def _shallow(value: Any) -> Any:
    """What the encoder does not know: one level of it, the encoder asks again for the next."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    tag = _NAMES.get(type(value))
    kind: Any = type(value)
    found = {name: getattr(value, name) for name in _fields(kind)}
    return found | {"kind": tag} if tag else found


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


_ENCODE = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=_shallow).encode


def loads(text: str) -> AuditResult:
    """The result in a document.

    Raises:
        ResultError: it is no result document, or of a newer version.
    """
    try:
        raw = json.loads(text)
        version = raw["schema_version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ResultError(f"this is no result document of msgaudit ({error})") from error
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        raise ResultError(f"the result document has schema version {version}; update msgaudit to read it")
    try:
        return typing.cast("AuditResult", _build(AuditResult, raw))
    except (KeyError, TypeError, ValueError) as error:
        raise ResultError(f"the result document is damaged: {error}") from error


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if isinstance(value, dict) and value.get("kind") in _KINDS and kind not in _KINDS.values():
        return _build(_KINDS[value["kind"]], {k: v for k, v in value.items() if k != "kind"})
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        known = {f.name for f in fields(kind)}
        return kind(**{name: _build(hints[name], item) for name, item in value.items() if name in known})
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = [a for a in get_args(kind) if a is not type(None)]
        return value if value is None or len(inner) > 1 else _build(inner[0], value)
    if origin is tuple:
        kinds = get_args(kind)
        item_kinds = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else kinds
        return tuple(_build(k, v) for k, v in zip(item_kinds, value, strict=True))
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
