-- The marketplace of an order, for files that do not say it.
select max(r.marketplace) as marketplace
from main.order_rows as r
where r.order_id = ?
