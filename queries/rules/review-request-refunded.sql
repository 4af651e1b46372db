/*
+++
title = "Refunded orders are not asked for reviews"
failure_title = "Review asked after a refund"
severity = "medium"
clauses = ["advice-3"]
family = "history"
remediation = "Leave refunded, returned and cancelled orders out of the flow."
sentence = "A review was asked {days} days after the order was {what} ({happened_on})."
requires = ["orders.order_id"]
unit = "outbound message or solicitation"

[sentences]
undated = "A review was asked for an order that is {what}; when it was {what} is not in the data."

[facts]
what = {name = "What became of the order"}
happened_on = {name = "On"}
days = {name = "Days before the request", unit = "days"}

[[examples]]
name = "after a refund, a return or a cancellation; own message and Request a Review"
orders = [{order_id = "302-1111111-1111111", refunded_at = "2026-01-09T10:00:00+00:00"}, {order_id = "302-2222222-2222222", returned_at = "2026-01-09T10:00:00+00:00"}, {order_id = "302-3333333-3333333", cancelled_at = "2026-01-09T10:00:00+00:00"}]
messages = [{message_id = "m1", order_id = "302-1111111-1111111", thread_id = "t1", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", acts = ["review_request"]}]
solicitations = [{order_id = "302-3333333-3333333"}]
flagged = [{message = "m1", verdict = "violation", what = "refunded"}, {message = "m2", what = "returned"}, {message = "302-3333333-3333333@2026-01-10T10:00:00Z", what = "cancelled"}]

[[examples]]
name = "before the refund, to the second, it is nothing"
orders = [{refunded_at = "2026-01-10T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-01-10T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", sent_at = "2026-01-10T10:00:01+00:00", acts = ["review_request"]}]
flagged = ["m2"]

[[examples]]
name = "the first of several refunds decides, whichever file tells it"
orders = [{sku = "A", refunded_at = "2026-01-09T10:00:00+00:00"}, {sku = "B", refunded_at = "2026-01-20T10:00:00+00:00", file_id = 2}]
messages = [{message_id = "m1", acts = ["review_request"]}]
flagged = ["m1"]

[[examples]]
name = "other messages about a refunded order are no requests"
orders = [{refunded_at = "2026-01-09T10:00:00+00:00"}]
messages = [{message_id = "m1", acts = ["thanks"]}]

[[examples]]
name = "a reply counts, too"
orders = [{refunded_at = "2026-01-08T10:00:00+00:00"}]
messages = [{message_id = "b1", direction = "inbound", sent_at = "2026-01-09T10:00:00+00:00"}, {message_id = "m1", acts = ["review_request"]}]
flagged = ["m1"]

[[examples]]
name = "a cancelled order without a day is dated by its last update"
orders = [{order_id = "302-1111111-1111111", status = "Cancelled", updated_at = "2026-01-02T10:00:00+00:00"}, {order_id = "302-2222222-2222222", status = "Canceled", updated_at = "2026-01-12T10:00:00+00:00"}, {refunded_at = "2026-02-01T10:00:00+00:00"}]
messages = [{message_id = "m1", order_id = "302-1111111-1111111", thread_id = "t1", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", acts = ["review_request"]}]
flagged = [{message = "m1", verdict = "violation"}]

[[examples]]
name = "a status of returned tells of a return by the last update"
orders = [{status = "returned", updated_at = "2026-01-09T10:00:00+00:00"}]
messages = [{message_id = "m1", sent_at = "2026-01-08T10:00:00+00:00", acts = ["review_request"]}, {message_id = "m2", acts = ["review_request"]}]
flagged = [{message = "m2", what = "returned"}]

[[examples]]
name = "a cancelled order without any day is likely"
orders = [{status = "cancelled"}]
messages = [{message_id = "m1", acts = ["review_request"]}]
flagged = [{message = "m1", verdict = "likely", sentence = "undated"}]

[[examples]]
name = "an order is cancelled when all its items are, by their latest status"
orders = [{order_id = "302-1111111-1111111", sku = "A", status = "Cancelled", updated_at = "2026-01-02T10:00:00+00:00"}, {order_id = "302-1111111-1111111", sku = "B", status = "Shipped", updated_at = "2026-01-02T10:00:00+00:00"}, {order_id = "302-2222222-2222222", sku = "A", status = "Pending", updated_at = "2026-01-01T11:00:00+00:00"}, {order_id = "302-2222222-2222222", sku = "A", status = "Cancelled", updated_at = "2026-01-02T10:00:00+00:00", file_id = 2}, {order_id = "302-9999999-9999999", refunded_at = "2026-01-02T10:00:00+00:00"}]
messages = [{message_id = "m1", order_id = "302-1111111-1111111", thread_id = "t1", acts = ["review_request"]}, {message_id = "m2", order_id = "302-2222222-2222222", thread_id = "t2", acts = ["review_request"]}]
flagged = ["m2"]

[[examples]]
name = "what was not delivered asked nobody"
orders = [{refunded_at = "2026-01-08T10:00:00+00:00"}]
messages = [{message_id = "m1", acts = ["review_request"], delivery_status = "blocked"}]
solicitations = [{status = "refused"}]

[[examples]]
name = "an order that is not known, or an account without any refund, cannot be judged"
orders = [{order_id = "302-9999999-9999999"}]
messages = [{message_id = "m1", thread_id = "t1", order_id = "", acts = ["review_request"]}, {message_id = "m2", thread_id = "t2", acts = ["review_request"]}, {message_id = "m3", thread_id = "t3", order_id = "302-9999999-9999999", acts = ["review_request"]}]
not_checked = ["m1", "m2", "m3"]
+++
## What it checks
Whether a review or feedback was asked for an order that had been refunded, returned or cancelled before, by own message, reply
or Request a Review. Where the day of a cancellation is not told, the order's last update stands for it.

## Why it matters
A buyer who got the money back is the last who should be asked, and asking invites a bad review or a complaint.

## How to fix
Leave refunded, returned and cancelled orders out of the flow.

## Known limits
Refunds and returns are known only where a file tells them; an account without any is not checked. Leaving out buyers because
they may be unhappy, not because the order came back, is selective asking.
*/
with
known as (
    select count(o.refunded_at) + count(o.returned_at) > 0 as has_refunds
    from model.orders as o
),

