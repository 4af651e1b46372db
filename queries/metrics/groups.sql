-- Outbound messages of the period by marketplace, language and policy version.
with
counted as (
    select
        m.marketplace,
        m.language,
        m.policy,
        count(*) as n
    from model.envelopes as m
    where m.direction = 'outbound' and m.in_period
    group by m.marketplace, m.language, m.policy
),

listed as (
    select
        unnest(['marketplace', 'language', 'policy']) as kind,
        unnest([c.marketplace, c.language, c.policy]) as name,
        c.n
    from counted as c
)

select
    l.kind,
    l.name,
    cast(sum(l.n) as bigint) as n
from listed as l
group by l.kind, l.name
order by l.kind asc, n desc, l.name asc
