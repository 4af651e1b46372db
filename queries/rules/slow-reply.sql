/*
+++
title = "Buyers get an answer within 24 hours"
failure_title = "Answered late or not at all"
severity = "medium"
clauses = ["amazon-1"]
family = "history"
remediation = "Cover weekends and holidays, and mark messages that need no answer."
sentence = "The buyer waited {waited} (hours, minutes, seconds) for an answer; more than {allowed} hours are late."
requires = ["inbound.message_id"]
unit = "buyer episode"
groups_by = "sender"

[sentences]
unanswered = "The buyer got no answer; {allowed} hours are allowed."
thanks = "The buyer only said thank you, and got no answer in time: this could be marked as needing no reply."

[facts]
hours = {name = "Hours until the answer", unit = "hours"}
waited = {name = "Time until the answer"}
allowed = {name = "Hours allowed", unit = "hours"}
messages = {name = "Messages of the buyer in a row"}

[[examples]]
name = "24 hours to the second are in time, one second more is late"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", thread_id = "t1", sent_at = "2026-01-10T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m2", thread_id = "t2", sent_at = "2026-01-10T10:00:01+00:00"}]
flagged = [{message = "b2", verdict = "violation"}]

[[examples]]
name = "hours are hours when the clocks change"
messages = [{message_id = "b1", direction = "inbound", marketplace = "Amazon.de", sent_at = "2026-03-28T12:00:00+00:00"}, {message_id = "m1", marketplace = "Amazon.de", sent_at = "2026-03-29T12:00:00+00:00"}]

[[examples]]
name = "consecutive messages are one episode, timed from the first; weekends count"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T17:00:00+00:00"}, {message_id = "b2", direction = "inbound", sent_at = "2026-01-11T17:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-12T08:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "a second question after the answer is an episode of its own"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-09T12:00:00+00:00"}, {message_id = "b2", direction = "inbound", sent_at = "2026-01-09T13:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-12T13:00:00+00:00"}]
flagged = ["b2"]

[[examples]]
name = "no answer at all"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m9", thread_id = "t9", sent_at = "2026-01-10T10:00:01+00:00"}]
flagged = [{message = "b1", sentence = "unanswered"}]

[[examples]]
name = "an auto-reply is no answer"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", auto_reply = true, sent_at = "2026-01-09T10:01:00+00:00"}, {message_id = "m2", sent_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "what Amazon did not deliver is no answer"
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", delivery_status = "blocked", sent_at = "2026-01-09T11:00:00+00:00"}, {message_id = "m2", sent_at = "2026-01-12T10:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "a buyer's auto-reply asks for nothing"
messages = [{message_id = "m1", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", auto_reply = true, sent_at = "2026-01-09T10:01:00+00:00"}, {message_id = "m9", thread_id = "t9", sent_at = "2026-02-01T10:00:00+00:00"}]

[[examples]]
name = "an answer in another thread is no answer"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", thread_id = "t2", sent_at = "2026-01-11T11:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "what was marked as needing no reply is left alone, unmarked thanks are for review"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", no_response_needed = true, sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", acts = ["thanks_only"], sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "m9", thread_id = "t9", sent_at = "2026-02-01T10:00:00+00:00"}]
review = ["b2"]

[[examples]]
name = "a question after the thanks is timed for itself"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", acts = ["thanks_only"], sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t1", sent_at = "2026-01-05T10:00:00+00:00"}, {message_id = "m1", thread_id = "t1", sent_at = "2026-01-05T11:00:00+00:00"}, {message_id = "b3", direction = "inbound", thread_id = "t2", acts = ["thanks_only"], sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b4", direction = "inbound", thread_id = "t2", sent_at = "2026-01-05T10:00:00+00:00"}, {message_id = "m2", thread_id = "t2", sent_at = "2026-01-07T11:00:00+00:00"}]
flagged = ["b3"]
review = ["b1"]

[[examples]]
name = "a question after a marked message is timed from the question"
messages = [{message_id = "b1", direction = "inbound", no_response_needed = true, sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", sent_at = "2026-01-05T10:00:00+00:00"}, {message_id = "m1", sent_at = "2026-01-06T10:00:01+00:00"}]
flagged = ["b2"]

[[examples]]
name = "where the data end before 24 hours are over nothing is said"
messages = [{message_id = "m1", thread_id = "t1", sent_at = "2026-01-10T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", thread_id = "t2", sent_at = "2026-01-09T10:00:00+00:00"}]
not_checked = ["b1"]

[[examples]]
name = "nor where a question followed the thanks in the last hours of the data"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", acts = ["thanks_only"], sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t1", sent_at = "2026-01-05T10:00:00+00:00"}, {message_id = "m9", thread_id = "t9", sent_at = "2026-01-05T11:00:00+00:00"}]
not_checked = ["b1"]

[[examples]]
name = "the log of a tool that goes on longer does not make the conversations go on"
messages = [{message_id = "m1", thread_id = "t1", sent_at = "2026-01-09T09:00:00+00:00"}, {message_id = "b1", direction = "inbound", thread_id = "t2", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m2", thread_id = "t3", channel = "tool", file_id = 2, sent_at = "2026-01-20T10:00:00+00:00"}]
not_checked = ["b1"]

[[examples]]
name = "what tools send stands for the end of the data where the same file holds the buyers' messages"
messages = [{message_id = "m1", thread_id = "t1", sent_at = "2026-01-09T09:00:00+00:00"}, {message_id = "b1", direction = "inbound", thread_id = "t2", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m2", thread_id = "t3", channel = "tool", sent_at = "2026-01-20T10:00:00+00:00"}]
flagged = ["b1"]

[[examples]]
name = "half a mailbox: seven days of questions and no mail of the seller"
messages = [{message_id = "m1", thread_id = "t0", sent_at = "2026-01-01T10:00:00+00:00"}, {message_id = "b1", direction = "inbound", thread_id = "t1", sent_at = "2026-01-02T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", sent_at = "2026-01-03T10:00:00+00:00"}, {message_id = "b3", direction = "inbound", thread_id = "t3", sent_at = "2026-01-04T10:00:00+00:00"}, {message_id = "b4", direction = "inbound", thread_id = "t4", sent_at = "2026-01-06T10:00:00+00:00"}, {message_id = "b5", direction = "inbound", thread_id = "t5", sent_at = "2026-01-08T10:00:00+00:00"}, {message_id = "m2", thread_id = "t5", sent_at = "2026-01-09T09:00:00+00:00"}, {message_id = "b6", direction = "inbound", thread_id = "t6", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m3", thread_id = "t0", sent_at = "2026-02-01T10:00:00+00:00"}]
flagged = ["b6"]
not_checked = ["b1", "b2", "b3", "b4"]

[[examples]]
name = "half a mailbox: nothing of the seller's was imported at all"
messages = [{message_id = "b1", direction = "inbound", thread_id = "t1", sent_at = "2026-01-02T10:00:00+00:00"}, {message_id = "b2", direction = "inbound", thread_id = "t2", sent_at = "2026-01-08T10:00:00+00:00"}]
not_checked = ["b1", "b2"]
+++
## What it checks
Whether each message of a buyer was answered within 24 hours, weekends and holidays included. Messages that a buyer sends one
after the other are one episode, timed from the first. An automatic answer is none, nor is one that was not delivered.

## Why it matters
Amazon measures the time to the answer and shows the share of late ones on the account.

## How to fix
Cover weekends and holidays. Mark messages that need no answer in Seller Central.

## Known limits
Where the data end before the time is over, or where only the buyers' half of a mailbox was imported, nothing is said. An
automatic answer is known only where the source or its words say so.
*/
with
timed as (
    select
        e.*,
        policy_param(e.policy, 'reply_hours') * 3600 as allowed
    from model.episodes as e
),

