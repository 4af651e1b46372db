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
wrong = "Wrong order: the message names {found}, but belongs to {missing}."
partial = "The order id is masked, partial or unfilled."
none = "The message holds no order id, and belongs to no order that is known."

[variants]
reply = "low"

[facts]
missing = {name = "Order id missing"}
found = {name = "Order ids found"}

[[examples]]
name = "the id in subject or text is enough"
messages = [{message_id = "m1", order_ids = ["302-1234567-1234567"]}]

[[examples]]
name = "no id on a proactive message is a violation"
messages = [{message_id = "m1"}]
flagged = [{message = "m1", verdict = "violation"}]

[[examples]]
name = "no id on a reply is low"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1"}]
flagged = [{message = "m1", verdict = "violation", variant = "reply"}]

[[examples]]
name = "after 14 times 24 hours it is a message of its own again"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-23T10:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-23T10:00:01+00:00"}]
flagged = [{message = "m1", variant = "reply"}, {message = "m2", verdict = "violation"}]

[[examples]]
name = "another order's id does not help, one's own beside it does"
messages = [{message_id = "m1", order_ids = ["302-7654321-1234567"]}, {message_id = "m2", order_ids = ["302-7654321-1234567", "302-1234567-1234567"]}]
flagged = [{message = "m1", sentence = "wrong"}]

[[examples]]
name = "a masked or unfilled id is none"
messages = [{message_id = "m1", partial_order_id = true}]
flagged = [{message = "m1", sentence = "partial"}]

[[examples]]
name = "a masked id beside the whole one is nothing"
messages = [{message_id = "m1", partial_order_id = true, order_ids = ["302-1234567-1234567"]}]

[[examples]]
name = "Amazon writes the id into templates and API messages"
messages = [{message_id = "m1", channel = "template"}, {message_id = "m2", channel = "api"}]

[[examples]]
name = "a question before the sale has no order"
messages = [{message_id = "b1", direction = "inbound", order_id = "", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", order_id = ""}, {message_id = "m2", order_id = "", sent_at = "2026-03-10T10:00:00+00:00"}]
not_applicable = ["m1", "m2"]

[[examples]]
name = "an answer that lost its order belongs to the order of its thread"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", order_id = ""}]
flagged = [{message = "m1", variant = "reply"}]

[[examples]]
name = "a message that cannot be linked is judged by whether it holds any id"
messages = [{message_id = "m1", thread_id = "t1", order_id = ""}, {message_id = "m2", thread_id = "t2", order_id = "", order_ids = ["302-1234567-1234567"]}, {message_id = "m3", thread_id = "t3", order_id = "10023", order_ids = ["302-1234567-1234567"]}]
flagged = [{message = "m1", sentence = "none"}]

[[examples]]
name = "a message whose text was not exported cannot be judged"
messages = [{message_id = "m1", subject = "", body_text = ""}]
not_checked = ["m1"]
+++
## What it checks
Whether this order's id stands in the subject or in what the seller newly wrote: 17 digits in order, however they are set.
Only another order's id is as good as none, and so is a masked, partial or unfilled one.

## Why it matters
Amazon demands the id in every message that the seller begins; mail without it may not be delivered.

## How to fix
Put the order id's merge field into the subject of the template.

## Known limits
Amazon writes the id into the messages of its own templates, of the API and of Request a Review: they pass. An id inside a
picture, a link's address or a file name does not count. Questions before a sale have no order and are not concerned.
*/
with
named as (
    select
        m.message_id,
        m.role,
        m.order_ids,
        m.has_partial_order_id,
        m.previous_message_id <> '' and m.linked_order_id = '' as is_before_sale,
        m.subject = '' and m.body_text = '' and m.body_html = '' as is_empty,
        -- The seller's own numbers are no ids of Amazon: such a message cannot be linked to an order.
        case
            when regexp_full_match(m.linked_order_id, '[0-9]{3}-[0-9]{7}-[0-9]{7}') then m.linked_order_id
            else ''
        end as order_id
    from model.messages as m
    where m.direction = 'outbound' and m.channel not in ('template', 'api', 'request_a_review')
)

select
    n.message_id as subject_id,
    n.message_id,
    case
        when n.is_before_sale then 'not_applicable'
        when n.is_empty then 'not_checked'
        else 'violation'
    end as verdict,
    case when n.role = 'reply' then 'reply' end as variant,
    case
        when n.order_id <> '' and len(n.order_ids) > 0 then 'wrong'
        when n.has_partial_order_id then 'partial'
        when n.order_id = '' then 'none'
    end as sentence,
    'the text of the message was not exported' as reason,
    n.order_id as missing,
    array_to_string(n.order_ids, ', ') as found
from named as n
where
    n.is_before_sale
    or n.is_empty
    or (n.order_id <> '' and not list_contains(n.order_ids, n.order_id))
    or (n.order_id = '' and len(n.order_ids) = 0)
order by n.message_id
