-- One row: from when to when the imported messages go, and which logs there are. What tools and Amazon's templates send
-- by themselves says nothing about how far the conversations go, unless the same file holds buyers' messages too.
create or replace view model.coverage as
with
listening as (
    select distinct m.file_id
    from main.messages as m
    where m.direction = 'inbound'
),

spans as (
    select
        min(m.sent_at) as begins_at,
        max(m.sent_at) as ends_at,
        max(m.sent_at) filter (
            where l.file_id is not null or m.channel not in ('tool', 'template', 'api')
        ) as talk_ends_at,
        count(*) filter (where m.direction = 'inbound') as inbound,
        count(*) filter (where m.direction = 'outbound') as outbound
    from main.messages as m
    left join listening as l on m.file_id = l.file_id
),

logs as (select count(s.order_id) as solicitations from main.solicitations as s)

select
    s.begins_at,
    s.ends_at,
    coalesce(s.talk_ends_at, s.ends_at) as talk_ends_at,
    s.inbound,
    s.outbound,
    l.solicitations
from spans as s
cross join logs as l;
