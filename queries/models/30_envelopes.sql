-- Every message with its order, zone, role, policy version, delivery, buyer's language and features, without its texts: what is
-- worked out of it is kept while rules run, and texts would make that large.
create or replace view model.envelopes as
with
versions as (
    select
        v.policy,
        policy_param(v.policy, 'reply_window_days') * 24 * 3600 as reply_seconds
    from main.policy_versions as v
),

joined as (
    select
        d.*,
        t.previous_message_id,
        t.has_problem,
        t.has_review,
        n.note,
        f.template_id,
        f.language,
        f.order_ids,
        f.partial_order_id,
        f.acts,
        l.order_id as thread_order,
        p.is_praise and not p.is_problem as is_praised,
        coalesce(p.asks_to_review, false) as is_asked_for,
        coalesce(st.language, sb.language) as spoken_language,
        fi.file as source_file,
        case
            when d.direction <> 'outbound' then ''
            when epoch(d.sent_at) - epoch(t.previous_at) <= v.reply_seconds then 'reply'
            else 'proactive'
        end as role,
        case
            when d.delivery_status in ('blocked', 'restricted', 'opted_out') then d.delivery_status
            else coalesce(n.status, d.delivery_status)
        end as delivery
    from model.dated as d
    inner join model.threads as t on d.message_id = t.message_id
    left join versions as v on d.policy = v.policy
    left join model.notices as n on d.message_id = n.message_id
    left join model.links as l on d.thread_id = l.thread_id
    left join model.inbound as p on t.previous_message_id = p.message_id
    left join model.spoken_in_threads as st on d.thread_id = st.thread_id
    left join model.spoken_by_buyers as sb on d.buyer_id = sb.buyer_id
    left join main.files as fi on d.file_id = fi.file_id
    left join main.features as f on d.message_id = f.message_id
)

select
    j.message_id,
    j.thread_id,
    j.order_id,
    coalesce(
        nullif(j.order_id, ''), j.thread_order, case when len(j.order_ids) = 1 then j.order_ids[1] end, ''
    ) as linked_order_id,
    j.marketplace,
    j.direction,
    j.channel,
    j.agent,
    j.tool,
    j.buyer_id,
    j.sender,
    j.sent_at,
    j.local_day,
    j.zone,
    j.attachments,
    j.remark,
    j.source_file,
    j.source_row,
    j.policy,
    j.role,
    j.in_period,
    j.delivery as delivery_status,
    coalesce(nullif(j.delivery_note, ''), j.note, '') as delivery_note,
    j.delivery not in ('blocked', 'restricted', 'opted_out') as is_delivered,
    coalesce(j.auto_reply, false) or coalesce(list_contains(j.acts, 'auto_reply'), false) as is_auto,
    lower(split_part(
        replace(coalesce(nullif(j.told_language, ''), j.spoken_language, j.default_language), '_', '-'), '-', 1
    )) as buyer_language,
    case
        when j.told_language <> '' then 'known'
        when j.spoken_language is not null then 'messages'
        when j.default_language <> '' then 'marketplace'
        else ''
    end as buyer_language_basis,
    coalesce(case when j.direction = 'outbound' then j.previous_message_id end, '') as previous_message_id,
    coalesce(j.role = 'reply' and j.is_praised, false) as after_praise,
    coalesce(j.direction = 'outbound' and j.has_problem, false) as after_problem,
    coalesce(j.direction = 'outbound' and j.has_review, false) as after_review,
    coalesce(j.template_id, '') as template_id,
    coalesce(j.language, '') as language,
    coalesce(j.order_ids, []) as order_ids,
    coalesce(j.partial_order_id, false) as has_partial_order_id,
    coalesce(j.acts, []) as acts,
    -- Who answers a buyer that asks how to leave a review requests none.
    coalesce(list_contains(j.acts, 'review_request') and not (j.role = 'reply' and j.is_asked_for), false)
        as requests_review
from joined as j;
