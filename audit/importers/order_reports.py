"""Order reports of sellers who send themselves: new orders, and those still to be sent. One row an item.

Extra rows of an order leave most columns blank; the report of unshipped orders has no prices, and what it lacks is left as it is.
"""

from audit.model.importer import Column, Parse, Table, TableImporter

_COLUMNS = (
    Column("order_id", ("order-id",), required=True),
    Column("purchased_at", ("purchase-date",), Parse.DAY, required=True),
    Column("marketplace", ("sales-channel",), Parse.MARKETPLACE),
    Column("buyer_id", ("buyer-email",)),
    Column("sku"),
    Column("title", ("product-name", "item-name")),
)
_CARRIED = ("order-id", "purchase-date", "sales-channel", "buyer-email")
_PERSONAL = (
    "buyer-name", "buyer-phone-number", "recipient-name", "ship-address-1", "ship-address-2", "ship-address-3",
    "ship-phone-number", "bill-address-1", "bill-address-2", "bill-address-3", "gift-message-text",
)  # fmt: skip

IMPORTERS = (
    TableImporter(
        name="order-report", title="Order Report (new orders)", table=Table.ORDERS, quoting=False,
        columns=(*_COLUMNS, Column("promised_at", ("delivery-end-date",), Parse.DAY)),
        signs=("order-item-id",), says={"fulfilment": "merchant"}, carried=_CARRIED, dropped=_PERSONAL,
    ),
    TableImporter(
        name="unshipped-orders", title="Unshipped Orders report", table=Table.ORDERS, quoting=False,
        columns=(*_COLUMNS, Column("updated_at", ("reporting-date",), Parse.DAY)),
        signs=("order-item-id", "quantity-to-ship"), says={"fulfilment": "merchant", "status": "unshipped"},
        carried=(*_CARRIED, "reporting-date"), dropped=_PERSONAL,
    ),
)  # fmt: skip
