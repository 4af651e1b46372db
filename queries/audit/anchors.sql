-- The rows of a SQL rule with what a finding needs to know of their anchor. The placeholder is the rule's own select.
select
    h.*,
    coalesce(m.message_id, '') as anchor_message,
    coalesce(m.order_id, q.order_id, '') as anchor_order,
    coalesce(m.thread_id, '') as anchor_thread,
    coalesce(m.marketplace, q.marketplace, '') as anchor_marketplace,
    strftime(coalesce(m.sent_at, q.sent_at), '%Y-%m-%dT%H:%M:%SZ') as anchor_sent_at,
    strftime(coalesce(m.local_day, q.local_day), '%Y-%m-%d') as anchor_day,
    coalesce(m.direction, '') as anchor_direction,
    coalesce(m.role, '') as anchor_role,
    coalesce(m.channel, q.channel, '') as anchor_channel,
    coalesce(m.tool, q.tool, '') as anchor_tool,
    coalesce(m.agent, '') as anchor_agent,
    coalesce(m.buyer_id, q.buyer_id, '') as anchor_buyer,
    coalesce(m.template_id, '') as anchor_template,
    coalesce(m.policy, q.policy) as anchor_policy,
    coalesce(m.source_file, q.source_file) as anchor_file,
    coalesce(m.source_row, q.source_row) as anchor_row,
    null as anchor_period
from ({rule}) as h
left join model.envelopes as m on m.message_id = h.message_id
left join model.solicitations as q on h.message_id is null and q.subject_id = h.subject_id
where coalesce(m.in_period, q.in_period, false)
