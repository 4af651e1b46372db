-- Whom an order was made by, as the order's own files and its messages name the buyer.
create or replace view model.buyers as
with
named as (
    select
        o.order_id,
        o.buyer_id
    from main.order_rows as o
    union all
    select
        m.order_id,
        m.buyer_id
    from main.messages as m
)

select
    n.order_id,
    list(distinct buyer_of(n.buyer_id)) as buyers
from named as n
where n.order_id <> '' and n.buyer_id <> ''
group by n.order_id;
