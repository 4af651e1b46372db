-- Outbound messages by local month.
select
    strftime(m.local_day, '%Y-%m') as month,
    count(*) as outbound
from model.envelopes as m
where m.direction = 'outbound' and m.in_period
group by strftime(m.local_day, '%Y-%m')
order by month
