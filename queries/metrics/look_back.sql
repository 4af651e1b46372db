-- Where judging needs what was sent before the data begin: how many outbound messages of the period that concerns.
with
counted as (
    select
        'late-message' as rule,
        'a buyer may have written shortly before' as reason,
        count(*) as messages
    from model.envelopes as m
    cross join model.coverage as c
    where
        m.in_period and m.role = 'proactive' and m.previous_message_id = ''
        and epoch(m.sent_at) - epoch(c.begins_at) < policy_param(m.policy, 'reply_window_days') * 24 * 3600
    union all
    select
        'repeat-review-request' as rule,
        'the order may have been asked before' as reason,
        count(*) as messages
    from model.requests as r
    inner join model.orders as o on r.order_id = o.order_id
    cross join model.coverage as c
    where r.in_period and r.is_delivered and o.purchased_at < c.begins_at
    union all
    select
        'review-request-repeat-buyer' as rule,
        'the buyer may have been asked on another order before' as reason,
        count(*) as messages
    from model.requests as r
    cross join model.coverage as c
    where
        r.in_period and r.is_delivered and len(r.buyers) > 0
        and epoch(r.sent_at) - epoch(c.begins_at) < policy_param(r.policy, 'repeat_buyer_days') * 24 * 3600
)

select
    c.rule,
    c.reason,
    c.messages,
    strftime(v.begins_at, '%Y-%m-%d') as begins_on
from counted as c
cross join model.coverage as v
where c.messages > 0
order by c.rule
