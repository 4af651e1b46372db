-- The row of a SQL rule about the whole account, as a finding is anchored: on no message and no order, dated by the end of
-- the period. The placeholder is the rule's own select.
select
    h.*,
    '' as anchor_message,
    '' as anchor_order,
    '' as anchor_thread,
    '' as anchor_marketplace,
    strftime(h.sent_at, '%Y-%m-%dT%H:%M:%SZ') as anchor_sent_at,
    strftime(p.last_day, '%Y-%m-%d') as anchor_day,
    '' as anchor_direction,
    '' as anchor_role,
    '' as anchor_channel,
    '' as anchor_tool,
    '' as anchor_agent,
    '' as anchor_buyer,
    '' as anchor_template,
    p.policy as anchor_policy,
    null as anchor_file,
    null as anchor_row,
    strftime(p.first_day, '%Y-%m-%d') || '/' || strftime(p.last_day, '%Y-%m-%d') as anchor_period
from ({rule}) as h
cross join model.period as p
