-- One row: the period that is audited, as it was asked for, else from the first to the last day of what was imported.
create or replace view model.period as
with
days as (
    select d.local_day
    from model.dated as d
    union all
    select s.local_day
    from model.solicitations as s
),

spans as (
    select
        min(d.local_day) as data_from,
        max(d.local_day) as data_to
    from days as d
),

asked as (
    select
        s.data_from,
        s.data_to,
        coalesce(t.period_from, s.data_from, t.as_of) as first_day,
        coalesce(t.period_to, s.data_to, t.as_of) as last_day,
        coalesce(t.default_timezone, 'UTC') as zone
    from spans as s
    left join main.settings as t on true
)

select
    a.first_day,
    a.last_day,
    a.data_from,
    a.data_to,
    v.policy,
    timezone(a.zone, cast(a.last_day as timestamp) + interval 1 day - interval 1 second) as ends_at
from asked as a
left join main.policy_versions as v on a.last_day >= v.effective_from and a.last_day <= v.effective_to;
