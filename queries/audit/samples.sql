-- Messages shown as samples.
select
    m.message_id,
    m.order_id,
    m.marketplace,
    m.channel,
    m.agent,
    m.tool,
    m.role,
    m.template_id,
    m.subject,
    m.body_text,
    m.body_html,
    strftime(m.sent_at, '%Y-%m-%dT%H:%M:%SZ') as sent_at_utc
from model.messages as m
where m.message_id in (select unnest(?))
order by m.message_id
