-- Outbound messages as the Python rules are asked about them; texts of the buyer's latest message beside a reply.
select
    m.message_id,
    m.thread_id,
    m.order_id,
    m.marketplace,
    m.direction,
    m.role,
    m.channel,
    m.tool,
    m.agent,
    m.buyer_id,
    m.policy,
    m.in_period,
    m.buyer_language,
    m.buyer_language_basis,
    m.after_praise,
    m.after_problem,
    m.after_review,
    m.subject,
    m.body_text,
    m.body_html,
    m.attachments,
    m.source_file,
    m.source_row,
    strftime(m.sent_at, '%Y-%m-%dT%H:%M:%SZ') as sent_at_utc,
    strftime(m.local_day, '%Y-%m-%d') as day,
    coalesce(p.subject, '') as previous_subject,
    coalesce(p.body_text, '') as previous_text,
    coalesce(p.body_html, '') as previous_html
from model.messages as m
left join main.messages as p on p.message_id = m.previous_message_id
where m.direction = 'outbound'
