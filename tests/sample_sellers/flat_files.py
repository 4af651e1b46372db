"""Amazon's All Orders flat file: TAB, no quotes, one row an item, as the seller downloads it by quarter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .places import PLACES

if TYPE_CHECKING:
    from .seller import Order, Seller

_HEADER = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel "
    "order-channel url ship-service-level product-name sku asin item-status quantity currency item-price item-tax "
    "shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city "
    "ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation"
)
_COLUMNS = _HEADER.split()


def flat_file(seller: Seller, since: datetime, until: datetime, encoding: str) -> bytes:
    """The orders bought in that time as Amazon knew them at its end; what the encoding lacks is a question mark."""
    rows = ["\t".join(_COLUMNS)]
    chosen = sorted((o for o in seller.orders if since <= o.purchased < until), key=lambda o: (o.purchased, o.id))
    rows += ["\t".join(_row(seller, order, until)) for order in chosen]
    return ("\n".join(rows) + "\n").encode(encoding, errors="replace")


def _row(seller: Seller, order: Order, until: datetime) -> list[str]:
    place = PLACES[order.marketplace]
    status, item, updated = _status(order, until)
    language = order.buyer.language if order.buyer.language == place.language else place.language
    price = f"{seller.prices[order.sku] * order.quantity:.2f}"
    cancelled = status == "Cancelled"
    facts = {
        "amazon-order-id": order.id, "merchant-order-id": order.id, "purchase-date": _iso(order.purchased),
        "last-updated-date": _iso(updated), "order-status": status, "fulfillment-channel": order.fulfilment,
        "sales-channel": order.marketplace, "ship-service-level": "Expedited" if order.fulfilment == "Amazon" else "Standard",
        "product-name": f"{seller.name} {seller.titles[order.sku][language].removeprefix('the ')}", "sku": order.sku,
        "asin": seller.asins[order.sku], "item-status": item, "quantity": "0" if cancelled else str(order.quantity),
        "currency": "" if cancelled else place.currency, "item-price": "" if cancelled else price,
        "ship-country": place.country, "is-business-order": "false",
    }  # fmt: skip
    return [facts.get(column, "") for column in _COLUMNS]


def _status(order: Order, until: datetime) -> tuple[str, str, datetime]:
    if order.cancelled:
        return "Cancelled", "Cancelled", order.cancelled
    if order.status != "Shipped":
        return order.status, "Unshipped", order.purchased + timedelta(hours=1)
    shipped = order.shipped or order.purchased
    if shipped >= until:
        return "Unshipped", "Unshipped", order.purchased + timedelta(hours=1)
    return "Shipped", "Shipped", shipped


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "+00:00"
