/*
+++
title = "Request a Review is used 5 to 30 days after delivery"
failure_title = "Request a Review outside its window"
severity = "low"
clauses = ["advice-3"]
family = "history"
remediation = "Set the tool to 5 to 30 days after delivery."
sentence = "Request a Review was used {days} days after delivery ({delivered_on}); the window is day {first} to day {last}."
requires = []
roles = []
unit = "outbound message or solicitation"

[sentences]
promised = "Request a Review was used {days} days after the day that delivery was promised or expected for ({delivered_on}); the window is day {first} to day {last}, counted from the delivery, whose day is not in the data."

[facts]
days = {name = "Days after delivery", unit = "days"}
delivered_on = {name = "Delivery"}
basis = {name = "Delivery counted from"}
first = {name = "First day of the window"}
last = {name = "Last day of the window"}

[[examples]]
name = "day 5 and day 30 are within, day 4 and day 31 are not"
orders = [{order_id = "302-1111111-1111111", delivered_at = "2026-01-05T10:00:00+00:00"}, {order_id = "302-2222222-2222222", delivered_at = "2026-01-05T10:00:00+00:00"}, {order_id = "302-3333333-3333333", delivered_at = "2026-01-05T10:00:00+00:00"}, {order_id = "302-4444444-4444444", delivered_at = "2026-01-05T10:00:00+00:00"}]
solicitations = [{order_id = "302-1111111-1111111", solicited_at = "2026-01-09T23:59:59+00:00"}, {order_id = "302-2222222-2222222", solicited_at = "2026-01-10T00:00:00+00:00"}, {order_id = "302-3333333-3333333", solicited_at = "2026-02-04T23:59:59+00:00"}, {order_id = "302-4444444-4444444", solicited_at = "2026-02-05T00:00:00+00:00"}]
flagged = [{message = "302-1111111-1111111@2026-01-09T23:59:59Z", verdict = "violation", days = 4}, {message = "302-4444444-4444444@2026-02-05T00:00:00Z", days = 31}]

[[examples]]
name = "days are the marketplace's, over the change of the clocks too"
orders = [{order_id = "302-1111111-1111111", marketplace = "Amazon.de", delivered_at = "2026-03-10T23:30:00+00:00"}, {order_id = "302-2222222-2222222", marketplace = "Amazon.de", delivered_at = "2026-03-10T23:30:00+00:00"}]
solicitations = [{order_id = "302-1111111-1111111", solicited_at = "2026-04-10T21:59:59+00:00"}, {order_id = "302-2222222-2222222", solicited_at = "2026-04-10T22:00:00+00:00"}]
flagged = ["302-2222222-2222222@2026-04-10T22:00:00Z"]

[[examples]]
name = "with only a promised or estimated day it is likely"
orders = [{order_id = "302-1111111-1111111", promised_at = "2026-01-08T10:00:00+00:00", shipped_at = "2026-01-02T10:00:00+00:00"}, {order_id = "302-2222222-2222222", promised_at = "2026-01-05T10:00:00+00:00"}]
solicitations = [{order_id = "302-1111111-1111111"}, {order_id = "302-2222222-2222222"}]
flagged = [{message = "302-1111111-1111111@2026-01-10T10:00:00Z", verdict = "likely", sentence = "promised", days = 2}]

[[examples]]
name = "of several parcels the last decides"
orders = [{sku = "A", delivered_at = "2026-01-02T10:00:00+00:00"}, {sku = "B", delivered_at = "2026-01-07T10:00:00+00:00"}]
solicitations = [{solicited_at = "2026-01-11T10:00:00+00:00"}]
flagged = [{message = "302-1234567-1234567@2026-01-11T10:00:00Z", verdict = "violation", days = 4}]

[[examples]]
name = "with neither it is not checked, nor is an order that is not known"
orders = [{shipped_at = "2026-01-02T10:00:00+00:00"}]
solicitations = [{}, {order_id = "302-9999999-9999999"}]
not_checked = ["302-1234567-1234567@2026-01-10T10:00:00Z", "302-9999999-9999999@2026-01-10T10:00:00Z"]

[[examples]]
name = "own messages are no Request a Review, and what was refused was not used"
orders = [{delivered_at = "2026-01-09T10:00:00+00:00"}]
messages = [{message_id = "m1", acts = ["review_request"]}]
solicitations = [{status = "refused"}]
+++
## What it checks
Whether Request a Review was used from day 5 to day 30 after delivery: calendar days of the marketplace, both included. Of several
parcels the last decides.

## Why it matters
Amazon allows it in this window only. Before, the buyer has not tried the product; after, the button fails.

## How to fix
Set the tool to 5 to 30 days after delivery.

## Known limits
Reports rarely hold the day of delivery. With an estimated or promised day the finding is likely; with neither it is not checked.
*/
with
timed as (
    select
        s.subject_id,
        s.order_id,
        s.sent_at,
        s.zone,
        o.order_id as known_order,
        o.completed_by,
        cast(timezone(s.zone, o.completed_at) as date) as delivered_day,
        date_diff('day', cast(timezone(s.zone, o.completed_at) as date), s.local_day) as days,
        cast(policy_param(s.policy, 'solicitation_first_day') as integer) as first_day,
        cast(policy_param(s.policy, 'solicitation_last_day') as integer) as last_day
    from model.solicitations as s
    left join model.orders as o on s.order_id = o.order_id
),

judged as (
    select
        t.*,
        case
            when t.known_order is null then 'the order is not among the imported ones'
            when t.completed_by not in ('delivered', 'promised') then 'no date of delivery is known'
        end as reason
    from timed as t
)

select
    j.subject_id,
    null as message_id,
    case
        when j.reason is not null then 'not_checked'
        when j.completed_by = 'promised' then 'likely'
        else 'violation'
    end as verdict,
    case when j.completed_by = 'promised' then 'promised' end as sentence,
    j.reason,
    j.order_id,
    j.sent_at,
    j.known_order as reference_order,
    j.days,
    strftime(j.delivered_day, '%Y-%m-%d') as delivered_on,
    j.completed_by as basis,
    j.first_day as first,
    j.last_day as last
from judged as j
where j.reason is not null or j.days not between j.first_day and j.last_day
order by j.sent_at, j.subject_id
