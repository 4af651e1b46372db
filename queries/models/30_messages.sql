-- Every message with its order, zone, role, policy version, delivery, buyer's language and features.
create or replace view model.messages as
with
delivered as (
    select
        m.message_id,
        case
            when m.delivery_status in ('blocked', 'restricted', 'opted_out') then m.delivery_status
            else coalesce(n.status, m.delivery_status)
        end as delivery_status,
        coalesce(nullif(m.delivery_note, ''), n.note, '') as delivery_note
    from main.messages as m
    left join model.notices as n on m.message_id = n.message_id
),

roles as (
    select
        d.message_id,
        case
            when d.direction <> 'outbound' then ''
            when epoch(d.sent_at) - epoch(t.previous_at) <= policy_param(d.policy, 'reply_window_days') * 24 * 3600
                then 'reply'
            else 'proactive'
        end as role
    from model.dated as d
    inner join model.threads as t on d.message_id = t.message_id
)

select
    m.message_id,
    m.thread_id,
    m.order_id,
    coalesce(
        nullif(m.order_id, ''), l.order_id, case when len(f.order_ids) = 1 then f.order_ids[1] end, ''
    ) as linked_order_id,
    d.marketplace,
    m.direction,
    m.channel,
    m.agent,
    m.tool,
    m.buyer_id,
    m.sender,
    m.sent_at,
    d.local_day,
    d.zone,
    m.subject,
    m.body_text,
    m.body_html,
    m.attachments,
    m.remark,
    fi.file as source_file,
    m.source_row,
    d.policy,
    r.role,
    d.in_period,
    e.delivery_status,
    e.delivery_note,
    e.delivery_status not in ('blocked', 'restricted', 'opted_out') as is_delivered,
    coalesce(m.auto_reply, false) or coalesce(list_contains(f.acts, 'auto_reply'), false) as is_auto,
    lower(split_part(
        replace(coalesce(nullif(d.told_language, ''), s.language, d.default_language), '_', '-'), '-', 1
    )) as buyer_language,
    case
        when d.told_language <> '' then 'known'
        when s.language is not null then 'messages'
        when d.default_language <> '' then 'marketplace'
        else ''
    end as buyer_language_basis,
    coalesce(case when m.direction = 'outbound' then t.previous_message_id end, '') as previous_message_id,
    coalesce(r.role = 'reply' and p.is_praise and not p.is_problem, false) as after_praise,
    coalesce(m.direction = 'outbound' and t.has_problem, false) as after_problem,
    coalesce(f.template_id, '') as template_id,
    coalesce(f.language, '') as language,
    coalesce(f.order_ids, []) as order_ids,
    coalesce(f.partial_order_id, false) as has_partial_order_id,
    coalesce(f.acts, []) as acts,
    coalesce(list_contains(f.acts, 'review_request'), false) as requests_review,
    coalesce(f.new_subject, '') as new_subject,
    coalesce(f.new_text, '') as new_text
from main.messages as m
inner join model.dated as d on m.message_id = d.message_id
inner join roles as r on m.message_id = r.message_id
inner join model.threads as t on m.message_id = t.message_id
inner join delivered as e on m.message_id = e.message_id
left join model.links as l on m.thread_id = l.thread_id
left join model.inbound as p on t.previous_message_id = p.message_id and m.direction = 'outbound'
left join model.spoken as s on m.message_id = s.message_id
left join main.files as fi on m.file_id = fi.file_id
left join main.features as f on m.message_id = f.message_id;
