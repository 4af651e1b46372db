-- What there is to look at in the period, by unit.
select
    'proactive' as unit,
    count(*) as n
from model.envelopes as m
where m.in_period and m.role = 'proactive'
union all
select
    'reply' as unit,
    count(*) as n
from model.envelopes as m
where m.in_period and m.role = 'reply'
union all
select
    'solicitations' as unit,
    count(*) as n
from model.requests as r
where r.in_period and r.kind = 'solicitation'
union all
select
    'episodes' as unit,
    count(*) as n
from model.episodes as e
where e.in_period
union all
select
    'inbound' as unit,
    count(*) as n
from model.envelopes as m
where m.in_period and m.direction = 'inbound'
