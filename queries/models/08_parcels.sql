-- One row an item or parcel of an order, its facts joined column by column over files. Rows of one item that stand in one
-- file with the same last update are parcels of their own; with another one they are a later look at the same parcel.
create or replace view model.parcels as
with
numbered as (
    select
        r.*,
        row_number() over (
            partition by r.order_id, r.sku, r.file_id, r.updated_at
            order by r.source_row
        ) as parcel,
        case when r.status <> '' then coalesce(r.updated_at, r.shipped_at, r.purchased_at) end as status_at
    from main.order_rows as r
    where r.order_id <> ''
)

select
    n.order_id,
    n.sku,
    n.parcel,
    min(n.purchased_at) as purchased_at,
    max(n.shipped_at) as shipped_at,
    max(n.promised_at) as promised_at,
    max(n.delivered_at) as delivered_at,
    max(n.cancelled_at) as cancelled_at,
    max(n.status_at) as status_at,
    coalesce(
        arg_max(
            replace(replace(replace(lower(n.status), ' ', ''), '-', ''), '_', ''),
            (coalesce(n.status_at, make_timestamptz(1, 1, 1, 0, 0, 0)), n.file_id, n.source_row)
        ) filter (where n.status <> ''),
        ''
    ) as status
from numbered as n
group by n.order_id, n.sku, n.parcel;
