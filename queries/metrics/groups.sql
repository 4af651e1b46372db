-- Outbound messages of the period by marketplace, language and policy version.
select
    'marketplace' as kind,
    m.marketplace as name,
    count(*) as n
from model.messages as m
where m.direction = 'outbound' and m.in_period
group by m.marketplace
union all
select
    'language' as kind,
    m.language as name,
    count(*) as n
from model.messages as m
where m.direction = 'outbound' and m.in_period
group by m.language
union all
select
    'policy' as kind,
    m.policy as name,
    count(*) as n
from model.messages as m
where m.direction = 'outbound' and m.in_period
group by m.policy
order by kind, n desc, name
