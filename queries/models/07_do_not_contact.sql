-- The account's do-not-contact list: a buyer, or the buyer of an order.
create or replace view model.do_not_contact as
select
    buyer_of(d.buyer_id) as buyer,
    d.order_id,
    d.reason,
    d.since,
    coalesce(nullif(d.buyer_id, ''), d.order_id) as entry,
    fi.file as source_file,
    d.source_row
from main.do_not_contact as d
left join main.files as fi on d.file_id = fi.file_id;
