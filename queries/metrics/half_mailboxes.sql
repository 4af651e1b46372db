-- Channels and stretches of days with mail in one direction only.
select
    h.channel,
    h.missing,
    h.present,
    strftime(h.first_day, '%Y-%m-%d') as first,
    strftime(h.last_day, '%Y-%m-%d') as last
from model.half_mailboxes as h
order by h.first_day, h.channel, h.missing
