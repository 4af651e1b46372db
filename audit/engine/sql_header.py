"""Reads a SQL rule: a block comment of TOML and Markdown, then one select."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from audit.errors import RuleError
from audit.model.rule import Rule, sections
from audit.model.words import Role, Severity, Unit

_FILE = re.compile(r"\A/\*\s*\+\+\+\n(?P<toml>.*?)\n\+\+\+\n(?P<doc>.*?)\*/\s*(?P<sql>.*)\Z", re.DOTALL)
_NEEDED = ("title", "failure_title", "severity", "clauses", "family", "remediation", "sentence", "requires", "examples")
_OPTIONAL = ("sentences", "unit", "roles", "variants", "groups_by", "facts")


def sql_rule(name: str, text: str, where: str) -> Rule:
    """The rule in ``text``, whose id is ``name``.

    Raises:
        RuleError: there is no header, a key is missing or unknown, or a word is not in the vocabulary.
    """
    found = _FILE.match(text.replace("\r\n", "\n"))
    if not found:
        raise RuleError(f"{where}: begins with no `/* +++ TOML +++ Markdown */` header")
    try:
        header = tomllib.loads(found["toml"])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{where}: the header is no TOML: {error}") from error
    _check_keys(header, where)
    try:
        return _rule(name, header, found["doc"], found["sql"].strip(), where)
    except (ValueError, TypeError) as error:
        raise RuleError(f"{where}: {error}") from error


def _check_keys(header: Mapping[str, Any], where: str) -> None:
    missing = [key for key in _NEEDED if key not in header]
    unknown = sorted(set(header) - set(_NEEDED) - set(_OPTIONAL))
    if missing or unknown:
        problem = f"lacks {missing[0]}" if missing else f"has an unknown key {unknown[0]}"
        raise RuleError(f"{where}: the header {problem}")


def _rule(name: str, header: Mapping[str, Any], doc: str, sql: str, where: str) -> Rule:
    return Rule(
        id=name,
        title=header["title"],
        failure_title=header["failure_title"],
        severity=Severity(header["severity"]),
        clauses=tuple(header["clauses"]),
        family=header["family"],
        remediation=header["remediation"],
        sentence=header["sentence"],
        sentences=header.get("sentences", {}),
        doc=sections(doc, where),
        requires=tuple(header["requires"]),
        variants={key: Severity(value) for key, value in header.get("variants", {}).items()},
        roles=tuple(Role(r) for r in header.get("roles", ("proactive", "reply"))),
        unit=Unit(header.get("unit", Unit.OUTBOUND)),
        groups_by=header.get("groups_by", "template"),
        sql=sql,
        tables=tuple(header["examples"]),
        facts=header.get("facts", {}),
    )
