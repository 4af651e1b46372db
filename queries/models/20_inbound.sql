-- What buyers wrote, with what was understood of it.
create or replace view model.inbound as
select
    m.message_id,
    m.thread_id,
    m.order_id,
    m.buyer_id,
    m.sent_at,
    coalesce(m.no_response_needed, false) as is_marked,
    coalesce(m.auto_reply, false) or coalesce(list_contains(f.acts, 'auto_reply'), false) as is_auto,
    coalesce(list_contains(f.acts, 'praise'), false) as is_praise,
    coalesce(list_contains(f.acts, 'problem'), false) as is_problem,
    coalesce(list_contains(f.acts, 'thanks_only'), false) as is_thanks,
    coalesce(list_contains(f.acts, 'ask_review'), false) as asks_to_review,
    coalesce(list_contains(f.acts, 'review_told'), false) as tells_review,
    coalesce(list_has_any(f.acts, ['complaint_stop', 'ask_opt_out']), false) as is_stop,
    coalesce(f.language, '') as language
from main.messages as m
left join main.features as f on m.message_id = f.message_id
where m.direction = 'inbound';
