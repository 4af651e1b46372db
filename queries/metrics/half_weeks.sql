-- Half mailboxes, without their channels.
select
    h.missing,
    h.present,
    strftime(h.first_day, '%Y-%m-%d') as first_day,
    strftime(h.last_day, '%Y-%m-%d') as last_day
from model.half_mailboxes as h
order by h.first_day, h.channel, h.missing
