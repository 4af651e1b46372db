/*
+++
title = "Messages carry the order id"
failure_title = "The order id is missing"
severity = "high"
clauses = ["key-2"]
family = "history"
remediation = "Put the order id's merge field into the subject of the template."
sentence = "Neither the subject nor the new text holds the 17-digit id of the order."
requires = []

[sentences]
wrong = "The message names another order's id, not this order's."
partial = "The order id is masked, partial or unfilled."

[variants]
reply = "low"

[facts]
missing = {name = "Order id missing"}
found = {name = "Order ids found"}

[[examples]]
name = "the id in the subject is enough"
messages = [{message_id = "m1", order_ids = ["302-1234567-1234567"]}]
flagged = []

[[examples]]
name = "no id on a proactive message is a violation"
messages = [{message_id = "m1", order_ids = []}]
flagged = ["m1"]

[[examples]]
name = "no id on a reply is low"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", order_ids = []}]
flagged = [{message = "m1", verdict = "violation", variant = "reply"}]

[[examples]]
name = "another order's id does not help, one's own beside it does"
messages = [{message_id = "m1", order_ids = ["302-7654321-1234567"]}, {message_id = "m2", thread_id = "t2", order_ids = ["302-7654321-1234567", "302-1234567-1234567"]}]
flagged = ["m1"]

[[examples]]
name = "a question before the sale has no order, a template's id is written by Amazon"
messages = [{message_id = "b1", direction = "inbound", order_id = "", thread_id = "t1", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", thread_id = "t1", order_id = ""}, {message_id = "m2", thread_id = "t2", channel = "template"}]
flagged = []

[[examples]]
name = "a message that cannot be linked is judged by whether it holds any id"
messages = [{message_id = "m1", thread_id = "t1", order_id = "", order_ids = []}, {message_id = "m2", thread_id = "t2", order_id = "", order_ids = ["302-1234567-1234567"]}]
flagged = ["m1"]
+++
## What it checks
Whether this order's id stands in the subject or in what the seller newly wrote: 17 digits in order, however they are set.

## Why it matters
Amazon demands the id in every message that the seller begins; mail without it may not be delivered.

## How to fix
Put the order id's merge field into the subject of the template.

## Known limits
Messages sent by Amazon's templates, by the API and by Request a Review carry the id by themselves and are not judged. An id
inside a picture or a file name does not count.
*/
select
    m.message_id as subject_id,
    m.message_id,
    case when m.channel in ('template', 'api', 'request_a_review') then 'not_applicable' else 'violation' end as verdict,
    case when m.role = 'reply' then 'reply' end as variant,
    case
        when m.order_id <> '' and len(m.order_ids) > 0 then 'wrong'
        when m.has_partial_order_id then 'partial'
    end as sentence,
    m.order_id as missing,
    array_to_string(m.order_ids, ', ') as found
from model.messages as m
where
    m.direction = 'outbound'
    and not (m.order_id = '' and m.role = 'reply')
    and (
        m.channel in ('template', 'api', 'request_a_review')
        or (m.order_id <> '' and not list_contains(m.order_ids, m.order_id))
        or (m.order_id = '' and len(m.order_ids) = 0)
    )
order by m.message_id
