-- Every message: its envelope, its texts as they came, and what of them is newly written.
create or replace view model.messages as
select
    e.*,
    m.subject,
    m.body_text,
    m.body_html,
    coalesce(f.new_subject, '') as new_subject,
    coalesce(f.new_text, '') as new_text
from model.envelopes as e
inner join main.messages as m on e.message_id = m.message_id
left join main.features as f on e.message_id = f.message_id;
