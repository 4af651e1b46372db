-- What there is to look at in the period, by unit.
select 'proactive' as unit, count(*) filter (role = 'proactive') as n from model.messages where in_period and direction = 'outbound'
union all
select 'reply' as unit, count(*) filter (role = 'reply') as n from model.messages where in_period and direction = 'outbound'
union all
select 'solicitations' as unit, count(*) as n from model.requests where in_period and kind = 'solicitation'
union all
select 'episodes' as unit, count(*) as n from model.episodes where in_period
