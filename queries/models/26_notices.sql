-- Amazon's notices that a message was not delivered, each with the message that it is about: the one it names, else the
-- latest of its order, else of its buyer. Where a notice names the day of sending, that day decides (a day more or less
-- is a matter of zones); else the message was sent before the notice.
create or replace view model.notices as
with
numbered as (
    select
        n.*,
        row_number() over (order by n.file_id, n.source_row, n.noticed_at) as notice,
        try_cast(n.sent_on as date) as named_on
    from main.delivery_notices as n
),

candidates as (
    select
        n.notice,
        m.message_id
    from numbered as n
    inner join main.messages as m on n.message_id = m.message_id
    where n.message_id <> ''
    union all
    select
        n.notice,
        m.message_id
    from numbered as n
    inner join main.messages as m on n.order_id = m.order_id
    where n.message_id = '' and n.order_id <> ''
    union all
    select
        n.notice,
        m.message_id
    from numbered as n
    inner join main.messages as m on n.buyer_id = m.buyer_id
    where n.message_id = '' and n.order_id = '' and n.buyer_id <> ''
),

weighed as (
    select
        n.notice,
        n.status,
        n.note,
        m.message_id,
        m.sent_at,
        abs(date_diff('day', n.named_on, cast(timezone(coalesce(z.timezone, 'UTC'), m.sent_at) as date))) as days_off,
        n.message_id <> '' as is_named,
        m.sent_at <= n.noticed_at as is_before
    from candidates as c
    inner join numbered as n on c.notice = n.notice
    inner join main.messages as m on c.message_id = m.message_id
    left join main.marketplaces as z on m.marketplace = z.marketplace
    where m.direction = 'outbound'
),

matched as (
    select w.*
    from weighed as w
    where w.is_named or w.days_off <= 1 or (w.days_off is null and w.is_before)
    qualify row_number() over (
        partition by w.notice
        order by w.days_off asc nulls last, w.sent_at desc, w.message_id asc
    ) = 1
)

select
    m.message_id,
    m.status,
    m.note
from matched as m
qualify row_number() over (partition by m.message_id order by m.notice) = 1;
