"""account.toml: what the seller says about the account. Optional; every key has a sensible default."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from audit.errors import UsageError

FILE_NAME = "account.toml"

KEYS: Mapping[str, str] = {
    "name": "the account's name, shown on the report",
    "client": "the client that the report is made for",
    "brands": "the seller's brand names",
    "websites": "the seller's own domains: a link to one is an external link, a logo that shows one is a fault",
    "allowed_domains": "domains that messages may link to (a design proof page, a booking page)",
    "senders": "e-mail addresses that the seller writes from",
    "agents": "table: address or id of an agent = the name to show",
    "timezone": "zone of times that come without one, and of messages without a marketplace (Europe/Berlin)",
    "marketplaces": "the marketplaces sold on; the only one listed is assumed where a message names none",
    "disabled_rules": "table: rule id = the reason; shown in the report",
    "limits": "table: limit = number, in place of the policy's; shown in the report",
    "lexicon_dir": "folder with more phrases, relative to this file",
    "rules_dir": "folder with more SQL rules, relative to this file",
    "policy_dir": "folder with policy versions in place of the built-in ones, relative to this file",
    "brand": "brand file for reports, relative to this file: TOML with colour (#7b3f22) and logo (PNG, JPEG, SVG)",
    "pseudonym_key_file": "key of the pseudonyms; made on first use, readable by its owner only",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The settings of one account. Folders and files are absolute paths."""

    name: str | None = None
    client: str | None = None
    brands: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    allowed_domains: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    agents: Mapping[str, str] = field(default_factory=dict)
    timezone: str | None = None
    marketplaces: tuple[str, ...] = ()
    disabled_rules: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    lexicon_dir: Path | None = None
    rules_dir: Path | None = None
    policy_dir: Path | None = None
    brand: Path | None = None
    pseudonym_key_file: Path | None = None
    file: Path | None = None


def load_account(file: Path) -> Account:
    """The settings in ``file``.

    Raises:
        UsageError: the file is no TOML, has a key that does not exist, or a value of the wrong kind.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: {error}. Mend the file or remove it") from error
    unknown = sorted(set(raw) - set(KEYS))
    if unknown:
        raise UsageError(f"{file}: unknown key {unknown[0]!r}; msgaudit doctor lists the keys")
    values = {name: _value(file, name, value) for name, value in raw.items()}
    return Account(file=file, **values)  # type: ignore[arg-type]


def _value(file: Path, name: str, value: object) -> object:
    kind = next(f.type for f in fields(Account) if f.name == name)
    text = str(kind)
    if "Path" in text and isinstance(value, str):
        return (file.parent / value).resolve()
    if "tuple" in text and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if "Mapping[str, str]" in text and isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return value
    if "float" in text and isinstance(value, dict) and all(_is_number(v) for v in value.values()):
        return value
    if text.startswith("str") and isinstance(value, str):
        return value
    wanted = "a list of texts" if "tuple" in text else "a table" if "Mapping" in text else "a text"
    raise UsageError(f"{file}: {name} must be {wanted} ({KEYS[name]})")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
