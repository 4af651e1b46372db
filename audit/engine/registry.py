"""Finds every rule: Python rules below audit/rules, SQL rules in queries/rules, and the account's own."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import audit.rules
from audit.engine.sql_header import sql_rule
from audit.errors import RuleError, UsageError
from audit.model.rule import Rule
from audit.resources import QUERIES


@cache
def built_in() -> tuple[Rule, ...]:
    """All rules that come with msgaudit, by id."""
    return _unique([*_python_rules(), *_sql_rules(QUERIES / "rules")])


def load(rules_dir: Path | None = None) -> tuple[Rule, ...]:
    """The built-in rules and those of the account's folder, by id.

    Raises:
        RuleError: a file breaks the house rules, or an id occurs twice.
    """
    if rules_dir is None:
        return built_in()
    if not rules_dir.is_dir():
        raise UsageError(f"rules_dir {rules_dir} is no folder; mend it in account.toml")
    return _unique([*built_in(), *_sql_rules(rules_dir)])


def choose(rules: tuple[Rule, ...], wanted: tuple[str, ...], known: frozenset[str]) -> tuple[Rule, ...]:
    """The rules named in ``wanted``, or all of them where it is empty.

    Raises:
        UsageError: an id is in neither the rules nor the catalogue.
    """
    if not wanted:
        return rules
    for name in wanted:
        if name not in known | {r.id for r in rules}:
            raise UsageError(f"there is no rule {name!r}; `msgaudit rules` lists them")
    return tuple(r for r in rules if r.id in wanted)


def _python_rules() -> Iterator[Rule]:
    for module in pkgutil.walk_packages(audit.rules.__path__, "audit.rules."):
        if module.ispkg:
            continue
        name = module.name.rsplit(".", 1)[1]
        loaded = importlib.import_module(module.name)
        found = getattr(loaded, name, None)
        if not isinstance(found, Rule):
            raise RuleError(f"{module.name}: a rule file holds one rule of the file's name, {name}")
        yield found


def _sql_rules(folder: Path) -> Iterator[Rule]:
    for file in sorted(folder.glob("*.sql")):
        yield sql_rule(file.stem, file.read_text(encoding="utf-8"), str(file))


def _unique(rules: list[Rule]) -> tuple[Rule, ...]:
    by_id: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in by_id:
            raise RuleError(f"two rules have the id {rule.id}")
        by_id[rule.id] = rule
    return tuple(by_id[name] for name in sorted(by_id))
