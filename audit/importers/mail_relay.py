"""Whose mail it is: buyers' relay addresses and Amazon's own, by the whole host name, never by a part of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.importers.mail_headers import Address
from audit.importers.mail_wording import wording
from audit.policy import find_marketplace, load_marketplaces

_LOCAL = re.compile(r"([a-z0-9]{6,40})(?:\+([\w-]{1,80}))?", re.ASCII)
_IN_TEXT = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9]{6,40}(?:\+[\w-]{1,80})?@marketplace\.amazon\.[A-Za-z]{2,3}(?:\.[A-Za-z]{2})?)(?![\w-]|\.\w)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Relay:
    """A buyer's address at a relay host: ``alias`` without the case, in lower case; ``case`` is '' where none is given."""

    alias: str
    case: str
    marketplace: str
    name: str


@cache
def _relay_hosts() -> Mapping[str, str]:
    return {market.relay_host: market.name for market in load_marketplaces()}


@lru_cache(maxsize=8_192)
def relay(address: Address) -> Relay | None:
    """The buyer behind an address; None where its host is no relay host or its local part is Amazon's own."""
    local, _, host = address.address.casefold().rpartition("@")
    marketplace = _relay_hosts().get(host.rstrip("."))
    found = _LOCAL.fullmatch(local)
    if marketplace is None or found is None or found[1] in wording().services:
        return None
    return Relay(f"{found[1]}@{host.rstrip('.')}", found[2] or "", marketplace, buyer_name(address.name))


def buyer_name(name: str) -> str:
    """A display name without what Amazon adds; '' for an address."""
    plain = " ".join(name.split())
    for suffix in wording().suffixes:
        if plain.casefold().endswith(suffix):
            return plain[: -len(suffix)].strip()
    return "" if "@" in plain else plain


def first_relay(addresses: Iterable[Address]) -> Relay | None:
    """The first buyer among addresses."""
    return next((found for address in addresses if (found := relay(address))), None)


def relay_in(text: str) -> Relay | None:
    """The first buyer's address that a text names."""
    return first_relay(Address("", found[1]) for found in _IN_TEXT.finditer(text))


def is_amazon(address: Address) -> bool:
    """Whether an address is Amazon's own: its host is that of an Amazon store, or below it."""
    return bool(_store(address))


@cache
def _stores() -> tuple[tuple[str, str], ...]:
    """Hosts and names, longest host first: amazon.com.br before amazon.com."""
    return tuple(sorted(((m.host, m.name) for m in load_marketplaces()), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=8_192)
def _store(address: Address) -> str:
    host = address.address.casefold().rpartition("@")[2].rstrip(".")
    return next((name for store, name in _stores() if host == store or host.endswith(f".{store}")), "")


def marketplace_of(stated: str, buyer: Relay | None, sender: Address | None = None) -> str:
    """The store's name: by the id that the mail states, else by the relay host, else by Amazon's sending host; else ''."""
    market = find_marketplace(stated.strip()) if stated.strip() else None
    if market:
        return market.name
    if buyer:
        return buyer.marketplace
    return _store(sender) if sender else ""
