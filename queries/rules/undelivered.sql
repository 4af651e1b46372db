/*
+++
title = "Amazon delivers the messages"
failure_title = "Amazon blocked or did not deliver the message"
severity = "high"
clauses = ["amazon-8"]
family = "history"
remediation = "Compare the wording with the findings on the same template."
sentence = "Amazon blocked the message: it did not meet the communication guidelines."
requires = ["messages.delivery_status"]

[sentences]
restricted = "Amazon did not deliver the message, because the account was restricted from sending proactive messages."

[facts]
status = {name = "Delivery"}
words = {name = "Amazon's words"}

[[examples]]
name = "blocked, or not delivered because of a restriction; replies too"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", delivery_status = "blocked", delivery_note = "This message was not sent."}, {message_id = "m2", thread_id = "t2", delivery_status = "restricted"}, {message_id = "m3", thread_id = "t3", delivery_status = "delivered"}]
flagged = [{message = "m1", verdict = "violation", words = "This message was not sent."}, {message = "m2", sentence = "restricted"}]

[[examples]]
name = "a buyer who opted out is no fault of the message"
messages = [{message_id = "m1", delivery_status = "opted_out"}, {message_id = "m2", thread_id = "t2"}]
not_applicable = ["m1"]

[[examples]]
name = "Amazon's notice tells it, with its words"
messages = [{message_id = "m1"}, {message_id = "m2", thread_id = "t2", sent_at = "2026-01-12T10:00:00+00:00"}]
notices = [{order_id = "302-1234567-1234567", sent_on = "2026-01-10", status = "blocked", note = "did not meet the guidelines"}]
flagged = [{message = "m1", words = "did not meet the guidelines"}]

[[examples]]
name = "Amazon's words are told without the buyer's name"
messages = [{message_id = "m1", delivery_status = "blocked", delivery_note = "The message you sent to Ada Example on 2026-01-10 was not sent."}]
flagged = [{message = "m1", words = "The message you sent to … on 2026-01-10 was not sent."}]

[[examples]]
name = "what is said to be unknown is not checked"
messages = [{message_id = "m1", delivery_status = "unknown"}, {message_id = "m2", delivery_status = "delivered"}]
not_checked = ["m1"]

[[examples]]
name = "what buyers write is not concerned"
messages = [{message_id = "b1", direction = "inbound", delivery_status = "blocked"}, {message_id = "m1", delivery_status = "delivered"}]
+++
## What it checks
Whether Amazon blocked a message, or did not deliver it because the account was restricted, as the source or a notice of Amazon
says. Buyers who opted out are counted in the report's notes, without blame.

## Why it matters
A blocked message is the first sign that Amazon minds the wording; a restricted account reaches nobody.

## How to fix
Compare the wording with the findings on the same template, and mend it before it is sent again.

## Known limits
Where neither the source nor a notice tells what became of the messages, nothing is known. A notice that names no message is
joined to the one of that order or buyer and day.
*/
select
    m.message_id as subject_id,
    m.message_id,
    case
        when m.delivery_status = 'opted_out' then 'not_applicable'
        when m.delivery_status = 'unknown' then 'not_checked'
        else 'violation'
    end as verdict,
    case when m.delivery_status = 'restricted' then 'restricted' end as sentence,
    case when m.delivery_status = 'unknown' then 'the source does not know whether it was delivered' end as reason,
    m.delivery_status as status,
    nullif(without_name(m.delivery_note), '') as words
from model.envelopes as m
where m.direction = 'outbound' and m.delivery_status in ('blocked', 'restricted', 'opted_out', 'unknown')
order by m.message_id
