-- The order that a thread is about, where all its messages that name one name the same.
create or replace view model.links as
select
    m.thread_id,
    min(m.order_id) as order_id
from main.messages as m
where m.order_id <> ''
group by m.thread_id
having min(m.order_id) = max(m.order_id);
