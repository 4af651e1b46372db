-- A limit of a policy version; what a version does not say, and what is asked of no version (''), is as in the newest.
create or replace macro policy_param(version, wanted) as coalesce(
    (
        select any_value(pl.value)
        from main.policy_limits as pl
        where pl.policy = version and pl.name = wanted  -- noqa: RF02
    ),
    (
        select arg_max(pl.value, pv.effective_from)
        from main.policy_limits as pl
        inner join main.policy_versions as pv on pl.policy = pv.policy
        where pl.name = wanted  -- noqa: RF02
    )
);

-- A buyer as compared: a relay alias is the same with and without the case that Amazon adds after a plus.
create or replace macro buyer_of(given) as lower(regexp_replace(trim(given), '\+[^@]*@', '@'));  -- noqa: RF02

-- Amazon's words without the buyer's name, which its notices put before the day of sending.
create or replace macro without_name(words) as regexp_replace(
    words,  -- noqa: RF02
    '(sent to|inviato a|gesendet an|envoyé à|enviaste a|enviou para|verzonden aan) .{1,60}? (on|il|am|le|el|em|op) ([0-9]{4}-)',
    '\1 … \2 \3'
)
