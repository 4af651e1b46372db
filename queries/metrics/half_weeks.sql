-- Half mailboxes, week by week.
select
    h.missing,
    h.present,
    strftime(h.week, '%Y-%m-%d') as first_day,
    strftime(h.week + to_days(6), '%Y-%m-%d') as last_day
from model.half_weeks as h
order by h.week
