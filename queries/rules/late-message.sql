/*
+++
title = "Proactive messages are sent within 30 days of the order's completion"
failure_title = "Sent more than 30 days after completion"
severity = "high"
clauses = ["key-1"]
family = "history"
remediation = "Stop the flow 30 days after delivery."
sentence = "Sent {days} days after the order was {basis}; {allowed} are allowed."
requires = ["messages.order_id", "orders.purchased_at"]
roles = ["proactive"]

[facts]
days = {name = "Days after completion", unit = "days"}
basis = {name = "Completion counted from"}
completed_on = {name = "Completed on"}
allowed = {name = "Days allowed", unit = "days"}

[[examples]]
name = "day 31 after delivery is late"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00", delivered_at = "2026-01-05T10:00:00+00:00", marketplace = "Amazon.de"}]
messages = [{message_id = "m1", sent_at = "2026-02-05T10:00:00+00:00"}]
flagged = [{message = "m1", verdict = "violation"}]

[[examples]]
name = "day 30 is in time, late in the evening of the marketplace's zone"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00", delivered_at = "2026-01-05T10:00:00+00:00", marketplace = "Amazon.com"}]
messages = [{message_id = "m1", marketplace = "Amazon.com", sent_at = "2026-02-05T07:30:00+00:00"}]
flagged = []

[[examples]]
name = "the change to summer time does not shorten a day"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-03-01T10:00:00+00:00", delivered_at = "2026-03-10T22:30:00+00:00", marketplace = "Amazon.de"}]
messages = [{message_id = "m1", sent_at = "2026-04-09T21:30:00+00:00"}]
flagged = []

[[examples]]
name = "with only a purchase date it is likely"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00"}]
flagged = [{message = "m1", verdict = "likely"}]

[[examples]]
name = "the last of several parcels decides"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00", delivered_at = "2026-01-05T10:00:00+00:00", sku = "A"}, {order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00", delivered_at = "2026-01-20T10:00:00+00:00", sku = "B"}]
messages = [{message_id = "m1", sent_at = "2026-02-10T10:00:00+00:00"}]
flagged = []

[[examples]]
name = "an order that is not sent yet is not completed"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00", status = "unshipped"}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00"}]
flagged = []

[[examples]]
name = "a reply is never late, a thread revived after 14 days is"
orders = [{order_id = "302-1234567-1234567", purchased_at = "2026-01-01T10:00:00+00:00", delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-03-01T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-03-02T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-03-20T10:00:00+00:00"}]
flagged = [{message = "m2", verdict = "violation"}]

[[examples]]
name = "a message whose order is unknown cannot be judged"
orders = [{order_id = "302-7654321-1234567", purchased_at = "2026-01-01T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00"}]
not_checked = ["m1"]
+++
## What it checks
Whether a message that the seller began was sent more than 30 calendar days, in the marketplace's zone, after the order was
completed: delivered, else promised, else shipped, else purchased.

## Why it matters
Amazon allows messages that the seller begins for 30 days after completion only.

## How to fix
Stop the flow that sends it 30 days after delivery.

## Known limits
Reports rarely hold the day of delivery. With only a date of dispatch or purchase the finding is likely. Legal notices and
questions about returns are not told apart yet.
*/
with
aged as (
    select
        m.message_id,
        m.order_id,
        o.completed_by,
        o.is_underway,
        cast(timezone(m.zone, o.completed_at) as date) as completed_day,
        date_diff('day', cast(timezone(m.zone, o.completed_at) as date), m.local_day) as days,
        date_diff('day', cast(timezone(m.zone, o.purchased_at) as date), m.local_day) as days_after_purchase,
        cast(policy_param(m.policy, 'contact_window_days') as integer) as allowed
    from model.messages as m
    left join model.orders as o on m.order_id = o.order_id
    where m.direction = 'outbound' and m.role = 'proactive'
)

select
    a.message_id as subject_id,
    a.message_id,
    case
        when a.completed_by is null then 'not_checked'
        when a.completed_by in ('delivered', 'promised') then 'violation'
        else 'likely'
    end as verdict,
    case when a.order_id = '' then 'the message names no order' else 'the order is not among the imported ones' end as reason,
    a.days,
    a.completed_by as basis,
    strftime(a.completed_day, '%Y-%m-%d') as completed_on,
    a.allowed
from aged as a
where a.completed_by is null or (a.days > a.allowed and a.days_after_purchase > a.allowed and not a.is_underway)
order by a.message_id
