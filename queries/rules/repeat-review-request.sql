/*
+++
title = "Each order is asked for a review once"
failure_title = "Second review request for one order"
severity = "critical"
clauses = ["dont-7"]
family = "history"
remediation = "Leave asking to one channel, and switch the other off."
sentence = "Request number {number} for this order; the first went out on {first_on} by {first_channel}."
requires = []
unit = "outbound message or solicitation"

[facts]
number = {name = "Request number"}
first_on = {name = "First request on"}
first_channel = {name = "First request by"}
log = {name = "Request a Review"}

[[examples]]
name = "the first request is fine, the second is not"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00", acts = ["review_request"]}]
flagged = ["m2"]

[[examples]]
name = "Request a Review counts, whichever comes first"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}]
solicitations = [{order_id = "302-1234567-1234567", solicited_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["302-1234567-1234567@2026-01-12T10:00:00Z"]

[[examples]]
name = "a blocked request and a refused one do not count"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"], delivery_status = "blocked"}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00", acts = ["review_request"]}]
solicitations = [{order_id = "302-1234567-1234567", solicited_at = "2026-01-12T10:00:00+00:00", status = "refused"}]
flagged = []

[[examples]]
name = "two orders of one buyer are asked once each"
messages = [{message_id = "m1", acts = ["review_request"]}, {message_id = "m2", order_id = "302-7654321-1234567", acts = ["review_request"]}]
flagged = []

[[examples]]
name = "two records of one click within ten minutes are one"
solicitations = [{order_id = "302-1234567-1234567", solicited_at = "2026-01-12T10:00:00+00:00"}, {order_id = "302-1234567-1234567", solicited_at = "2026-01-12T10:04:00+00:00", channel = "tool"}]
flagged = []
+++
## What it checks
Every request for a product review or seller feedback after the first for the same order, by any channel: own messages,
replies, tools, Request a Review.

## Why it matters
Asking twice is one of the reasons that Amazon names when it takes the right to write away.

## How to fix
Leave asking to one channel, best to Request a Review, and switch the other off.

## Known limits
Amazon keeps no list of Request a Review that can be exported. Without a log of it the evidence says so, and a repeat by that
way stays unseen.
*/
with
logs as (
    select count(*) as n from model.requests as r
    where r.kind = 'solicitation'
),

counted as (
    select
        r.*,
        row_number() over (partition by r.order_id order by r.sent_at, r.subject_id) as number,
        first_value(r.local_day) over (partition by r.order_id order by r.sent_at, r.subject_id) as first_day,
        first_value(r.channel) over (partition by r.order_id order by r.sent_at, r.subject_id) as first_channel,
        first_value(r.message_id) over (partition by r.order_id order by r.sent_at, r.subject_id) as first_message
    from model.requests as r
)

select
    c.subject_id,
    c.message_id,
    c.order_id,
    c.sent_at,
    c.first_message as reference_message,
    c.number,
    strftime(c.first_day, '%Y-%m-%d') as first_on,
    coalesce(nullif(replace(c.first_channel, '_', ' '), ''), 'message') as first_channel,
    case when l.n = 0 then 'not checked: no log of Request a Review was imported' end as log
from counted as c
cross join logs as l
where c.number > 1
order by c.sent_at, c.subject_id
