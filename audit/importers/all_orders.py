"""All Orders: Seller Central's flat file of orders, one row an item, every column history since 2016."""

from audit.model.importer import Column, Parse, Table, TableImporter

_STATUS = {
    "pending": "pending", "pending - waiting for pick up": "pending", "shipping": "shipping", "shipped": "shipped",
    "shipped - delivered to buyer": "delivered", "shipped - returned to seller": "returned",
    "shipped - rejected by buyer": "returned", "cancelled": "cancelled", "canceled": "cancelled",
    "unshipped": "unshipped", "complete": "shipped",
}  # fmt: skip

IMPORTER = TableImporter(
    name="all-orders", title="All Orders flat file report", table=Table.ORDERS, quoting=False,
    columns=(
        Column("order_id", ("amazon-order-id",), required=True),
        Column("purchased_at", ("purchase-date",), Parse.TIMESTAMP, required=True),
        Column("updated_at", ("last-updated-date",), Parse.TIMESTAMP),
        Column("status", ("order-status",), Parse.CHOICE, required=True, choices=_STATUS),
        Column("marketplace", ("sales-channel",), Parse.MARKETPLACE),
        Column("fulfilment", ("fulfillment-channel", "fulfilment-channel"), Parse.CHOICE,
               choices={"amazon": "amazon", "afn": "amazon", "merchant": "merchant", "mfn": "merchant"}),
        Column("title", ("product-name",)),
        Column("sku"),
        Column("asin"),
        Column("is_replacement", ("is-replacement-order",), Parse.BOOLEAN),
    ),
)  # fmt: skip
