-- Amazon's notices that a message was not delivered, each with the message that it is about: the one it names, else the
-- latest of its order, else of its buyer, sent before the notice and on the day that it names, if it names one.
create or replace view model.notices as
with
numbered as (
    select
        n.*,
        row_number() over (order by n.file_id, n.source_row, n.noticed_at) as notice
    from main.delivery_notices as n
),

sent as (
    select
        d.message_id,
        d.order_id,
        d.buyer_id,
        d.sent_at,
        strftime(d.local_day, '%Y-%m-%d') as sent_on
    from model.dated as d
    where d.direction = 'outbound'
),

candidates as (
    select
        n.notice,
        n.status,
        n.note,
        s.message_id,
        s.sent_at
    from numbered as n
    inner join sent as s on n.message_id = s.message_id
    where n.message_id <> ''
    union all
    select
        n.notice,
        n.status,
        n.note,
        s.message_id,
        s.sent_at
    from numbered as n
    inner join sent as s on n.order_id = s.order_id
    where
        n.message_id = '' and n.order_id <> ''
        and s.sent_at <= n.noticed_at and n.sent_on in ('', s.sent_on)
    union all
    select
        n.notice,
        n.status,
        n.note,
        s.message_id,
        s.sent_at
    from numbered as n
    inner join sent as s on n.buyer_id = s.buyer_id
    where
        n.message_id = '' and n.order_id = '' and n.buyer_id <> ''
        and s.sent_at <= n.noticed_at and n.sent_on in ('', s.sent_on)
),

matched as (
    select c.*
    from candidates as c
    qualify row_number() over (partition by c.notice order by c.sent_at desc, c.message_id) = 1
)

select
    m.message_id,
    m.status,
    m.note
from matched as m
qualify row_number() over (partition by m.message_id order by m.notice) = 1;
