"""Seller feedback: neutral and negative feedback on the seller. Its days are numbers in the order of the country.

A day counts as its last second: what was sent later that day may have come before the feedback.
"""

from audit.model.importer import Column, Parse, Table, TableImporter

IMPORTER = TableImporter(
    name="seller-feedback", title="Seller feedback report", table=Table.FEEDBACK, quoting=False,
    columns=(
        Column("order_id", ("Order ID",), required=True),
        Column("left_at", ("Date",), Parse.DAY, required=True),
        Column("rating", ("Rating",), Parse.INTEGER, required=True),
        Column("comment", ("Comments",)),
    ),
    dropped=("Rater Email",),
)  # fmt: skip