events as (
    select
        r.subject_id,
        r.message_id,
        r.order_id,
        r.sent_at,
        r.zone,
        r.local_day,
        o.order_id as known_order,
        k.has_refunds,
        coalesce(o.is_cancelled and o.cancelled_at is null, false) as is_undated,
        o.refunded_at,
        o.returned_at,
        least(
            case when o.refunded_at < r.sent_at then o.refunded_at end,
            case when o.returned_at < r.sent_at then o.returned_at end,
            case when o.cancelled_at < r.sent_at then o.cancelled_at end
        ) as happened_at
    from model.requests as r
    cross join known as k
    left join model.orders as o on r.order_id = o.order_id
    where r.is_delivered
),

judged as (
    select
        e.*,
        case
            when e.happened_at is not null or e.is_undated then null
            when e.order_id = '' then 'the message names no order'
            when e.known_order is null then 'the order is not among the imported ones'
            when not e.has_refunds then 'no refund and no return was imported'
        end as reason
    from events as e
)

select
    j.subject_id,
    j.message_id,
    case
        when j.happened_at is not null then 'violation'
        when j.is_undated then 'likely'
        else 'not_checked'
    end as verdict,
    case when j.happened_at is null and j.is_undated then 'undated' end as sentence,
    j.reason,
    j.order_id,
    j.sent_at,
    j.known_order as reference_order,
    case
        when j.happened_at = j.refunded_at then 'refunded'
        when j.happened_at = j.returned_at then 'returned'
        when j.happened_at is not null or j.is_undated then 'cancelled'
    end as what,
    strftime(timezone(j.zone, j.happened_at), '%Y-%m-%d') as happened_on,
    date_diff('day', cast(timezone(j.zone, j.happened_at) as date), j.local_day) as days
from judged as j
where j.happened_at is not null or j.is_undated or j.reason is not null
order by j.sent_at, j.subject_id
