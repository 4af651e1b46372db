-- Weeks in which one direction is there and the other is missing altogether: half a mailbox.
create or replace view model.half_weeks as
with
weeks as (
    select
        date_trunc('week', m.sent_at) as week,
        count(*) filter (where m.direction = 'inbound') as inbound,
        count(*) filter (where m.direction = 'outbound' and m.channel not in ('template', 'api', 'tool')) as outbound
    from main.messages as m
    group by date_trunc('week', m.sent_at)
),

limits as (
    select max(pl.value) as least
    from main.policy_limits as pl
    where pl.name = 'half_mailbox_messages'
)

select
    w.week,
    case when w.outbound = 0 then 'outbound' else 'inbound' end as missing,
    w.inbound + w.outbound as present
from weeks as w
cross join limits as l
where (w.outbound = 0 and w.inbound >= l.least) or (w.inbound = 0 and w.outbound >= l.least);
