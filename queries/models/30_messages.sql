-- Every message with its order, zone, role, policy version, buyer's language and features.
create or replace view model.messages as
with
known as (
    select
        m.*,
        coalesce(nullif(m.marketplace, ''), o.marketplace, '') as market,
        coalesce(z.timezone, s.default_timezone) as zone,
        coalesce(nullif(m.buyer_language, ''), o.buyer_language, '') as told_language,
        coalesce(z.languages[1], '') as default_language,
        fi.file as source_file,
        s.period_from,
        s.period_to
    from main.messages as m
    cross join main.settings as s
    left join model.orders as o on m.order_id = o.order_id
    left join main.marketplaces as z on z.marketplace = coalesce(nullif(m.marketplace, ''), o.marketplace, '')
    left join main.files as fi on m.file_id = fi.file_id
),

dated as (
    select
        k.*,
        cast(timezone(k.zone, k.sent_at) as date) as local_day
    from known as k
),

problems as (
    select
        i.thread_id,
        min(i.sent_at) as first_problem
    from model.inbound as i
    where i.is_problem
    group by i.thread_id
),

spoken as (
    select
        i.thread_id,
        mode(i.language) as language
    from model.inbound as i
    where i.language <> ''
    group by i.thread_id
),

notices as (
    select
        n.order_id,
        n.sent_on,
        any_value(n.status) as status,
        any_value(n.note) as note
    from main.delivery_notices as n
    where n.order_id <> ''
    group by n.order_id, n.sent_on
),

answering as (
    select
        d.message_id,
        i.message_id as previous_message_id,
        i.sent_at as previous_at,
        i.is_praise,
        i.is_problem
    from dated as d
    asof inner join model.inbound as i on d.thread_id = i.thread_id and d.sent_at > i.sent_at
    where d.direction = 'outbound'
)

select
    d.message_id,
    d.thread_id,
    d.order_id,
    d.market as marketplace,
    d.direction,
    d.channel,
    d.agent,
    d.tool,
    d.buyer_id,
    d.sender,
    d.sent_at,
    d.local_day,
    d.zone,
    d.subject,
    d.body_text,
    d.body_html,
    d.attachments,
    d.remark,
    d.source_file,
    d.source_row,
    v.policy,
    case
        when d.direction <> 'outbound' then ''
        when a.previous_at >= d.sent_at - to_days(cast(policy_param(v.policy, 'reply_window_days') as integer)) then 'reply'
        else 'proactive'
    end as role,
    d.local_day between coalesce(d.period_from, date '0001-01-01') and coalesce(d.period_to, date '9999-12-31') as in_period,
    coalesce(nullif(d.delivery_status, ''), n.status, '') as delivery_status,
    coalesce(nullif(d.delivery_note, ''), n.note, '') as delivery_note,
    coalesce(nullif(d.delivery_status, ''), n.status, '') not in ('blocked', 'restricted', 'opted_out') as is_delivered,
    coalesce(d.auto_reply, false) as is_auto,
    lower(split_part(coalesce(nullif(d.told_language, ''), nullif(s.language, ''), d.default_language), '-', 1))
        as buyer_language,
    case
        when d.told_language <> '' then 'known'
        when coalesce(s.language, '') <> '' then 'messages'
        when d.default_language <> '' then 'marketplace'
        else ''
    end as buyer_language_basis,
    coalesce(a.previous_message_id, '') as previous_message_id,
    coalesce(a.is_praise and not a.is_problem, false) as after_praise,
    coalesce(p.first_problem < d.sent_at, false) as after_problem,
    coalesce(f.template_id, '') as template_id,
    coalesce(f.language, '') as language,
    coalesce(f.order_ids, []) as order_ids,
    coalesce(f.partial_order_id, false) as has_partial_order_id,
    coalesce(f.acts, []) as acts,
    coalesce(list_contains(f.acts, 'review_request'), false) as requests_review,
    coalesce(f.new_subject, '') as new_subject,
    coalesce(f.new_text, '') as new_text
from dated as d
inner join main.policy_versions as v on d.local_day between v.effective_from and v.effective_to
left join answering as a on d.message_id = a.message_id
left join problems as p on d.thread_id = p.thread_id
left join spoken as s on d.thread_id = s.thread_id
left join notices as n on d.order_id = n.order_id and strftime(d.local_day, '%Y-%m-%d') = n.sent_on and d.direction = 'outbound'
left join main.features as f on d.message_id = f.message_id;
