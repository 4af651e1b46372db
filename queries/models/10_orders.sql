-- One row an order: facts of all its rows and files, column by column. Of several items or parcels the last decides,
-- each by its best source: delivered, else promised, else shipped, else purchased.
create or replace view model.orders as
with
parcels as (
    select
        r.order_id,
        r.sku,
        min(r.purchased_at) as purchased_at,
        max(r.shipped_at) as shipped_at,
        max(r.promised_at) as promised_at,
        max(r.delivered_at) as delivered_at,
        coalesce(bool_and(lower(r.status) in ('cancelled', 'canceled')) filter (where r.status <> ''), false)
            as is_cancelled
    from main.order_rows as r
    where r.order_id <> ''
    group by r.order_id, r.sku
),

-- Rows without an item (a carrier's file, say) tell of the whole order.
filled as (
    select
        p.order_id,
        p.is_cancelled,
        coalesce(p.purchased_at, w.purchased_at) as purchased_at,
        coalesce(p.shipped_at, w.shipped_at) as shipped_at,
        coalesce(p.promised_at, w.promised_at) as promised_at,
        coalesce(p.delivered_at, w.delivered_at) as delivered_at
    from parcels as p
    left join parcels as w on p.order_id = w.order_id and w.sku = ''
),

completed as (
    select
        f.order_id,
        f.is_cancelled,
        coalesce(f.delivered_at, f.promised_at, f.shipped_at, f.purchased_at) as completed_at,
        case
            when f.delivered_at is not null then 'delivered'
            when f.promised_at is not null then 'promised'
            when f.shipped_at is not null then 'shipped'
            when f.purchased_at is not null then 'purchased'
            else ''
        end as completed_by
    from filled as f
),

-- A cancelled item is waited for by nobody, unless all are cancelled.
finished as (
    select
        c.order_id,
        c.completed_at,
        c.completed_by
    from completed as c
    qualify row_number() over (
        partition by c.order_id
        order by c.is_cancelled asc, c.completed_at desc nulls last, c.completed_by asc
    ) = 1
),

stated as (
    select
        r.order_id,
        r.status,
        r.updated_at as status_at
    from main.order_rows as r
    where r.order_id <> '' and r.status <> ''
    qualify row_number() over (
        partition by r.order_id
        order by coalesce(r.updated_at, r.shipped_at, r.purchased_at) desc nulls last, r.file_id desc, r.source_row desc
    ) = 1
),

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
        max(r.fulfilment) as fulfilment,
        max(r.buyer_id) as buyer_id,
        max(r.buyer_language) as buyer_language,
        coalesce(bool_or(r.is_custom), false) as is_custom,
        coalesce(bool_or(r.is_replacement), false) as is_replacement,
        max(r.title) as title,
        count(distinct r.sku) as items
    from main.order_rows as r
    where r.order_id <> ''
    group by r.order_id
)

select
    j.order_id,
    j.purchased_at,
    j.shipped_at,
    j.promised_at,
    j.delivered_at,
    j.cancelled_at,
    j.refunded_at,
    j.returned_at,
    j.updated_at,
    j.marketplace,
    coalesce(t.status, '') as status,
    j.fulfilment,
    j.buyer_id,
    j.buyer_language,
    j.is_custom,
    j.is_replacement,
    j.title,
    j.items,
    f.completed_at,
    f.completed_by,
    -- A status from before a known dispatch is out of date.
    j.delivered_at is null
    and not coalesce(j.shipped_at > t.status_at, false)
    and regexp_matches(
        replace(replace(replace(lower(coalesce(t.status, '')), ' ', ''), '-', ''), '_', ''),
        '^(pending|unshipped|partiallyshipped|backorder|preorder)'
    ) as is_underway
from joined as j
inner join finished as f on j.order_id = f.order_id
left join stated as t on j.order_id = t.order_id;
