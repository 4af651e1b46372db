-- What lies in the period and what outside.
select
    count(*) filter (where m.direction = 'outbound' and m.in_period) as outbound,
    count(*) filter (where m.role = 'proactive' and m.in_period) as proactive,
    count(*) filter (where m.role = 'reply' and m.in_period) as replies,
    count(*) filter (where m.direction = 'inbound' and m.in_period) as inbound,
    count(*) filter (where not m.in_period) as outside_period,
    strftime(min(m.local_day), '%Y-%m-%d') as first_day,
    strftime(max(m.local_day), '%Y-%m-%d') as last_day
from model.envelopes as m
