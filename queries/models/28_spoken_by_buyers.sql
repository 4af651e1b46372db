-- The language of most of a buyer's messages, whatever they are about.
create or replace view model.spoken_by_buyers as
select
    i.buyer_id,
    i.language
from model.inbound as i
where i.language <> '' and i.buyer_id <> ''
group by i.buyer_id, i.language
qualify row_number() over (partition by i.buyer_id order by count(*) desc, max(i.sent_at) desc, i.language asc) = 1;
