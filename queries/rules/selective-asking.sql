/*
+++
title = "Unhappy buyers are asked as often as others"
failure_title = "Unhappy buyers asked for reviews less often"
severity = "high"
clauses = ["amazon-5"]
family = "history"
remediation = "Ask every eligible buyer, or none."
sentence = "Of {unhappy} orders with a complaint, refund or low feedback {unhappy_asked} were asked for a review ({unhappy_rate} %), of {others} others {others_asked} ({others_rate} %): by chance alone that happens with a probability of {probability}."
requires = ["orders.order_id"]
unit = "account"
groups_by = "sender"

[facts]
unhappy = {name = "Orders with a complaint, refund or low feedback", unit = "orders"}
unhappy_asked = {name = "Of these asked for a review", unit = "orders"}
unhappy_not_asked = {name = "Of these not asked", unit = "orders"}
unhappy_rate = {name = "Share asked of these", unit = "%"}
others = {name = "Other orders", unit = "orders"}
others_asked = {name = "Of the others asked for a review", unit = "orders"}
others_not_asked = {name = "Of the others not asked", unit = "orders"}
others_rate = {name = "Share asked of the others", unit = "%"}
test = {name = "Test"}
probability = {name = "Probability by chance"}
threshold = {name = "Limit of the probability"}

[[examples]]
name = "30 orders, 8 of them with trouble: of these 2 were asked, of the others all"
period = ["2026-01-01", "2026-03-31"]
orders = [{times = 8, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00", refunded_at = "2026-01-07T10:00:00+00:00"}, {times = 22, order_id = "302-2222222-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{times = 2, message_id = "u{n}", order_id = "302-1111111-00000{n:02}", acts = ["review_request"]}, {times = 22, message_id = "o{n}", order_id = "302-2222222-00000{n:02}", acts = ["review_request"]}, {message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]
review = ["2026-01-01/2026-03-31"]

[[examples]]
name = "complaints, refunds and low feedback are one group; a blocked request asked nobody; Request a Review asks, too"
period = ["2026-01-01", "2026-03-31"]
orders = [{times = 40, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00"}, {times = 3, order_id = "302-1111111-00000{n:02}", refunded_at = "2026-01-07T10:00:00+00:00", file_id = 2}]
messages = [{times = 3, from = 4, message_id = "b{n}", thread_id = "t{n}", direction = "inbound", order_id = "302-1111111-00000{n:02}", acts = ["problem"]}, {times = 10, message_id = "m{n}", order_id = "302-1111111-00000{n:02}", acts = ["review_request"], delivery_status = "blocked"}, {message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]
feedback = [{times = 2, from = 7, order_id = "302-1111111-00000{n:02}", rating = 2}, {times = 2, from = 9, order_id = "302-1111111-00000{n:02}", rating = 3}]
solicitations = [{times = 32, from = 9, order_id = "302-1111111-00000{n:02}"}]
review = ["2026-01-01/2026-03-31"]

[[examples]]
name = "a rate of half or more is nothing, however sure"
period = ["2026-01-01", "2026-03-31"]
orders = [{times = 60, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00", refunded_at = "2026-01-07T10:00:00+00:00"}, {times = 60, order_id = "302-2222222-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00"}]
solicitations = [{times = 30, order_id = "302-1111111-00000{n:02}"}, {times = 60, order_id = "302-2222222-00000{n:02}"}]
messages = [{message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]

[[examples]]
name = "less than half that chance explains is nothing"
period = ["2026-01-01", "2026-03-31"]
orders = [{times = 8, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00", refunded_at = "2026-01-07T10:00:00+00:00"}, {times = 22, order_id = "302-2222222-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00"}]
solicitations = [{times = 1, order_id = "302-1111111-00000{n:02}"}, {times = 8, order_id = "302-2222222-00000{n:02}"}]
messages = [{message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]

[[examples]]
name = "where no request is known nothing can be compared"
period = ["2026-01-01", "2026-03-31"]
orders = [{times = 40, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00", refunded_at = "2026-01-07T10:00:00+00:00"}]
messages = [{message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]
not_checked = ["2026-01-01/2026-03-31"]

[[examples]]
name = "29 eligible orders are too few, and so are 7 with trouble"
period = ["2026-01-01", "2026-03-31"]
orders = [{times = 7, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00", refunded_at = "2026-01-07T10:00:00+00:00"}, {times = 40, order_id = "302-2222222-00000{n:02}", delivered_at = "2026-01-05T10:00:00+00:00"}]
solicitations = [{times = 40, order_id = "302-2222222-00000{n:02}"}]
messages = [{message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]
not_checked = ["2026-01-01/2026-03-31"]

[[examples]]
name = "orders whose window begins before or ends after the period, the data, or never, are not eligible"
period = ["2026-01-10", "2026-04-30"]
orders = [{times = 20, order_id = "302-1111111-00000{n:02}", delivered_at = "2026-01-04T10:00:00+00:00", refunded_at = "2026-01-07T10:00:00+00:00"}, {times = 20, order_id = "302-2222222-00000{n:02}", delivered_at = "2026-03-02T10:00:00+00:00"}, {times = 20, order_id = "302-3333333-00000{n:02}", shipped_at = "2026-02-02T10:00:00+00:00"}, {times = 29, order_id = "302-4444444-00000{n:02}", delivered_at = "2026-03-01T10:00:00+00:00", refunded_at = "2026-03-07T10:00:00+00:00"}]
messages = [{message_id = "z", order_id = "", sent_at = "2026-03-31T10:00:00+00:00"}]
not_checked = ["2026-01-10/2026-04-30"]
+++
## What it checks
Whether buyers with a complaint, a refund or one or two stars of feedback were asked for reviews less often than others.
Eligible are orders that were delivered and whose days 5 to 30 lie in the audited period. With at least 30 of them, 8 with such
trouble among them, the two rates are compared by Fisher's exact test, one-sided: a probability below 1 % and a rate of less than
half are for a person to look at.

## Why it matters
Asking only the happy is selective asking: Amazon counts it as manipulation of reviews.

## How to fix
Ask every eligible buyer, or none.

## Known limits
The numbers do not say why: a tool may leave out refunded orders for good reason. Where the day of delivery is not known, the
promised or estimated day stands for it. Complaints are buyers' messages that tell of a problem.
*/
with
delivered as (
    select
        o.order_id,
        o.refunded_at is not null as is_refunded,
        cast(timezone(o.zone, o.completed_at) as date) as delivered_day
    from model.orders as o
    where o.completed_by in ('delivered', 'promised') and not o.is_cancelled and not o.is_underway
),

