-- Messages of the period that did not reach buyers because these had opted out: counted, without blame.
select
    count(*) as messages,
    count(distinct coalesce(nullif(buyer_of(m.buyer_id), ''), m.linked_order_id)) as buyers
from model.envelopes as m
where m.direction = 'outbound' and m.in_period and m.delivery_status = 'opted_out'
