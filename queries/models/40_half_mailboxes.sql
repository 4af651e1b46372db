-- Stretches of one channel in which only one direction was imported: half a mailbox. A thread belongs to the channel
-- that the buyer wrote in first. What tools and Amazon's templates send by themselves is no correspondence, unless it
-- follows a buyer's message.
create or replace view model.half_mailboxes as
with
homes as (
    select
        m.thread_id,
        arg_min(m.channel, m.sent_at) as channel
    from main.messages as m
    where m.direction = 'inbound'
    group by m.thread_id
),

talk as (
    select
        d.message_id,
        d.direction,
        d.sent_at,
        d.local_day,
        coalesce(h.channel, d.channel) as channel
    from model.dated as d
    inner join model.threads as t on d.message_id = t.message_id
    left join homes as h on d.thread_id = h.thread_id
    where
        d.direction = 'inbound'
        or d.channel not in ('tool', 'template', 'api', 'request_a_review')
        or t.direction_before = 'inbound'
),

turned as (
    select
        k.*,
        case when lag(k.direction) over in_channel = k.direction then 0 else 1 end as turns
    from talk as k
    window in_channel as (partition by k.channel order by k.sent_at, k.direction, k.message_id)
),

-- Sums of ones: a filtered count over a window is many times slower.
numbered as (
    select
        t.*,
        sum(t.turns) over (
            partition by t.channel
            order by t.sent_at, t.direction, t.message_id
            rows between unbounded preceding and current row
        ) as stretch
    from turned as t
),

totals as (
    select
        k.channel,
        count(*) filter (where k.direction = 'inbound') as inbound,
        count(*) filter (where k.direction = 'outbound') as outbound
    from talk as k
    group by k.channel
),

stretches as (
    select
        n.channel,
        n.stretch,
        n.direction,
        min(n.sent_at) as first_at,
        max(n.sent_at) as last_at,
        min(n.local_day) as first_day,
        max(n.local_day) as last_day,
        count(*) as present
    from numbered as n
    group by n.channel, n.stretch, n.direction
),

limits as (
    select
        policy_param('', 'half_mailbox_days') as days,
        policy_param('', 'half_mailbox_messages') as messages
),

suspected as (
    select
        s.channel,
        s.first_at,
        s.last_at,
        s.first_day,
        s.last_day,
        s.present,
        case when s.direction = 'inbound' then 'outbound' else 'inbound' end as missing
    from stretches as s
    inner join totals as o on s.channel = o.channel
    cross join limits as l
    cross join model.coverage as c
    where
        case
            when s.direction = 'inbound' and c.outbound = 0 then true
            when s.direction = 'inbound' and o.outbound = 0 then s.present >= l.messages
            when s.direction = 'inbound'
                then s.present >= l.messages and date_diff('day', s.first_day, s.last_day) + 1 >= l.days
            when o.inbound = 0 then s.present >= l.messages
            -- Sellers write more than buyers do: as many questions must be missed as the channel else brings.
            else
                s.present * o.inbound / o.outbound >= l.messages
                and date_diff('day', s.first_day, s.last_day) + 1 >= l.days
        end
)

select p.*
from suspected as p
where
    p.missing = 'outbound'
    or not exists (
        select 1
        from main.messages as m
        where m.direction = 'inbound' and m.sent_at >= p.first_at and m.sent_at <= p.last_at
    );
