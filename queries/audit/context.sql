-- Messages that are context only: what buyers wrote.
select
    m.message_id,
    m.subject,
    m.body_text,
    m.body_html
from main.messages as m
where m.direction = 'inbound'
