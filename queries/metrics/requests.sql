-- Delivered requests for reviews or feedback by local month; repeats are those after an order's first.
with
numbered as (
    select
        r.kind,
        r.in_period,
        strftime(r.local_day, '%Y-%m') as month,
        r.order_id <> ''
        and row_number() over (partition by r.order_id order by r.sent_at, r.subject_id) > 1 as is_repeat
    from model.requests as r
    where r.is_delivered
)

select
    n.month,
    count(*) filter (where n.kind = 'message') as messages,
    count(*) filter (where n.kind = 'solicitation') as solicitations,
    count(*) filter (where n.is_repeat) as repeats
from numbered as n
where n.in_period
group by n.month
order by n.month
