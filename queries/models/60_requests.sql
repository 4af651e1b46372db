-- Requests for a review or feedback: own messages and Request a Review. Two records within ten minutes are one.
create or replace view model.requests as
with
logged as (
    select
        s.*,
        lag(s.solicited_at) over (partition by s.order_id order by s.solicited_at, s.file_id, s.source_row) as before_at
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
        l.file_id,
        l.source_row
    from logged as l
    left join model.orders as o on l.order_id = o.order_id
    where l.before_at is null or l.solicited_at - l.before_at > to_minutes(10)
),

dated as (
    select
        c.*,
        cast(timezone(coalesce(z.timezone, s.default_timezone), c.sent_at) as date) as local_day,
        s.period_from,
        s.period_to
    from once as c
    cross join main.settings as s
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
    v.policy,
    d.local_day between coalesce(d.period_from, date '0001-01-01') and coalesce(d.period_to, date '9999-12-31') as in_period,
    fi.file as source_file,
    d.source_row
from dated as d
inner join main.policy_versions as v on d.local_day between v.effective_from and v.effective_to
left join main.files as fi on d.file_id = fi.file_id
union all
select
    'message' as kind,
    m.message_id as subject_id,
    m.message_id,
    m.order_id,
    m.sent_at,
    m.local_day,
    m.marketplace,
    m.channel,
    m.tool,
    m.policy,
    m.in_period,
    m.source_file,
    m.source_row
from model.messages as m
where m.direction = 'outbound' and m.requests_review and m.is_delivered and m.order_id <> '';
