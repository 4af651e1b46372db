"""Returns: of orders that Amazon sent (FBA), and of those that the seller sent."""

from audit.model.importer import Column, Parse, Table, TableImporter

IMPORTERS = (
    TableImporter(
        name="fba-returns", title="FBA customer returns report", table=Table.ORDERS, quoting=False,
        columns=(
            Column("order_id", ("order-id",), required=True),
            Column("returned_at", ("return-date",), Parse.DAY, required=True),
            Column("sku"),
            Column("asin"),
            Column("title", ("product-name",)),
        ),
        signs=("fulfillment-center-id",), says={"fulfilment": "amazon"}, dropped=("customer-comments",),
    ),
    TableImporter(
        name="seller-fulfilled-returns", title="Returns report of seller-fulfilled orders", table=Table.ORDERS, quoting=False,
        columns=(
            Column("order_id", ("Order ID",), required=True),
            Column("purchased_at", ("Order date",), Parse.DAY),
            Column("returned_at", ("Return delivery date",), Parse.DAY),
            Column("sku", ("Merchant SKU",)),
            Column("asin", ("ASIN",)),
            Column("title", ("Item Name",)),
        ),
        signs=("Amazon RMA ID", "Return request date", "Return delivery date"), says={"fulfilment": "merchant"},
    ),
)  # fmt: skip
