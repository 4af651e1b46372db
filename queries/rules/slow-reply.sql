/*
+++
title = "Buyers get an answer within 24 hours"
failure_title = "Answered late or not at all"
severity = "medium"
clauses = ["amazon-1"]
family = "history"
remediation = "Cover weekends and holidays, and mark messages that need no answer."
sentence = "The buyer was answered after {hours} hours; Amazon counts more than {allowed} as late."
requires = []
unit = "buyer episode"
groups_by = "sender"

[sentences]
unanswered = "The buyer got no answer."
thanks = "The buyer only said thank you: this could be marked as needing no reply."

[facts]
hours = {name = "Hours until the answer", unit = "hours"}
allowed = {name = "Hours allowed", unit = "hours"}
messages = {name = "Messages of the buyer in a row"}

[[examples]]
name = "24 hours to the second are in time, one second more is late"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", thread_id = "t1", sent_at = "2026-01-10T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m2", thread_id = "t2", sent_at = "2026-01-10T10:00:01+00:00"}]
flagged = ["b2"]

[[examples]]
name = "consecutive messages are one episode, timed from the first; weekends count"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T17:00:00+00:00"}, {message_id = "b2", direction = "inbound", sent_at = "2026-01-11T17:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-12T08:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "an auto-reply is no answer"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", auto_reply = true, sent_at = "2026-01-09T10:01:00+00:00"}, {message_id = "m2", sent_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "what was marked as needing no reply is left alone, unmarked thanks are for review"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", no_response_needed = true, sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", acts = ["thanks_only"], sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "m9", thread_id = "t9", sent_at = "2026-02-01T10:00:00+00:00"}]
flagged = []
review = ["b2"]

[[examples]]
name = "where the data end before 24 hours are over nothing is said"
messages = [{message_id = "m1", thread_id = "t1", sent_at = "2026-01-09T09:00:00+00:00"}, {message_id = "b1", direction = "inbound", thread_id = "t2", sent_at = "2026-01-09T10:00:00+00:00"}]
not_checked = ["b1"]
+++
## What it checks
Whether each message of a buyer was answered within 24 hours, weekends and holidays included. Messages that a buyer sends one
after the other are one episode, timed from the first. An automatic answer is none.

## Why it matters
Amazon measures the time to the answer and shows the share of late ones on the account.

## How to fix
Cover weekends and holidays. Mark messages that need no answer in Seller Central.

## Known limits
Where only one half of a mailbox was imported, the answers are not in it: such weeks are not checked.
*/
with
timed as (
    select
        e.*,
        policy_param(e.policy, 'reply_hours') as allowed
    from model.episodes as e
),

late as (
    select t.*
    from timed as t
    where
        not t.is_marked
        and (t.seconds is null or t.seconds > t.allowed * 3600)
)

select
    l.message_id as subject_id,
    l.message_id,
    case
        when l.is_half_mailbox then 'not_checked'
        when l.seconds is null and date_diff('second', l.asked_at, l.ends_at) <= l.allowed * 3600 then 'not_checked'
        when l.is_thanks then 'review'
        else 'violation'
    end as verdict,
    case
        when l.is_half_mailbox then 'half a mailbox: no outbound mail in these days'
        else 'the data end before the time is over'
    end as reason,
    case when l.is_thanks then 'thanks' when l.seconds is null then 'unanswered' end as sentence,
    round(l.seconds / 3600, 1) as hours,
    cast(l.allowed as integer) as allowed,
    l.messages
from late as l
order by l.asked_at, l.message_id
