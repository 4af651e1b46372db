-- The language of most of a buyer's messages in a thread.
create or replace view model.spoken_in_threads as
select
    i.thread_id,
    i.language
from model.inbound as i
where i.language <> ''
group by i.thread_id, i.language
qualify row_number() over (partition by i.thread_id order by count(*) desc, max(i.sent_at) desc, i.language asc) = 1;
