/*
+++
title = "Repeat buyers are not asked again and again"
failure_title = "Repeat buyer asked again"
severity = "low"
clauses = ["advice-3"]
family = "history"
remediation = "Leave buyers out who were asked in the last 180 days."
sentence = "This buyer had been asked {days} days before, on order {other_order}; {allowed} days should lie between."
requires = []
unit = "outbound message or solicitation"

[facts]
other_order = {name = "Asked before on order"}
asked_on = {name = "Asked before on"}
asked_by = {name = "Asked before by"}
days = {name = "Days between", unit = "days"}
allowed = {name = "Days that should lie between", unit = "days"}

[[examples]]
name = "asked on another order within 180 days, by whatever way"
messages = [{message_id = "m1", buyer_id = "b", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", buyer_id = "b", sent_at = "2026-03-10T10:00:00+00:00", acts = ["review_request"]}]
orders = [{order_id = "302-3333333-3333333", buyer_id = "b"}]
solicitations = [{order_id = "302-3333333-3333333", solicited_at = "2026-04-10T10:00:00+00:00"}]
flagged = [{message = "m2", verdict = "violation", days = 59}, {message = "302-3333333-3333333@2026-04-10T10:00:00Z", days = 31, other_order = "302-2222222-2222222"}]

[[examples]]
name = "day 180 is within, day 181 is not, on the marketplace's days"
messages = [{message_id = "m1", buyer_id = "b", sent_at = "2026-01-10T22:30:00+00:00", marketplace = "Amazon.de", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", buyer_id = "b", marketplace = "Amazon.de", sent_at = "2026-07-09T21:59:59+00:00", acts = ["review_request"]}, {message_id = "m3", buyer_id = "c", sent_at = "2026-01-10T22:30:00+00:00", marketplace = "Amazon.de", order_id = "302-3333333-3333333", thread_id = "t3", acts = ["review_request"]}, {message_id = "m4", order_id = "302-4444444-4444444", thread_id = "t4", buyer_id = "c", marketplace = "Amazon.de", sent_at = "2026-07-09T22:00:00+00:00", acts = ["review_request"]}]
flagged = [{message = "m2", days = 180}]

[[examples]]
name = "a second request on the same order is another rule's, and does not hide the other order"
messages = [{message_id = "m1", buyer_id = "b", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", buyer_id = "b", sent_at = "2026-02-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m3", order_id = "302-2222222-2222222", thread_id = "t2", buyer_id = "b", sent_at = "2026-02-20T10:00:00+00:00", acts = ["review_request"]}]
flagged = ["m2", {message = "m3", other_order = "302-1234567-1234567", days = 41}]

[[examples]]
name = "the buyer is known from the order where the message does not tell, and an alias is the same with Amazon's case"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", buyer_id = "Ab12cd34ef56+0f0e@marketplace.amazon.de", sent_at = "2026-02-10T10:00:00+00:00", acts = ["review_request"]}]
orders = [{buyer_id = "ab12cd34ef56@marketplace.amazon.de"}]
flagged = ["m2"]

[[examples]]
name = "what was blocked or refused asked nobody, and neither did other messages"
messages = [{message_id = "m1", buyer_id = "b", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"], delivery_status = "blocked"}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", buyer_id = "b", sent_at = "2026-02-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m3", order_id = "302-3333333-3333333", thread_id = "t3", buyer_id = "b", sent_at = "2026-02-20T10:00:00+00:00"}, {message_id = "m4", order_id = "302-4444444-4444444", thread_id = "t4", buyer_id = "b", sent_at = "2026-02-21T10:00:00+00:00", acts = ["review_request"], delivery_status = "restricted"}]
orders = [{buyer_id = "b"}]
solicitations = [{solicited_at = "2026-01-20T10:00:00+00:00", status = "refused"}]

[[examples]]
name = "without a buyer or an order nothing can be said"
messages = [{message_id = "m1", acts = ["review_request"]}, {message_id = "m2", thread_id = "t2", order_id = "", buyer_id = "b", acts = ["review_request"]}]
not_checked = ["m1", "m2"]
+++
## What it checks
Whether a buyer was asked for a review or feedback who had been asked on another order in the last 180 days. Days are calendar
days of the marketplace, and the last one counts.

## Why it matters
Buyers who come back are the ones that a seller loses by asking at every order.

## How to fix
Leave buyers out who were asked in the last 180 days.

## Known limits
A buyer is known by the id or relay alias that the files hold; on another marketplace the same person has another one. What was
asked before the imported data begin is not known.
*/
with
asked as (
    select
        r.subject_id,
        r.message_id,
        r.order_id,
        r.sent_at,
        r.local_day,
        r.channel,
        r.kind,
        r.policy,
        unnest(r.buyers) as buyer
    from model.requests as r
    where r.is_delivered and r.order_id <> ''
),

followed as (
    select
        a.*,
        lag(a.order_id) over by_time as before_order,
        lag(a.message_id) over by_time as before_message,
        lag(a.subject_id) over by_time as before_subject,
        lag(a.kind) over by_time as before_kind,
        lag(a.channel) over by_time as before_channel,
        lag(a.local_day) over by_time as before_day
    from asked as a
    window by_time as (partition by a.buyer order by a.sent_at, a.subject_id)
),

-- Requests in a row for one order are a run: what came before the run is the latest on another order.
numbered as (
    select
        f.*,
        sum(cast(f.before_order is distinct from f.order_id as integer)) over (
            partition by f.buyer
            order by f.sent_at, f.subject_id
            rows between unbounded preceding and current row
        ) as run
    from followed as f
),

compared as (
    select
        n.subject_id,
        n.message_id,
        n.order_id,
        n.sent_at,
        n.local_day,
        n.policy,
        first_value(n.before_order) over in_run as other_order,
        first_value(n.before_message) over in_run as other_message,
        first_value(n.before_subject) over in_run as other_subject,
        first_value(n.before_kind) over in_run as other_kind,
        first_value(n.before_channel) over in_run as other_channel,
        first_value(n.before_day) over in_run as other_day
    from numbered as n
    window in_run as (partition by n.buyer, n.run order by n.sent_at, n.subject_id)
),

repeated as (
    select
        c.*,
        date_diff('day', c.other_day, c.local_day) as days,
        cast(policy_param(c.policy, 'repeat_buyer_days') as integer) as allowed
    from compared as c
    where date_diff('day', c.other_day, c.local_day) <= policy_param(c.policy, 'repeat_buyer_days')
    qualify row_number() over (partition by c.subject_id order by c.other_day desc, c.other_subject asc) = 1
)

select
    p.subject_id,
    p.message_id,
    'violation' as verdict,
    null as reason,
    p.order_id,
    p.sent_at,
    p.other_message as reference_message,
    case when p.other_kind = 'solicitation' then p.other_subject end as reference_solicitation,
    p.other_order,
    strftime(p.other_day, '%Y-%m-%d') as asked_on,
    case
        when p.other_kind = 'solicitation' then 'Request a Review'
        else coalesce(nullif(replace(p.other_channel, '_', ' '), ''), 'message')
    end as asked_by,
    p.days,
    p.allowed
from repeated as p
union all
select
    r.subject_id,
    r.message_id,
    'not_checked' as verdict,
    case when r.order_id = '' then 'the message names no order' else 'the buyer is not known' end as reason,
    r.order_id,
    r.sent_at,
    null as reference_message,
    null as reference_solicitation,
    null as other_order,
    null as asked_on,
    null as asked_by,
    null as days,
    null as allowed
from model.requests as r
where r.is_delivered and (r.order_id = '' or len(r.buyers) = 0)
order by sent_at, subject_id
