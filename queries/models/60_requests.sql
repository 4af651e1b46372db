-- Requests for a review or feedback: own messages, delivered or not, and Request a Review. Two records of Request a
-- Review for one order within ten minutes are one.
create or replace view model.requests as
with
logged as (
    select
        s.*,
        lag(s.solicited_at) over (
            partition by s.order_id order by s.solicited_at, s.message_id, s.file_id, s.source_row
        ) as before_at
    from main.solicitations as s
    where s.status <> 'refused'
),

once as (
    select
        l.order_id,
        l.solicited_at as sent_at,
        l.channel,
        l.origin as tool,
        coalesce(o.marketplace, '') as marketplace,
        coalesce(o.buyer_id, '') as buyer_id,
        l.file_id,
        l.source_row
    from logged as l
    left join model.orders as o on l.order_id = o.order_id
    where
        l.before_at is null
        or epoch(l.solicited_at) - epoch(l.before_at) > policy_param('', 'solicitation_same_minutes') * 60
),

dated as (
    select
        c.*,
        cast(timezone(coalesce(z.timezone, s.default_timezone, 'UTC'), c.sent_at) as date) as local_day,
        s.period_from,
        s.period_to
    from once as c
    left join main.settings as s on true
    left join main.marketplaces as z on c.marketplace = z.marketplace
)

select
    'solicitation' as kind,
    d.order_id || '@' || strftime(d.sent_at, '%Y-%m-%dT%H:%M:%SZ') as subject_id,
    null as message_id,
    d.order_id,
    d.sent_at,
    d.local_day,
    d.marketplace,
    d.channel,
    d.tool,
    d.buyer_id,
    true as is_delivered,
    v.policy,
    d.local_day >= coalesce(d.period_from, d.local_day) and d.local_day <= coalesce(d.period_to, d.local_day)
        as in_period,
    fi.file as source_file,
    d.source_row
from dated as d
left join main.policy_versions as v on d.local_day >= v.effective_from and d.local_day <= v.effective_to
left join main.files as fi on d.file_id = fi.file_id
union all
select
    'message' as kind,
    m.message_id as subject_id,
    m.message_id,
    m.linked_order_id as order_id,
    m.sent_at,
    m.local_day,
    m.marketplace,
    m.channel,
    m.tool,
    m.buyer_id,
    m.is_delivered,
    m.policy,
    m.in_period,
    m.source_file,
    m.source_row
from model.messages as m
where m.direction = 'outbound' and m.requests_review;
