-- The language that a buyer writes: of most messages in the thread, else of most messages of that buyer.
create or replace view model.spoken as
with
by_thread as (
    select
        i.thread_id,
        i.language
    from model.inbound as i
    where i.language <> ''
    group by i.thread_id, i.language
    qualify row_number() over (partition by i.thread_id order by count(*) desc, max(i.sent_at) desc, i.language) = 1
),

by_buyer as (
    select
        i.buyer_id,
        i.language
    from model.inbound as i
    where i.language <> '' and i.buyer_id <> ''
    group by i.buyer_id, i.language
    qualify row_number() over (partition by i.buyer_id order by count(*) desc, max(i.sent_at) desc, i.language) = 1
)

select
    m.message_id,
    coalesce(t.language, b.language) as language
from main.messages as m
left join by_thread as t on m.thread_id = t.thread_id
left join by_buyer as b on m.buyer_id = b.buyer_id
where coalesce(t.language, b.language) is not null;
