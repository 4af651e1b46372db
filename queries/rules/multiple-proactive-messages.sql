/*
+++
title = "An order gets one proactive message"
failure_title = "Second proactive message for one order"
severity = "low"
clauses = ["advice-2"]
family = "history"
remediation = "Put both into one message, or drop one."
sentence = "Proactive message number {number} for this order; the one before went out on {previous_on} by {previous_channel}."
requires = []
roles = ["proactive"]
unit = "outbound message or solicitation"

[facts]
number = {name = "Proactive message number"}
previous_on = {name = "Message before on"}
previous_channel = {name = "Message before by"}

[[examples]]
name = "the first is fine, every later one is not"
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-20T10:00:00+00:00"}, {message_id = "m3", sent_at = "2026-01-21T10:00:00+00:00"}]
flagged = [{message = "m2", verdict = "violation"}, "m3"]

[[examples]]
name = "Request a Review counts as one, before or after"
messages = [{message_id = "m1", order_id = "302-1111111-1111111", thread_id = "t1", sent_at = "2026-01-10T10:00:00+00:00"}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", sent_at = "2026-01-20T10:00:00+00:00"}]
solicitations = [{order_id = "302-1111111-1111111", solicited_at = "2026-01-15T10:00:00+00:00"}, {order_id = "302-2222222-2222222", solicited_at = "2026-01-15T10:00:00+00:00"}]
flagged = ["302-1111111-1111111@2026-01-15T10:00:00Z", "m2"]

[[examples]]
name = "critical messages, return questions and invoices neither fire nor count as the first"
messages = [{message_id = "m1", sent_at = "2026-01-02T10:00:00+00:00", acts = ["critical"]}, {message_id = "m2", sent_at = "2026-01-03T10:00:00+00:00", acts = ["purpose:invoice"]}, {message_id = "m3", sent_at = "2026-01-04T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m4", sent_at = "2026-01-05T10:00:00+00:00", acts = ["return_question"]}, {message_id = "m5", sent_at = "2026-01-06T10:00:00+00:00", acts = ["purpose:return-question"]}, {message_id = "m6", sent_at = "2026-01-07T10:00:00+00:00", acts = ["legal_notice"]}, {message_id = "m7", sent_at = "2026-01-08T10:00:00+00:00", acts = ["critical", "delay_notice"]}]

[[examples]]
name = "a critical message between two others does not hide the second"
messages = [{message_id = "m1", sent_at = "2026-01-02T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-03T10:00:00+00:00", acts = ["critical"]}, {message_id = "m3", sent_at = "2026-01-04T10:00:00+00:00"}]
flagged = ["m3"]

[[examples]]
name = "replies neither fire nor count"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-11T10:00:00+00:00"}, {message_id = "m3", thread_id = "t2", sent_at = "2026-01-12T10:00:00+00:00"}]

[[examples]]
name = "a thread revived after 14 times 24 hours is proactive again"
messages = [{message_id = "m1", sent_at = "2026-01-08T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-23T10:00:00+00:00"}, {message_id = "m3", sent_at = "2026-01-23T10:00:01+00:00"}]
flagged = ["m3"]

[[examples]]
name = "what was blocked, restricted or opted out of does not count"
messages = [{message_id = "m1", sent_at = "2026-01-02T10:00:00+00:00", delivery_status = "blocked"}, {message_id = "m2", sent_at = "2026-01-03T10:00:00+00:00"}, {message_id = "m3", sent_at = "2026-01-04T10:00:00+00:00", delivery_status = "restricted"}, {message_id = "m4", sent_at = "2026-01-05T10:00:00+00:00", delivery_status = "opted_out"}]
solicitations = [{solicited_at = "2026-01-12T10:00:00+00:00", status = "refused"}]

[[examples]]
name = "two orders of one buyer, and a replacement with an id of its own, get one each"
messages = [{message_id = "m1", buyer_id = "b"}, {message_id = "m2", order_id = "302-7654321-1234567", buyer_id = "b"}]
orders = [{}, {order_id = "302-7654321-1234567", is_replacement = true}]

[[examples]]
name = "a message that names no order cannot be counted"
messages = [{message_id = "m1", order_id = ""}, {message_id = "m2", order_id = "", acts = ["critical"]}, {message_id = "m3", order_id = "", delivery_status = "blocked"}]
not_checked = ["m1"]
+++
## What it checks
Whether an order gets more than one proactive message, Request a Review included. Critical messages (a problem, a delivery
date, an address, a custom design, a legal notice), questions about returns and invoices are left out, and so is what Amazon
did not deliver.

## Why it matters
Amazon allows one request or free message for each order; more of them bring complaints and opt-outs.

## How to fix
Put both into one message, or drop one.

## Known limits
What a message is for is known from its words. What was sent before the imported messages begin is not known.
*/
with
counted as (
    select
        c.*,
        row_number() over in_order as number,
        lag(c.kind) over in_order as previous_kind,
        lag(c.local_day) over in_order as previous_day,
        lag(c.channel) over in_order as previous_by,
        lag(c.message_id) over in_order as previous_message,
        lag(c.subject_id) over in_order as previous_subject
    from model.contacts as c
    where
        c.role = 'proactive'
        and c.is_delivered
        and not list_has_any(
            c.acts, ['critical', 'legal_notice', 'return_question', 'purpose:return-question', 'purpose:invoice']
        )
    window in_order as (partition by c.order_id order by c.sent_at, c.subject_id)
)

select
    c.subject_id,
    c.message_id,
    case when c.order_id = '' then 'not_checked' else 'violation' end as verdict,
    case when c.order_id = '' then 'the message names no order' end as reason,
    c.order_id,
    c.sent_at,
    c.previous_message as reference_message,
    case when c.previous_kind = 'solicitation' then c.previous_subject end as reference_solicitation,
    c.number,
    strftime(c.previous_day, '%Y-%m-%d') as previous_on,
    case
        when c.previous_kind = 'solicitation' then 'Request a Review'
        else coalesce(nullif(replace(c.previous_by, '_', ' '), ''), 'message')
    end as previous_channel
from counted as c
where c.order_id = '' or c.number > 1
order by c.sent_at, c.subject_id
