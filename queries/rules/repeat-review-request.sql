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
channel = {name = "This request by"}
log = {name = "Request a Review"}

[[examples]]
name = "the first request is fine, every later one is not"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m3", sent_at = "2026-01-30T10:00:00+00:00", acts = ["review_request"]}]
solicitations = [{order_id = "302-9999999-9999999"}]
flagged = ["m2", "m3"]

[[examples]]
name = "Request a Review counts after an own message"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}]
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["302-1234567-1234567@2026-01-12T10:00:00Z"]

[[examples]]
name = "an own message counts after Request a Review, a reply too"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-13T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-14T10:00:00+00:00", acts = ["review_request"]}]
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["m1"]

[[examples]]
name = "button, mail and reply: the second and the third fire"
messages = [{message_id = "m1", sent_at = "2026-01-13T10:00:00+00:00", acts = ["review_request"]}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-14T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-14T11:00:00+00:00", acts = ["review_request", "thanks"]}]
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["m1", "m2"]

[[examples]]
name = "the button pressed twice"
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00"}, {solicited_at = "2026-01-19T10:00:00+00:00", channel = "tool"}]
flagged = ["302-1234567-1234567@2026-01-19T10:00:00Z"]

[[examples]]
name = "two records of one click within ten minutes are one"
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00"}, {solicited_at = "2026-01-12T10:10:00+00:00", channel = "tool"}]

[[examples]]
name = "after ten minutes it is another click"
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00"}, {solicited_at = "2026-01-12T10:10:01+00:00", channel = "tool"}]
flagged = ["302-1234567-1234567@2026-01-12T10:10:01Z"]

[[examples]]
name = "a blocked, a restricted and a refused request do not count"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"], delivery_status = "blocked"}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m3", sent_at = "2026-01-21T10:00:00+00:00", acts = ["review_request"], delivery_status = "restricted"}]
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00", status = "refused"}]

[[examples]]
name = "two orders of one buyer are asked once each"
messages = [{message_id = "m1", acts = ["review_request"], buyer_id = "b"}, {message_id = "m2", order_id = "302-7654321-1234567", acts = ["review_request"], buyer_id = "b"}]
solicitations = [{order_id = "302-9999999-9999999"}]

[[examples]]
name = "other messages about the order are no requests"
messages = [{message_id = "m1", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00", acts = ["problem"]}]
solicitations = [{order_id = "302-9999999-9999999"}]

[[examples]]
name = "the answer to a buyer who asks how to leave a review is no request"
messages = [{message_id = "m1", sent_at = "2026-01-08T10:00:00+00:00", acts = ["review_request"]}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00", acts = ["ask_review"]}, {message_id = "m2", acts = ["review_request"]}, {message_id = "m3", sent_at = "2026-02-10T10:00:00+00:00", acts = ["review_request"]}]
solicitations = [{order_id = "302-9999999-9999999"}]
flagged = ["m3"]

[[examples]]
name = "the same text sent twice in a minute is a repeat"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-10T10:00:40+00:00", acts = ["review_request"]}]
solicitations = [{order_id = "302-9999999-9999999"}]
flagged = ["m2"]

[[examples]]
name = "without a log of Request a Review a first request is not fully checked, a second fires all the same"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m3", sent_at = "2026-01-20T10:00:00+00:00"}]
flagged = ["m2"]
not_checked = ["m1"]

[[examples]]
name = "a request whose order is unknown cannot be counted"
messages = [{message_id = "m1", order_id = "", acts = ["review_request"]}]
solicitations = [{}]
not_checked = ["m1"]

[[examples]]
name = "a message without an order id belongs to the order that it names"
messages = [{message_id = "m1", order_id = "", order_ids = ["302-1234567-1234567"], acts = ["review_request"]}]
solicitations = [{solicited_at = "2026-01-02T10:00:00+00:00"}]
flagged = ["m1"]
+++
## What it checks
Every request for a product review or seller feedback after the first for the same order, by any channel: own messages,
replies, tools, Request a Review. One message that asks for both is one request. What Amazon blocked or refused does not count.

## Why it matters
Asking twice is one of the reasons that Amazon names when it takes the right to write away.

## How to fix
Leave asking to one channel, best to Request a Review, and switch the other off.

## Known limits
Amazon keeps no list of Request a Review that can be exported. Without a log of it an order's first request is not fully
checked. Requests from before the imported messages begin are not known.
*/
with
counted as (
    select
        r.subject_id,
        r.message_id,
        r.order_id,
        r.sent_at,
        r.kind,
        r.channel,
        row_number() over in_order as number,
        first_value(r.kind) over in_order as first_kind,
        first_value(r.local_day) over in_order as first_day,
        first_value(r.channel) over in_order as first_by,
        first_value(r.message_id) over in_order as first_message,
        first_value(r.subject_id) over in_order as first_subject
    from model.requests as r
    where r.is_delivered
    window in_order as (partition by r.order_id order by r.sent_at, r.subject_id)
),

judged as (
    select
        c.*,
        case
            when c.order_id = '' then 'the message names no order'
            when c.number = 1 and v.solicitations = 0 then 'no log of Request a Review was imported'
        end as reason,
        v.solicitations > 0 as is_logged
    from counted as c
    cross join model.coverage as v
)

select
    j.subject_id,
    j.message_id,
    case when j.reason is null then 'violation' else 'not_checked' end as verdict,
    j.reason,
    j.order_id,
    j.sent_at,
    case when j.number > 1 then j.first_message end as reference_message,
    case when j.number > 1 and j.first_kind = 'solicitation' then j.first_subject end as reference_solicitation,
    j.number,
    strftime(j.first_day, '%Y-%m-%d') as first_on,
    case
        when j.first_kind = 'solicitation' then 'Request a Review'
        else coalesce(nullif(replace(j.first_by, '_', ' '), ''), 'message')
    end as first_channel,
    case
        when j.kind = 'solicitation' then 'Request a Review'
        else coalesce(nullif(replace(j.channel, '_', ' '), ''), 'message')
    end as channel,
    case when not j.is_logged then 'not checked: no log of it was imported' end as log
from judged as j
where j.number > 1 or j.reason is not null
order by j.sent_at, j.subject_id
