/*
+++
title = "The do-not-contact list is kept"
failure_title = "Buyer on the do-not-contact list"
severity = "high"
clauses = ["advice-3"]
family = "history"
remediation = "Connect the list to the tool that sends."
sentence = "A message that the seller began went to a buyer on the account's do-not-contact list."
requires = ["do_not_contact.entry"]
roles = ["proactive"]
unit = "outbound message or solicitation"

[facts]
listed_since = {name = "On the list since"}
why = {name = "Reason on the list"}
source = {name = "Listed in"}

[[examples]]
name = "any proactive message and Request a Review, by buyer or by order"
do_not_contact = [{buyer_id = "b"}, {order_id = "302-3333333-3333333"}]
orders = [{order_id = "302-2222222-2222222", buyer_id = "b"}]
messages = [{message_id = "m1", buyer_id = "b"}, {message_id = "m2", order_id = "302-3333333-3333333", thread_id = "t3"}, {message_id = "m3", buyer_id = "c", order_id = "302-4444444-4444444", thread_id = "t4"}]
solicitations = [{order_id = "302-2222222-2222222"}]
flagged = [{message = "m1", verdict = "violation"}, "m2", "302-2222222-2222222@2026-01-10T10:00:00Z"]

[[examples]]
name = "a reply is no message that the seller began"
do_not_contact = [{buyer_id = "b"}]
messages = [{message_id = "b1", direction = "inbound", buyer_id = "b", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", buyer_id = "b"}, {message_id = "m2", buyer_id = "b", sent_at = "2026-01-23T10:00:01+00:00"}]
flagged = ["m2"]

[[examples]]
name = "what was sent before the buyer came onto the list is nothing"
do_not_contact = [{buyer_id = "b", since = "2026-01-10T10:00:00+00:00"}]
messages = [{message_id = "m1", buyer_id = "b", sent_at = "2026-01-10T09:59:59+00:00"}, {message_id = "m2", buyer_id = "b", sent_at = "2026-01-10T10:00:00+00:00"}]
flagged = ["m2"]

[[examples]]
name = "an alias is the same in capitals and with Amazon's case"
do_not_contact = [{buyer_id = "Ab12cd34ef56@marketplace.amazon.de"}]
messages = [{message_id = "m1", buyer_id = "ab12cd34ef56+7a7b@marketplace.amazon.de"}]
flagged = ["m1"]

[[examples]]
name = "listed twice is one finding, with the earlier entry"
do_not_contact = [{buyer_id = "b", reason = "press", since = "2026-01-05T10:00:00+00:00"}, {buyer_id = "b", reason = "letter", since = "2026-01-02T10:00:00+00:00"}]
messages = [{message_id = "m1", buyer_id = "b"}]
flagged = [{message = "m1", why = "letter"}]

[[examples]]
name = "a refused request went to nobody; a message that Amazon stopped was sent to the buyer all the same"
do_not_contact = [{buyer_id = "b"}]
orders = [{buyer_id = "b"}]
messages = [{message_id = "m1", buyer_id = "b", delivery_status = "opted_out"}]
solicitations = [{status = "refused"}]
flagged = ["m1"]

[[examples]]
name = "a message of which neither buyer nor order is known cannot be compared with the list"
do_not_contact = [{buyer_id = "b"}]
messages = [{message_id = "m1", order_id = ""}]
not_checked = ["m1"]
+++
## What it checks
Whether a message that the seller began, or Request a Review, went to a buyer who stood on the account's own do-not-contact list
at that time, by buyer id, relay alias or order.

## Why it matters
Who asked not to be written to and is written to complains to Amazon.

## How to fix
Connect the list to the tool that sends.

## Known limits
In mail the buyer is the relay alias: a list of names or of the buyers' own addresses cannot be compared. An entry by order
concerns that order alone, unless its buyer is listed too.
*/
with
sent as (
    select
        c.subject_id,
        c.message_id,
        c.order_id,
        c.sent_at,
        c.zone,
        c.buyers
    from model.contacts as c
    where c.role = 'proactive'
),

addressed as (
    select
        s.subject_id,
        s.message_id,
        s.order_id,
        s.sent_at,
        s.zone,
        unnest(s.buyers) as buyer
    from sent as s
),

matched as (
    select
        a.subject_id,
        a.message_id,
        a.order_id,
        a.sent_at,
        a.zone,
        d.since,
        d.reason,
        d.entry,
        d.source_file,
        d.source_row
    from addressed as a
    inner join model.do_not_contact as d on a.buyer = d.buyer
    where d.buyer <> '' and a.sent_at >= coalesce(d.since, a.sent_at)
    union all
    select
        s.subject_id,
        s.message_id,
        s.order_id,
        s.sent_at,
        s.zone,
        d.since,
        d.reason,
        d.entry,
        d.source_file,
        d.source_row
    from sent as s
    inner join model.do_not_contact as d on s.order_id = d.order_id
    where d.order_id <> '' and s.sent_at >= coalesce(d.since, s.sent_at)
),

listed as (
    select m.*
    from matched as m
    qualify row_number() over (
        partition by m.subject_id
        order by m.since asc nulls first, m.entry asc, m.source_file asc, m.source_row asc
    ) = 1
)

select
    l.subject_id,
    l.message_id,
    'violation' as verdict,
    null as reason,
    l.order_id,
    l.sent_at,
    strftime(timezone(l.zone, l.since), '%Y-%m-%d') as listed_since,
    nullif(l.reason, '') as why,
    l.source_file || ', row ' || l.source_row as source
from listed as l
union all
select
    s.subject_id,
    s.message_id,
    'not_checked' as verdict,
    'neither the buyer nor the order is known' as reason,
    s.order_id,
    s.sent_at,
    null as listed_since,
    null as why,
    null as source
from sent as s
where s.order_id = '' and len(s.buyers) = 0
order by sent_at, subject_id
