-- Each message's place in its thread: the buyer's latest message before it, and whether a problem or a review was told of by then.
-- At the same second the buyer's message comes first.
create or replace view model.threads as
with
marked as (
    select
        m.message_id,
        m.thread_id,
        m.sent_at,
        m.direction,
        coalesce(i.is_problem, false) as is_problem,
        coalesce(i.tells_review and not i.asks_to_review, false) as tells_review,
        case when m.direction = 'inbound' then m.message_id end as inbound_id,
        case when m.direction = 'inbound' then m.sent_at end as inbound_at
    from main.messages as m
    left join model.inbound as i on m.message_id = i.message_id
)

select
    k.message_id,
    k.direction,
    last_value(k.inbound_id ignore nulls) over earlier as previous_message_id,
    max(k.inbound_at) over earlier as previous_at,
    bool_or(k.is_problem) over earlier as has_problem,
    bool_or(k.tells_review) over earlier as has_review,
    lag(k.direction) over so_far as direction_before
from marked as k
window
    so_far as (partition by k.thread_id order by k.sent_at, k.direction, k.message_id),
    earlier as (
        partition by k.thread_id
        order by k.sent_at, k.direction, k.message_id
        rows between unbounded preceding and current row
    );
