-- Consecutive messages of a buyer are one episode, timed from the first and ended by the seller's answer.
create or replace view model.episodes as
with
turns as (
    select
        m.*,
        count(*) filter (where m.direction = 'outbound' and m.is_delivered and not m.is_auto)
            over (partition by m.thread_id order by m.sent_at, m.message_id) as answers_before
    from model.messages as m
),

asked as (
    select
        t.thread_id,
        t.answers_before,
        min(t.sent_at) as asked_at,
        arg_min(t.message_id, t.sent_at) as message_id,
        count(*) as messages,
        bool_and(coalesce(i.is_marked, false)) as is_marked,
        bool_and(coalesce(i.is_thanks, false)) as is_thanks
    from turns as t
    inner join model.inbound as i on t.message_id = i.message_id
    where not i.is_auto
    group by t.thread_id, t.answers_before
),

answered as (
    select
        t.thread_id,
        t.answers_before - 1 as answers_before,
        min(t.sent_at) as answered_at
    from turns as t
    where t.direction = 'outbound' and t.is_delivered and not t.is_auto
    group by t.thread_id, t.answers_before
),

data_end as (select max(m.sent_at) as ends_at from main.messages as m)

select
    a.message_id,
    a.thread_id,
    a.asked_at,
    a.messages,
    a.is_marked,
    a.is_thanks,
    w.answered_at,
    e.ends_at,
    m.in_period,
    m.local_day,
    m.marketplace,
    m.channel,
    m.policy,
    date_diff('second', a.asked_at, w.answered_at) as seconds,
    h.week is not null as is_half_mailbox
from asked as a
cross join data_end as e
inner join model.messages as m on a.message_id = m.message_id
left join answered as w on a.thread_id = w.thread_id and a.answers_before = w.answers_before
left join model.half_weeks as h on date_trunc('week', a.asked_at) = h.week and h.missing = 'outbound';
