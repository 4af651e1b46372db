-- One row an order: facts of all its rows and files, column by column. Of several parcels the last decides.
create or replace view model.orders as
with
joined as (
    select
        r.order_id,
        min(r.purchased_at) as purchased_at,
        max(r.shipped_at) as shipped_at,
        max(r.promised_at) as promised_at,
        max(r.delivered_at) as delivered_at,
        max(r.cancelled_at) as cancelled_at,
        max(r.refunded_at) as refunded_at,
        max(r.returned_at) as returned_at,
        max(r.updated_at) as updated_at,
        max(r.marketplace) as marketplace,
        coalesce(arg_max(r.status, coalesce(r.updated_at, r.purchased_at)) filter (where r.status <> ''), '') as status,
        max(r.fulfilment) as fulfilment,
        max(r.buyer_id) as buyer_id,
        max(r.buyer_language) as buyer_language,
        coalesce(bool_or(r.is_custom), false) as is_custom,
        coalesce(bool_or(r.is_replacement), false) as is_replacement,
        max(r.title) as title
    from order_rows as r
    where r.order_id <> ''
    group by r.order_id
)

select
    j.*,
    coalesce(j.delivered_at, j.promised_at, j.shipped_at, j.purchased_at) as completed_at,
    case
        when j.delivered_at is not null then 'delivered'
        when j.promised_at is not null then 'promised'
        when j.shipped_at is not null then 'shipped'
        else 'purchased'
    end as completed_by,
    j.delivered_at is null and lower(j.status) in ('pending', 'unshipped', 'back-ordered', 'backordered') as is_underway
from joined as j;
