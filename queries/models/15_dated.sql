-- Every message with its marketplace, zone, local day and policy version. The marketplace is the message's, else its
-- order's; the zone is the marketplace's, else the account's.
create or replace view model.dated as
with
placed as (
    select
        m.message_id,
        m.thread_id,
        m.order_id,
        m.direction,
        m.sent_at,
        m.buyer_id,
        m.channel,
        coalesce(nullif(m.marketplace, ''), o.marketplace, '') as marketplace,
        coalesce(nullif(m.buyer_language, ''), o.buyer_language, '') as told_language
    from main.messages as m
    left join model.orders as o on m.order_id = o.order_id
),

local as (
    select
        p.*,
        coalesce(z.languages[1], '') as default_language,
        coalesce(z.timezone, s.default_timezone, 'UTC') as zone,
        s.period_from,
        s.period_to
    from placed as p
    left join main.settings as s on true
    left join main.marketplaces as z on p.marketplace = z.marketplace
),

dayed as (
    select
        l.*,
        cast(timezone(l.zone, l.sent_at) as date) as local_day
    from local as l
)

select
    d.* exclude (period_from, period_to),
    v.policy,
    d.local_day >= coalesce(d.period_from, d.local_day) and d.local_day <= coalesce(d.period_to, d.local_day) as in_period
from dayed as d
left join main.policy_versions as v on d.local_day >= v.effective_from and d.local_day <= v.effective_to;
