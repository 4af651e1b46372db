-- Request a Review: one row a request that was sent. Two records for one order within ten minutes are one.
create or replace view model.solicitations as
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
        coalesce(b.buyers, []) as buyers,
        coalesce(o.buyer_id, '') as buyer_id,
        l.file_id,
        l.source_row
    from logged as l
    left join model.orders as o on l.order_id = o.order_id
    left join model.buyers as b on l.order_id = b.order_id
    where
        l.before_at is null
        or epoch(l.solicited_at) - epoch(l.before_at) > policy_param('', 'solicitation_same_minutes') * 60
),

dated as (
    select
        c.*,
        coalesce(z.timezone, s.default_timezone, 'UTC') as zone,
        cast(timezone(coalesce(z.timezone, s.default_timezone, 'UTC'), c.sent_at) as date) as local_day,
        s.period_from,
        s.period_to
    from once as c
    left join main.settings as s on true
    left join main.marketplaces as z on c.marketplace = z.marketplace
)

select
    d.order_id || '@' || strftime(d.sent_at, '%Y-%m-%dT%H:%M:%SZ') as subject_id,
    d.order_id,
    d.sent_at,
    d.local_day,
    d.zone,
    d.marketplace,
    d.channel,
    d.tool,
    d.buyer_id,
    d.buyers,
    v.policy,
    d.local_day >= coalesce(d.period_from, d.local_day) and d.local_day <= coalesce(d.period_to, d.local_day)
        as in_period,
    fi.file as source_file,
    d.source_row
from dated as d
left join main.policy_versions as v on d.local_day >= v.effective_from and d.local_day <= v.effective_to
left join main.files as fi on d.file_id = fi.file_id;
