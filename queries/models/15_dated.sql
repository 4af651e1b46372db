-- Every message as imported, with its marketplace, zone, local day, policy version and the buyer's language as told. The
-- marketplace is the message's, else its order's; the zone is the marketplace's, else the account's.
create or replace view model.dated as
with
placed as (
    select
        m.*,
        coalesce(nullif(m.marketplace, ''), o.marketplace, '') as place,
        coalesce(nullif(m.buyer_language, ''), o.buyer_language, '') as told_language
    from main.messages as m
    left join model.orders as o on m.order_id = o.order_id
    where m.message_id not in (select c.message_id from model.copies as c)
),

local as (
    select
        p.*,
        coalesce(z.languages[1], '') as default_language,
        coalesce(z.timezone, s.default_timezone, 'UTC') as zone,
        cast(timezone(coalesce(z.timezone, s.default_timezone, 'UTC'), p.sent_at) as date) as local_day,
        s.period_from,
        s.period_to
    from placed as p
    left join main.settings as s on true
    left join main.marketplaces as z on p.place = z.marketplace
)

select
    l.message_id,
    l.thread_id,
    l.order_id,
    l.place as marketplace,
    l.direction,
    l.channel,
    l.agent,
    l.tool,
    l.buyer_id,
    l.sender,
    l.sent_at,
    l.local_day,
    l.zone,
    l.attachments,
    l.delivery_status,
    l.delivery_note,
    l.auto_reply,
    l.no_response_needed,
    l.remark,
    l.file_id,
    l.source_row,
    l.told_language,
    l.default_language,
    v.policy,
    l.local_day >= coalesce(l.period_from, l.local_day) and l.local_day <= coalesce(l.period_to, l.local_day)
        as in_period
from local as l
left join main.policy_versions as v on l.local_day >= v.effective_from and l.local_day <= v.effective_to;
