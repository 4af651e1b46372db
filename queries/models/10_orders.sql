-- One row an order: facts of all its rows and files, column by column. Of several items or parcels the last decides,
-- each by its best source: delivered, else promised, else shipped, else purchased.
create or replace view model.orders as
with
-- Rows without an item (a carrier's file, say) tell of the whole order.
whole as (
    select
        p.order_id,
        min(p.purchased_at) as purchased_at,
        max(p.shipped_at) as shipped_at,
        max(p.promised_at) as promised_at,
        max(p.delivered_at) as delivered_at,
        bool_or(p.status in ('cancelled', 'canceled') or p.cancelled_at is not null) as is_cancelled
    from model.parcels as p
    where p.sku = ''
    group by p.order_id
),

itemised as (
    select distinct p.order_id
    from model.parcels as p
    where p.sku <> ''
),

filled as (
    select
        p.order_id,
        p.status,
        p.status_at,
        case when p.sku = '' then p.purchased_at else coalesce(p.purchased_at, w.purchased_at) end as purchased_at,
        case when p.sku = '' then p.shipped_at else coalesce(p.shipped_at, w.shipped_at) end as shipped_at,
        case when p.sku = '' then p.promised_at else coalesce(p.promised_at, w.promised_at) end as promised_at,
        case when p.sku = '' then p.delivered_at else coalesce(p.delivered_at, w.delivered_at) end as delivered_at,
        p.status in ('cancelled', 'canceled')
        or p.cancelled_at is not null
        or (p.sku <> '' and coalesce(w.is_cancelled, false)) as is_cancelled
    from model.parcels as p
    left join itemised as i on p.order_id = i.order_id
    left join whole as w on p.order_id = w.order_id
    where p.sku <> '' or i.order_id is null
),

completed as (
    select
        f.*,
        coalesce(f.delivered_at, f.promised_at, f.shipped_at, f.purchased_at) as completed_at,
        case
            when f.delivered_at is not null then 'delivered'
            when f.promised_at is not null then 'promised'
            when f.shipped_at is not null then 'shipped'
            when f.purchased_at is not null then 'purchased'
            else ''
        end as completed_by,
        -- A status from before a known dispatch is out of date.
        f.delivered_at is null
        and not f.is_cancelled
        and not coalesce(f.shipped_at > f.status_at, false)
        and regexp_matches(f.status, '^(pending|unshipped|partiallyshipped|backorder|preorder)') as is_underway
    from filled as f
),

-- A cancelled item is waited for by nobody, unless all are cancelled.
finished as (
    select
        c.order_id,
        bool_and(c.is_cancelled) as is_cancelled,
        bool_or(c.is_underway) as is_underway,
        max({
            'waits': not c.is_cancelled,
            'is_dated': c.completed_at is not null,
            'completed_at': c.completed_at,
            'rank': list_position(['purchased', 'shipped', 'promised', 'delivered'], c.completed_by),
            'completed_by': c.completed_by
        }) as last_parcel
    from completed as c
    group by c.order_id
),

joined as (
    select
        r.order_id,
        min(r.purchased_at) as purchased_at,
        max(r.shipped_at) as shipped_at,
        max(r.promised_at) as promised_at,
        max(r.delivered_at) as delivered_at,
        max(r.cancelled_at) as cancelled_at,
        min(r.refunded_at) as refunded_at,
        min(r.returned_at) as returned_at,
        max(r.updated_at) as updated_at,
        max(r.marketplace) as marketplace,
        max(r.fulfilment) as fulfilment,
        max(r.buyer_id) as buyer_id,
        max(r.buyer_language) as buyer_language,
        coalesce(bool_or(r.is_custom), false) as is_custom,
        coalesce(bool_or(r.is_replacement), false) as is_replacement,
        max(r.title) as title,
        count(distinct r.sku) as items,
        coalesce(
            arg_max(
                r.status,
                (
                    coalesce(r.updated_at, r.shipped_at, r.purchased_at, make_timestamptz(1, 1, 1, 0, 0, 0)),
                    r.file_id,
                    r.source_row
                )
            ) filter (where r.status <> ''),
            ''
        ) as status
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
    -- Of an order that is cancelled as a whole, else of none. Where the day is not told, the last update stands for it.
    case when f.is_cancelled then coalesce(j.cancelled_at, j.updated_at) end as cancelled_at,
    j.refunded_at,
    -- A status that says so dates from the last update at the latest.
    coalesce(
        j.returned_at,
        case when regexp_matches(lower(j.status), '^(returned|refunded|rejected)') then j.updated_at end
    ) as returned_at,
    j.updated_at,
    j.marketplace,
    coalesce(z.timezone, s.default_timezone, 'UTC') as zone,
    j.status,
    j.fulfilment,
    j.buyer_id,
    j.buyer_language,
    j.is_custom,
    j.is_replacement,
    j.title,
    j.items,
    f.is_cancelled,
    f.last_parcel.completed_at,
    f.last_parcel.completed_by,
    f.is_underway
from joined as j
inner join finished as f on j.order_id = f.order_id
left join main.settings as s on true
left join main.marketplaces as z on j.marketplace = z.marketplace;
