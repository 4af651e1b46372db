-- Consecutive messages of a buyer are one episode, timed from the first that was not marked as needing no reply, and
-- ended by the seller's answer. An automatic answer is none, nor is one that Amazon did not deliver.
create or replace view model.episodes as
with
turns as (
    select
        m.message_id,
        m.thread_id,
        m.direction,
        m.sent_at,
        m.direction = 'outbound' and m.is_delivered and not m.is_auto as is_answer,
        sum(cast(m.direction = 'outbound' and m.is_delivered and not m.is_auto as integer)) over (
            partition by m.thread_id
            order by m.sent_at, m.direction, m.message_id
            rows between unbounded preceding and current row
        ) as answers
    from model.envelopes as m
),

asked as (
    select
        t.thread_id,
        t.answers,
        count(*) as messages,
        bool_and(i.is_marked) as is_marked,
        arg_min(t.message_id, (i.is_marked, t.sent_at, t.message_id)) as message_id,
        min(t.sent_at) filter (where not i.is_marked and not i.is_thanks) as needed_at
    from turns as t
    inner join model.inbound as i on t.message_id = i.message_id
    where not i.is_auto
    group by t.thread_id, t.answers
),

answered as (
    select
        t.thread_id,
        t.answers - 1 as answers,
        t.sent_at as answered_at,
        t.message_id as answered_by
    from turns as t
    where t.is_answer
),

homes as (
    select
        i.thread_id,
        arg_min(m.channel, m.sent_at) as channel
    from model.inbound as i
    inner join main.messages as m on i.message_id = m.message_id
    group by i.thread_id
),

halves as (
    select h.*
    from model.half_mailboxes as h
    where h.missing = 'outbound'
)

select
    a.message_id,
    a.thread_id,
    d.sent_at as asked_at,
    a.needed_at,
    a.messages,
    a.is_marked,
    a.needed_at is null as is_thanks,
    w.answered_at,
    w.answered_by,
    c.talk_ends_at as ends_at,
    d.in_period,
    d.local_day,
    d.marketplace,
    d.channel,
    d.policy,
    (epoch_us(w.answered_at) - epoch_us(d.sent_at)) / 1000000 as seconds,
    (epoch_us(w.answered_at) - epoch_us(a.needed_at)) / 1000000 as needed_seconds,
    (epoch_us(c.talk_ends_at) - epoch_us(d.sent_at)) / 1000000 as seconds_left,
    (epoch_us(c.talk_ends_at) - epoch_us(a.needed_at)) / 1000000 as needed_seconds_left,
    v.channel is not null as is_half_mailbox
from asked as a
inner join model.dated as d on a.message_id = d.message_id
cross join model.coverage as c
left join answered as w on a.thread_id = w.thread_id and a.answers = w.answers
left join homes as h on a.thread_id = h.thread_id
left join halves as v on h.channel = v.channel and d.sent_at >= v.first_at and d.sent_at <= v.last_at;
