/*
+++
title = "Orders with low feedback are known before asking"
failure_title = "Review asked after low feedback"
severity = "info"
clauses = ["advice-3"]
family = "history"
remediation = "Know that leaving such buyers out on purpose is selective asking."
sentence = "A review was asked {days} days after feedback of {stars} on this order. Leaving such buyers out on purpose is selective asking."
requires = ["feedback.order_id"]
unit = "outbound message or solicitation"

[facts]
stars = {name = "Stars given"}
left_on = {name = "Feedback left on"}
days = {name = "Days before the request", unit = "days"}
source = {name = "Feedback from"}

[[examples]]
name = "one and two stars are low, three are not"
feedback = [{order_id = "302-1111111-1111111", rating = 1}, {order_id = "302-2222222-2222222", rating = 2}, {order_id = "302-3333333-3333333", rating = 3}]
messages = [{message_id = "m1", order_id = "302-1111111-1111111", thread_id = "t1", acts = ["review_request"]}, {message_id = "m3", order_id = "302-3333333-3333333", thread_id = "t3", acts = ["review_request"]}]
solicitations = [{order_id = "302-2222222-2222222"}]
flagged = [{message = "m1", verdict = "violation", stars = "1 star"}, {message = "302-2222222-2222222@2026-01-10T10:00:00Z", stars = "2 stars"}]

[[examples]]
name = "before the feedback it is nothing"
feedback = [{left_at = "2026-01-10T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-10T10:00:01+00:00", acts = ["review_request"]}]
flagged = ["m2"]

[[examples]]
name = "feedback on another order of the buyer does not count"
feedback = [{order_id = "302-7654321-1234567"}]
messages = [{message_id = "m1", buyer_id = "b", acts = ["review_request"]}, {message_id = "m2", buyer_id = "b", order_id = "302-7654321-1234567"}]

[[examples]]
name = "of two comments on one order the latest low one is named, once"
feedback = [{left_at = "2026-01-05T10:00:00+00:00", rating = 2}, {left_at = "2026-01-06T10:00:00+00:00", rating = 1}, {left_at = "2026-01-07T10:00:00+00:00", rating = 5}]
messages = [{message_id = "m1", acts = ["review_request"]}]
flagged = [{message = "m1", left_on = "2026-01-06"}]

[[examples]]
name = "what was not delivered asked nobody, and a request without an order cannot be judged"
feedback = [{}]
messages = [{message_id = "m1", acts = ["review_request"], delivery_status = "blocked"}, {message_id = "m2", thread_id = "t2", order_id = "", acts = ["review_request"]}]
not_checked = ["m2"]
+++
## What it checks
Whether a review or feedback was asked for an order on which the buyer had left one or two stars of feedback before.

## Why it matters
Nothing forbids it, but the answer may be a bad review, and the buyer has a problem that nobody solved.

## How to fix
Answer the feedback first. Leaving such buyers out on purpose is selective asking, which Amazon forbids: know that before you
filter.

## Known limits
Amazon's report holds neutral and negative feedback only. Feedback that was removed later counts all the same.
*/
with
rated as (
    select
        r.subject_id,
        r.message_id,
        r.order_id,
        r.sent_at,
        r.zone,
        r.local_day,
        f.left_at,
        f.rating,
        f.source_file,
        f.source_row
    from model.requests as r
    left join model.feedback as f
        on
            r.order_id = f.order_id
            and f.left_at < r.sent_at
            and f.rating <= policy_param(r.policy, 'low_feedback_stars')
    where r.is_delivered
    qualify row_number() over (
        partition by r.subject_id
        order by f.left_at desc nulls last, f.rating asc, f.source_row asc
    ) = 1
)

select
    r.subject_id,
    r.message_id,
    case when r.left_at is null then 'not_checked' else 'violation' end as verdict,
    case when r.left_at is null then 'the message names no order' end as reason,
    r.order_id,
    r.sent_at,
    case when r.rating = 1 then '1 star' else r.rating || ' stars' end as stars,
    strftime(timezone(r.zone, r.left_at), '%Y-%m-%d') as left_on,
    date_diff('day', cast(timezone(r.zone, r.left_at) as date), r.local_day) as days,
    r.source_file || ', row ' || r.source_row as source
from rated as r
where r.left_at is not null or r.order_id = ''
order by r.sent_at, r.subject_id
