-- What the files say of an order, fact by fact, with file and row.
with
told as (
    select
        r.file_id,
        r.source_row,
        r.sku,
        unnest([
            'purchased_at', 'updated_at', 'shipped_at', 'promised_at', 'delivered_at', 'cancelled_at', 'refunded_at',
            'returned_at', 'marketplace', 'status', 'fulfilment', 'buyer_id', 'buyer_language', 'asin', 'title',
            'is_custom', 'is_replacement'
        ]) as fact,
        unnest([
            strftime(r.purchased_at, '%Y-%m-%dT%H:%M:%SZ'), strftime(r.updated_at, '%Y-%m-%dT%H:%M:%SZ'),
            strftime(r.shipped_at, '%Y-%m-%dT%H:%M:%SZ'), strftime(r.promised_at, '%Y-%m-%dT%H:%M:%SZ'),
            strftime(r.delivered_at, '%Y-%m-%dT%H:%M:%SZ'), strftime(r.cancelled_at, '%Y-%m-%dT%H:%M:%SZ'),
            strftime(r.refunded_at, '%Y-%m-%dT%H:%M:%SZ'), strftime(r.returned_at, '%Y-%m-%dT%H:%M:%SZ'),
            r.marketplace, r.status, r.fulfilment, r.buyer_id, r.buyer_language, r.asin, r.title,
            cast(r.is_custom as varchar), cast(r.is_replacement as varchar)
        ]) as told
    from main.order_rows as r
    where r.order_id = ?
)

select
    t.fact,
    t.told,
    t.sku,
    f.file,
    t.source_row
from told as t
inner join main.files as f on t.file_id = f.file_id
where coalesce(t.told, '') <> ''
order by f.file, t.source_row, t.fact