eligible as (
    select
        d.order_id,
        d.is_refunded
    from delivered as d
    cross join model.period as p
    where
        d.delivered_day + cast(policy_param(p.policy, 'solicitation_first_day') as integer) >= p.first_day
        and d.delivered_day + cast(policy_param(p.policy, 'solicitation_last_day') as integer)
        <= least(p.last_day, p.data_to)
),

asked as (
    select distinct r.order_id
    from model.requests as r
    where r.is_delivered
),

complained as (
    select distinct m.linked_order_id as order_id
    from model.envelopes as m
    inner join model.inbound as i on m.message_id = i.message_id
    where i.is_problem and not i.is_auto
),

rated as (
    select distinct f.order_id
    from model.feedback as f
    where f.rating <= policy_param('', 'low_feedback_stars')
),

sorted as (
    select
        e.is_refunded or c.order_id is not null or f.order_id is not null as is_unhappy,
        a.order_id is not null as is_asked
    from eligible as e
    left join asked as a on e.order_id = a.order_id
    left join complained as c on e.order_id = c.order_id
    left join rated as f on e.order_id = f.order_id
),

counted as (
    select
        count(*) filter (where s.is_unhappy) as unhappy,
        count(*) filter (where s.is_unhappy and s.is_asked) as unhappy_asked,
        count(*) filter (where not s.is_unhappy) as others,
        count(*) filter (where not s.is_unhappy and s.is_asked) as others_asked
    from sorted as s
),

-- Fisher's exact test: how likely is it, if all are asked alike, that of the unhappy so few or fewer are asked? Binomial
-- coefficients are sums of logarithms.
tables as (
    select
        c.unhappy,
        c.others,
        c.unhappy_asked + c.others_asked as asked,
        unnest(range(
            greatest(0, c.unhappy_asked + c.others_asked - c.others), c.unhappy_asked + 1
        )) as cell
    from counted as c
),

tested as (
    select
        least(1.0, sum(exp(
            lgamma(t.unhappy + 1) - lgamma(t.cell + 1) - lgamma(t.unhappy - t.cell + 1)
            + lgamma(t.others + 1) - lgamma(t.asked - t.cell + 1) - lgamma(t.others - t.asked + t.cell + 1)
            - lgamma(t.unhappy + t.others + 1) + lgamma(t.asked + 1) + lgamma(t.unhappy + t.others - t.asked + 1)
        ))) as probability
    from tables as t
),

judged as (
    select
        c.*,
        t.probability,
        p.ends_at,
        strftime(p.first_day, '%Y-%m-%d') || '/' || strftime(p.last_day, '%Y-%m-%d') as period,
        policy_param(p.policy, 'selective_probability') as limited,
        c.unhappy_asked * c.others < policy_param(p.policy, 'selective_rate') * c.others_asked * c.unhappy as is_less,
        case
            when c.unhappy + c.others < policy_param(p.policy, 'selective_min_orders')
                then 'too few eligible orders: ' || (c.unhappy + c.others)
            when c.unhappy < policy_param(p.policy, 'selective_min_group')
                then 'too few eligible orders with a complaint, refund or low feedback: ' || c.unhappy
            when c.unhappy_asked + c.others_asked = 0 then 'no request for a review is known'
        end as reason
    from counted as c
    cross join tested as t
    cross join model.period as p
)

select
    j.period as subject_id,
    null as message_id,
    case when j.reason is null then 'review' else 'not_checked' end as verdict,
    j.reason,
    j.ends_at as sent_at,
    j.unhappy,
    j.unhappy_asked,
    j.unhappy - j.unhappy_asked as unhappy_not_asked,
    round(100.0 * j.unhappy_asked / j.unhappy, 1) as unhappy_rate,
    j.others,
    j.others_asked,
    j.others - j.others_asked as others_not_asked,
    round(100.0 * j.others_asked / j.others, 1) as others_rate,
    'Fisher''s exact test, one-sided' as test,
    printf('%.2g', j.probability) as probability,
    j.limited as threshold
from judged as j
where j.reason is not null or (j.probability < j.limited and j.is_less)
order by j.period
