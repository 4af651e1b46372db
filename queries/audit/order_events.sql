-- What happened around an order, in order of time, with file and row.
select
    strftime(c.sent_at, '%Y-%m-%dT%H:%M:%SZ') as happened_at,
    case when c.kind = 'solicitation' then 'Request a Review' else c.role || ' message ' || c.message_id end as what,
    coalesce(c.source_file, '') as file,
    c.source_row
from model.contacts as c
where c.order_id = ?
union all
select
    strftime(m.sent_at, '%Y-%m-%dT%H:%M:%SZ') as happened_at,
    'message of the buyer ' || m.message_id as what,
    coalesce(m.source_file, '') as file,
    m.source_row
from model.envelopes as m
where m.direction = 'inbound' and m.linked_order_id = ?
union all
select
    strftime(f.left_at, '%Y-%m-%dT%H:%M:%SZ') as happened_at,
    'feedback of ' || f.rating || ' of 5' as what,
    coalesce(f.source_file, '') as file,
    f.source_row
from model.feedback as f
where f.order_id = ?
order by happened_at, what
