"""Amazon Fulfilled Shipments: one row an item of a shipment. The estimated arrival counts as the promise of delivery.

The headers are translated where the report was downloaded from Seller Central in Chinese.
"""

from audit.model.importer import Column, Parse, Table, TableImporter

IMPORTER = TableImporter(
    name="fulfilled-shipments", title="Amazon Fulfilled Shipments report", table=Table.ORDERS, quoting=False,
    columns=(
        Column("order_id", ("amazon-order-id", "亚马逊订单编号"), required=True),
        Column("purchased_at", ("purchase-date", "购买日期"), Parse.DAY),
        Column("shipped_at", ("shipment-date", "配送日期"), Parse.DAY, required=True),
        Column("promised_at", ("estimated-arrival-date", "预计到达日期"), Parse.DAY),
        Column("marketplace", ("sales-channel", "销售渠道"), Parse.MARKETPLACE),
        Column("buyer_id", ("buyer-email", "买家电子邮件")),
        Column("sku", ("sku", "merchant-sku", "卖家 SKU")),
        Column("title", ("product-name", "商品名称")),
    ),
    says={"fulfilment": "amazon"},
    dropped=(
        "buyer-name", "buyer-phone-number", "recipient-name", "ship-address-1", "ship-address-2", "ship-address-3",
        "ship-phone-number", "bill-address-1", "bill-address-2", "bill-address-3", "买家姓名", "买家电话号码", "收件人姓名",
    ),
)  # fmt: skip
