-- A limit of a policy version; what a version does not say, and what is asked of no version (''), is as in the newest.
create or replace macro policy_param(version, wanted) as coalesce(
    (
        select any_value(pl.value) from policy_limits as pl
        where pl.policy = version and pl.name = wanted
    ),
    (
        select arg_max(pl.value, pv.effective_from)
        from policy_limits as pl inner join policy_versions as pv on pv.policy = pl.policy
        where pl.name = wanted -- noqa: RF02
    )
)
