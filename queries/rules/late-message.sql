/*
+++
title = "Proactive messages are sent within 30 days of the order's completion"
failure_title = "Sent more than 30 days after completion"
severity = "high"
clauses = ["key-1"]
family = "history"
remediation = "Stop the flow 30 days after delivery."
sentence = "Sent {days} days after the order was {basis} ({completed_on}); {allowed} are allowed."
requires = ["messages.linked_order_id", "orders.completed_at"]
roles = ["proactive"]

[sentences]
promised = "Sent {days} days after the day that delivery was promised for ({completed_on}); {allowed} are allowed."
undated = "Sent {days} days after the order was {basis} ({completed_on}); {allowed} are allowed, counted from the delivery, whose day is not in the data."
special = "Sent {days} days after the order was {basis} ({completed_on}); a legal notice or a question about a return may have its reason."

[facts]
days = {name = "Days after completion", unit = "days"}
basis = {name = "Completion counted from"}
completed_on = {name = "Completed on"}
allowed = {name = "Days allowed", unit = "days"}
begins_on = {name = "Not known: what the buyer wrote before"}

[[examples]]
name = "day 31 after delivery is late"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-02-05T10:00:00+00:00"}]
flagged = [{message = "m1", verdict = "violation"}]

[[examples]]
name = "day 30 is in time, late in the evening of the marketplace's zone"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00", marketplace = "Amazon.com"}]
messages = [{message_id = "m1", sent_at = "2026-02-05T07:30:00+00:00"}]

[[examples]]
name = "half an hour after midnight of the marketplace's zone it is day 31"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00", marketplace = "Amazon.com"}]
messages = [{message_id = "m1", sent_at = "2026-02-05T08:30:00+00:00"}]
flagged = [{message = "m1", verdict = "violation"}]

[[examples]]
name = "the message's own marketplace decides before the order's"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00", marketplace = "Amazon.com"}]
messages = [{message_id = "m1", marketplace = "Amazon.de", sent_at = "2026-02-05T07:30:00+00:00"}]
flagged = ["m1"]

[[examples]]
name = "the change to summer time makes no day shorter"
orders = [{purchased_at = "2026-03-01T10:00:00+00:00", delivered_at = "2026-03-10T23:30:00+00:00", marketplace = "Amazon.de"}]
messages = [{message_id = "m1", sent_at = "2026-04-10T21:59:59+00:00"}, {message_id = "m2", sent_at = "2026-04-10T22:00:00+00:00"}]
flagged = ["m2"]

[[examples]]
name = "the change to winter time makes no day longer"
orders = [{purchased_at = "2026-10-01T10:00:00+00:00", delivered_at = "2026-10-05T22:30:00+00:00", marketplace = "Amazon.de"}]
messages = [{message_id = "m1", sent_at = "2026-11-05T22:59:59+00:00"}, {message_id = "m2", sent_at = "2026-11-05T23:00:00+00:00"}]
flagged = ["m2"]

[[examples]]
name = "without a delivery the promised day counts, and is sure enough"
orders = [{promised_at = "2026-01-08T22:59:59+00:00", shipped_at = "2026-01-02T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-02-07T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-02-08T10:00:00+00:00"}]
flagged = [{message = "m2", verdict = "violation"}]

[[examples]]
name = "a delivery before the promised day counts"
orders = [{promised_at = "2026-01-20T10:00:00+00:00", delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-02-10T10:00:00+00:00"}]
flagged = ["m1"]

[[examples]]
name = "with only a ship date it is likely"
orders = [{shipped_at = "2026-01-03T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-02-02T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-02-03T10:00:00+00:00"}]
flagged = [{message = "m2", verdict = "likely"}]

[[examples]]
name = "with only a purchase date it is likely"
orders = [{}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00"}]
flagged = [{message = "m1", verdict = "likely"}]

[[examples]]
name = "30 days or less after purchase are in time, whatever else is said"
orders = [{purchased_at = "2026-01-06T10:00:00+00:00", delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-02-05T10:00:00+00:00"}]

[[examples]]
name = "the last of several parcels decides"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00", sku = "A"}, {delivered_at = "2026-01-20T10:00:00+00:00", sku = "B"}]
messages = [{message_id = "m1", sent_at = "2026-02-10T10:00:00+00:00"}]

[[examples]]
name = "a second parcel that is promised for later is waited for"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00", sku = "A"}, {promised_at = "2026-01-20T10:00:00+00:00", sku = "B"}]
messages = [{message_id = "m1", sent_at = "2026-02-10T10:00:00+00:00"}]

[[examples]]
name = "nobody waits for a cancelled item"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00", sku = "A"}, {promised_at = "2026-01-20T10:00:00+00:00", sku = "B", status = "cancelled"}]
messages = [{message_id = "m1", sent_at = "2026-02-10T10:00:00+00:00"}]
flagged = ["m1"]

[[examples]]
name = "dates of several files are joined: a carrier's file knows the delivery"
orders = [{sku = "A", promised_at = "2026-01-20T10:00:00+00:00"}, {delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-02-10T10:00:00+00:00"}]
flagged = [{message = "m1", verdict = "violation"}]

[[examples]]
name = "an order that is not sent yet is not completed"
orders = [{order_id = "302-1111111-1111111", status = "Unshipped"}, {order_id = "302-2222222-2222222", status = "Pending"}, {order_id = "302-3333333-3333333", status = "Back-Ordered"}]
messages = [{message_id = "m1", thread_id = "t1", order_id = "302-1111111-1111111", sent_at = "2026-03-01T10:00:00+00:00"}, {message_id = "m2", thread_id = "t2", order_id = "302-2222222-2222222", sent_at = "2026-03-01T10:00:00+00:00"}, {message_id = "m3", thread_id = "t3", order_id = "302-3333333-3333333", sent_at = "2026-03-01T10:00:00+00:00"}]

[[examples]]
name = "the latest status counts"
orders = [{status = "Pending", updated_at = "2026-01-01T11:00:00+00:00"}, {status = "Shipped", updated_at = "2026-01-03T11:00:00+00:00", shipped_at = "2026-01-03T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00"}]
flagged = [{message = "m1", verdict = "likely"}]

[[examples]]
name = "a reply is never late, a thread revived after 14 times 24 hours is"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-03-01T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-03-02T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-03-15T10:00:00+00:00"}, {message_id = "m3", sent_at = "2026-03-15T10:00:01+00:00"}]
flagged = [{message = "m3", verdict = "violation"}]

[[examples]]
name = "legal notices and questions about a return are for review"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00", acts = ["legal_notice"]}, {message_id = "m2", sent_at = "2026-03-02T10:00:00+00:00", acts = ["return_question"]}]
review = ["m1", "m2"]

[[examples]]
name = "a message whose order is unknown cannot be judged"
orders = [{order_id = "302-7654321-1234567"}]
messages = [{message_id = "m1", sent_at = "2026-03-01T10:00:00+00:00"}, {message_id = "m2", thread_id = "t2", order_id = "", sent_at = "2026-03-01T10:00:00+00:00"}]
not_checked = ["m1", "m2"]

[[examples]]
name = "a message without an order id belongs to the order that it names"
orders = [{delivered_at = "2026-01-05T10:00:00+00:00"}]
messages = [{message_id = "m1", order_id = "", order_ids = ["302-1234567-1234567"], sent_at = "2026-03-01T10:00:00+00:00"}]
flagged = ["m1"]
+++
## What it checks
Whether a message that the seller began was sent more than 30 calendar days, in the marketplace's zone, after the order was
completed: delivered, else promised, else shipped, else purchased. Of several parcels the last decides. Day 30 is in time, and
so is everything within 30 days of the purchase. Replies are not concerned.

## Why it matters
Amazon allows messages that the seller begins for 30 days after completion only.

## How to fix
Stop the flow that sends it 30 days after delivery.

## Known limits
Reports rarely hold the day of delivery. With only a date of dispatch or purchase the finding is likely. Legal notices and
questions about returns are for a person to look at. What a buyer wrote before the imported messages begin is not known: a
message soon after that day may be a reply, and the evidence says so.
*/
with
aged as (
    select
        m.message_id,
        m.linked_order_id,
        m.acts,
        o.order_id as known_order,
        o.completed_by,
        o.is_underway,
        c.begins_at,
        cast(timezone(m.zone, o.completed_at) as date) as completed_day,
        date_diff('day', cast(timezone(m.zone, o.completed_at) as date), m.local_day) as days,
        date_diff('day', cast(timezone(m.zone, o.purchased_at) as date), m.local_day) as days_after_purchase,
        cast(policy_param(m.policy, 'contact_window_days') as integer) as allowed,
        m.previous_message_id = ''
        and epoch(m.sent_at) - epoch(c.begins_at) < policy_param(m.policy, 'reply_window_days') * 24 * 3600 as is_early
    from model.envelopes as m
    cross join model.coverage as c
    left join model.orders as o on m.linked_order_id = o.order_id
    where m.direction = 'outbound' and m.role = 'proactive'
),

judged as (
    select
        a.*,
        case
            when a.linked_order_id = '' then 'the message names no order'
            when a.known_order is null then 'the order is not among the imported ones'
            when a.completed_by = '' then 'no date of the order is known'
        end as reason,
        list_has_any(a.acts, ['legal_notice', 'return_question']) as is_special
    from aged as a
)

select
    j.message_id as subject_id,
    j.message_id,
    case
        when j.reason is not null then 'not_checked'
        when j.is_special then 'review'
        when j.completed_by in ('delivered', 'promised') then 'violation'
        else 'likely'
    end as verdict,
    case
        when j.is_special then 'special'
        when j.completed_by in ('shipped', 'purchased') then 'undated'
        when j.completed_by = 'promised' then 'promised'
    end as sentence,
    j.reason,
    j.known_order as reference_order,
    j.days,
    j.completed_by as basis,
    strftime(j.completed_day, '%Y-%m-%d') as completed_on,
    j.allowed,
    case when j.is_early then 'the imported messages begin on ' || strftime(j.begins_at, '%Y-%m-%d') end as begins_on
from judged as j
where
    j.reason is not null
    or (not j.is_underway and j.days > j.allowed and coalesce(j.days_after_purchase > j.allowed, true))
order by j.message_id
