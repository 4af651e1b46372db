-- Use of templates in the period. The values in lists are counted by the reader.
select
    m.template_id,
    any_value(m.language) as language,
    count(*) as messages,
    count(distinct m.order_id) as orders,
    strftime(min(m.sent_at), '%Y-%m-%dT%H:%M:%SZ') as first_sent,
    strftime(max(m.sent_at), '%Y-%m-%dT%H:%M:%SZ') as last_sent,
    list(m.marketplace order by m.marketplace) as marketplaces,
    list(m.channel order by m.channel) as channels,
    list(m.tool order by m.tool) as tools,
    list(m.agent order by m.agent) as agents,
    list(m.role order by m.role) as roles
from model.envelopes as m
where m.direction = 'outbound' and m.in_period and m.template_id in (select unnest(?))
group by m.template_id
order by m.template_id
