-- Buyers' episodes by local month: in time, late, unanswered, undecided because the data end or half a mailbox is missing.
with
judged as (
    select
        strftime(e.local_day, '%Y-%m') as month,
        e.seconds,
        policy_param(e.policy, 'reply_hours') * 3600 as allowed,
        (e.seconds is null and e.seconds_left <= policy_param(e.policy, 'reply_hours') * 3600)
        or (
            e.is_half_mailbox
            and coalesce(e.seconds > policy_param(e.policy, 'reply_hours') * 3600, true)
        ) as is_undecided
    from model.episodes as e
    where e.in_period and not e.is_marked
)

select
    j.month,
    count(*) as episodes,
    count(*) filter (where not j.is_undecided and j.seconds <= j.allowed) as within_limit,
    count(*) filter (where not j.is_undecided and j.seconds > j.allowed) as late,
    count(*) filter (where not j.is_undecided and j.seconds is null) as unanswered,
    count(*) filter (where j.is_undecided) as undecided,
    round(median(j.seconds) filter (where not j.is_undecided) / 3600, 2) as median_hours
from judged as j
group by j.month
order by j.month
