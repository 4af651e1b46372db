-- Amazon's copies of what was sent by mail, where the two lie in different files: the same text, no more than two hours
-- apart, neither order nor buyer's name differing. More than one possible send is a tie, and nothing is merged.
create or replace view model.copies as
with
keyed as (
    select
        m.message_id,
        m.channel,
        m.sent_at,
        m.order_id,
        case when json_valid(m.extra) then json_extract_string(m.extra, '$.copy_key') end as copy_key,
        case when json_valid(m.extra) then coalesce(json_extract_string(m.extra, '$.name_key'), '') end as name_key
    from main.messages as m
    where m.direction = 'outbound' and m.channel in ('email', 'seller_central') and contains(m.extra, '"copy_key"')
)

select
    c.message_id,
    min(s.message_id) as original_id
from keyed as c
inner join keyed as s on c.copy_key = s.copy_key
where
    c.channel = 'seller_central'
    and s.channel = 'email'
    and abs(epoch(s.sent_at) - epoch(c.sent_at)) <= 7200
    and (c.order_id = '' or s.order_id = '' or c.order_id = s.order_id)
    and (c.name_key = '' or s.name_key = '' or c.name_key = s.name_key)
group by c.message_id
having count(distinct s.message_id) = 1;
