-- Buyers' episodes by month: in time, late, unanswered, undecided because the data end.
with
judged as (
    select
        strftime(e.local_day, '%Y-%m') as month,
        e.seconds,
        policy_param(e.policy, 'reply_hours') * 3600 as allowed,
        date_diff('second', e.asked_at, e.ends_at) as seconds_left
    from model.episodes as e
    where e.in_period and not e.is_marked and not e.is_half_mailbox
)

select
    j.month,
    count(*) as episodes,
    count(*) filter (where j.seconds <= j.allowed) as within_limit,
    count(*) filter (where j.seconds > j.allowed) as late,
    count(*) filter (where j.seconds is null and j.seconds_left > j.allowed) as unanswered,
    count(*) filter (where j.seconds is null and j.seconds_left <= j.allowed) as undecided,
    round(median(j.seconds) / 3600, 2) as median_hours
from judged as j
group by j.month
order by j.month
