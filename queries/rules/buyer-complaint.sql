/*
+++
title = "Buyers do not mind the messages"
failure_title = "Buyer asks to stop after a message"
severity = "medium"
clauses = ["amazon-7"]
family = "history"
remediation = "Find out which message it answers, and stop that one."
sentence = "The buyer asks not to be written to, {days} days after a message that the seller began ({sent_on})."
requires = ["inbound.message_id"]
unit = "buyer message"

[facts]
sent_on = {name = "Answered message of"}
channel = {name = "Answered message by"}
days = {name = "Days after that message", unit = "days"}
opted_out = {name = "Opted out"}

[[examples]]
name = "a buyer wants no more messages after a proactive one"
messages = [{message_id = "m1", sent_at = "2026-01-08T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "m2", thread_id = "t2", order_id = "302-2222222-2222222", sent_at = "2026-01-08T10:00:00+00:00"}, {message_id = "b2", thread_id = "t2", order_id = "302-2222222-2222222", direction = "inbound", sent_at = "2026-01-10T10:00:00+00:00", acts = ["ask_opt_out", "question"]}]
flagged = [{message = "b1", verdict = "violation", reference_message = "m1", days = 1}, {message = "b2", reference_message = "m2", days = 2}]

[[examples]]
name = "after a reply alone, or with no message before, it answers nothing"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-07T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-08T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "b3", direction = "inbound", thread_id = "t3", order_id = "", sent_at = "2026-01-09T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "m3", thread_id = "t3", order_id = "", sent_at = "2026-03-09T10:00:00+00:00"}]

[[examples]]
name = "it names the latest proactive message of the thread, else of the order, else of the buyer"
messages = [{message_id = "m1", sent_at = "2026-01-02T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-03T10:00:00+00:00"}, {message_id = "m3", thread_id = "t3", sent_at = "2026-01-04T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "b2", direction = "inbound", thread_id = "t4", sent_at = "2026-01-09T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "m5", thread_id = "t5", order_id = "302-2222222-2222222", buyer_id = "b", sent_at = "2026-01-05T10:00:00+00:00"}, {message_id = "b3", direction = "inbound", thread_id = "t6", order_id = "", buyer_id = "B", sent_at = "2026-01-09T10:00:00+00:00", acts = ["complaint_stop"]}]
flagged = [{message = "b1", reference_message = "m2"}, {message = "b2", reference_message = "m3"}, {message = "b3", reference_message = "m5"}]

[[examples]]
name = "each complaint is a finding of its own; ordinary problems and automatic answers are none"
messages = [{message_id = "m1", sent_at = "2026-01-02T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-03T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "b2", direction = "inbound", sent_at = "2026-01-04T10:00:00+00:00", acts = ["complaint_stop", "problem"]}, {message_id = "b3", direction = "inbound", sent_at = "2026-01-05T10:00:00+00:00", acts = ["problem"]}, {message_id = "b4", direction = "inbound", sent_at = "2026-01-06T10:00:00+00:00", acts = ["complaint_stop", "auto_reply"]}]
flagged = ["b1", "b2"]

[[examples]]
name = "what was not delivered annoyed nobody; that the buyer opted out is told with the finding"
messages = [{message_id = "m1", sent_at = "2026-01-02T10:00:00+00:00", delivery_status = "blocked"}, {message_id = "b1", direction = "inbound", sent_at = "2026-01-03T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "m2", thread_id = "t2", order_id = "302-2222222-2222222", buyer_id = "b", sent_at = "2026-01-02T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", order_id = "302-2222222-2222222", buyer_id = "b", sent_at = "2026-01-03T10:00:00+00:00", acts = ["complaint_stop"]}, {message_id = "m3", thread_id = "t3", order_id = "302-3333333-3333333", buyer_id = "b", sent_at = "2026-02-02T10:00:00+00:00", delivery_status = "opted_out"}]
flagged = [{message = "b2", reference_message = "m2", opted_out = "Amazon says so of a later message"}]
+++
## What it checks
Whether a buyer asks not to be written to, or how to opt out, after a message that the seller began. The finding stands on the
buyer's message and names the message that it answers: the latest of the thread, else of the order, else to this buyer.

## Why it matters
Complaints of buyers are among the reasons for which Amazon takes the right to write away.

## How to fix
Find out which message it answers, and stop that one. Put the buyer on the do-not-contact list.

## Known limits
A complaint is known by its words. A buyer who opts out in Amazon's settings alone writes nothing: such opt-outs are counted in
the report's notes.
*/
with
complaints as (
    select
        m.message_id,
        m.thread_id,
        m.linked_order_id,
        buyer_of(m.buyer_id) as buyer,
        m.sent_at,
        m.local_day
    from model.envelopes as m
    inner join model.inbound as i on m.message_id = i.message_id
    where i.is_stop and not i.is_auto
),

begun as (
    select
        c.message_id,
        c.thread_id,
        c.order_id,
        c.sent_at,
        c.local_day,
        c.channel,
        c.buyers,
        c.buyer_id
    from model.contacts as c
    where c.kind = 'message' and c.role = 'proactive' and c.is_delivered
),

begun_by_buyer as (
    select
        b.message_id,
        b.sent_at,
        b.local_day,
        b.channel,
        unnest(b.buyers) as buyer
    from begun as b
),

candidates as (
    select
        c.message_id as complaint,
        1 as nearness,
        b.message_id,
        b.sent_at,
        b.local_day,
        b.channel
    from complaints as c
    inner join begun as b on c.thread_id = b.thread_id
    where b.sent_at < c.sent_at
    union all
    select
        c.message_id as complaint,
        2 as nearness,
        b.message_id,
        b.sent_at,
        b.local_day,
        b.channel
    from complaints as c
    inner join begun as b on c.linked_order_id = b.order_id
    where c.linked_order_id <> '' and b.sent_at < c.sent_at
    union all
    select
        c.message_id as complaint,
        3 as nearness,
        b.message_id,
        b.sent_at,
        b.local_day,
        b.channel
    from complaints as c
    inner join begun_by_buyer as b on c.buyer = b.buyer
    where c.buyer <> '' and b.sent_at < c.sent_at
),

answered as (
    select n.*
    from candidates as n
    qualify row_number() over (
        partition by n.complaint
        order by n.nearness asc, n.sent_at desc, n.message_id asc
    ) = 1
),

opted_out as (
    select
        buyer_of(m.buyer_id) as buyer,
        max(m.sent_at) as noticed_at
    from model.envelopes as m
    where m.direction = 'outbound' and m.delivery_status = 'opted_out' and m.buyer_id <> ''
    group by buyer_of(m.buyer_id)
)

select
    c.message_id as subject_id,
    c.message_id,
    'violation' as verdict,
    a.message_id as reference_message,
    strftime(a.local_day, '%Y-%m-%d') as sent_on,
    coalesce(nullif(replace(a.channel, '_', ' '), ''), 'message') as channel,
    date_diff('day', a.local_day, c.local_day) as days,
    case when o.noticed_at > c.sent_at then 'Amazon says so of a later message' end as opted_out
from complaints as c
inner join answered as a on c.message_id = a.complaint
left join opted_out as o on c.buyer = o.buyer
order by c.sent_at, c.message_id
