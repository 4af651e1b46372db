-- Everything that the seller sent to buyers: own messages, delivered or not, and Request a Review.
create or replace view model.contacts as
select
    'solicitation' as kind,
    s.subject_id,
    null as message_id,
    '' as thread_id,
    s.order_id,
    s.sent_at,
    s.local_day,
    s.zone,
    s.marketplace,
    s.channel,
    s.tool,
    s.buyer_id,
    s.buyers,
    'proactive' as role,
    true as is_delivered,
    true as requests_review,
    [] as acts,
    s.policy,
    s.in_period,
    s.source_file,
    s.source_row
from model.solicitations as s
union all
select
    'message' as kind,
    m.message_id as subject_id,
    m.message_id,
    m.thread_id,
    m.linked_order_id as order_id,
    m.sent_at,
    m.local_day,
    m.zone,
    m.marketplace,
    m.channel,
    m.tool,
    m.buyer_id,
    list_distinct(
        list_concat(coalesce(b.buyers, []), case when m.buyer_id <> '' then [buyer_of(m.buyer_id)] else [] end)
    ) as buyers,
    m.role,
    m.is_delivered,
    m.requests_review,
    m.acts,
    m.policy,
    m.in_period,
    m.source_file,
    m.source_row
from model.envelopes as m
left join model.buyers as b on m.linked_order_id = b.order_id
where m.direction = 'outbound';