late as (
    select
        t.*,
        case
            when t.is_half_mailbox then 'half a mailbox: no outbound mail in these days'
            when t.seconds is null and t.seconds_left <= t.allowed then 'the data end before the time is over'
            when t.seconds is null and t.needed_seconds_left <= t.allowed then 'the data end before the time is over'
        end as reason,
        t.is_thanks or coalesce(t.needed_seconds <= t.allowed, false) as is_courtesy,
        cast(ceil(t.seconds) as bigint) as whole_seconds
    from timed as t
    where not t.is_marked and coalesce(t.seconds > t.allowed, true)
)

select
    l.message_id as subject_id,
    l.message_id,
    case
        when l.reason is not null then 'not_checked'
        when l.is_courtesy then 'review'
        else 'violation'
    end as verdict,
    case
        when l.is_courtesy then 'thanks'
        when l.seconds is null then 'unanswered'
    end as sentence,
    l.reason,
    l.answered_by as reference_message,
    round(l.seconds / 3600, 2) as hours,
    printf('%d:%02d:%02d', l.whole_seconds // 3600, l.whole_seconds // 60 % 60, l.whole_seconds % 60) as waited,
    cast(l.allowed / 3600 as integer) as allowed,
    l.messages
from late as l
order by l.asked_at, l.message_id
