-- How cells of imported tables are read where the file is read by DuckDB itself: each macro says what the row reader says.

-- The blanks of Unicode, by which a cell without anything in it is known.
create or replace temp macro blank_signs() as
chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31) || chr(32) || chr(133)
|| chr(160) || chr(5760) || chr(8192) || chr(8193) || chr(8194) || chr(8195) || chr(8196) || chr(8197) || chr(8198)
|| chr(8199) || chr(8200) || chr(8201) || chr(8202) || chr(8232) || chr(8233) || chr(8239) || chr(8287) || chr(12288);

-- A text; blank is unknown.
create or replace temp macro cell_text(x) as
case
    when x = '' then ''
    when unicode(x) between 33 and 127 then x
    when trim(x, blank_signs()) = '' then ''
    else x
end;

-- Whether a time is plainly written, with its offset.
create or replace temp macro is_time(x) as
x = '' or (
    regexp_full_match(
        x,
        '(?:19|20)\d\d-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(?:\d{3}|\d{6}))?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)'
    )
    and try_cast(x as timestamptz) is not null
);

create or replace temp macro cell_time(x) as try_cast(nullif(x, '') as timestamptz);

-- Whether an order id needs no reading: none, in its usual form, or none of Amazon's.
create or replace temp macro is_order_id(x) as
x = ''
or regexp_full_match(x, '[0-9]{3}-[0-9]{7}-[0-9]{7}')
or (
    regexp_full_match(x, '[!-~]+')
    and not regexp_full_match(x, '[0-9]{3}[^0-9]?[0-9]{7}[^0-9]?[0-9]{7}')
);

create or replace temp macro is_json(x) as
x = ''
or (length(x) < 10000 and left(x, 1) in ('[', '{') and right(x, 1) in (']', '}') and json_valid(x));

-- Without a thread: buyer and order, else buyer and subject without reply marks, else the message stands alone.
create or replace temp macro thread_of(thread, buyer, order_id, subject, message_id) as
case
    when thread <> '' then thread
    when order_id <> '' then buyer || '|' || order_id
    when buyer <> ''
        then
            buyer || '|' || lower(trim(regexp_replace(subject, '(?i)^ *(?:(?:re|aw|rv|r|odp|sv|ynt|antw) *: *)+', '')))
    else message_id
end;

-- Values as they stand in the text that a row's key is made of.
create or replace temp macro key_time(x) as
case
    when x is null then 'None'
    when epoch_us(x) % 1000000 = 0 then strftime(timezone('UTC', x), '%Y-%m-%d %H:%M:%S+00:00')
    else strftime(timezone('UTC', x), '%Y-%m-%d %H:%M:%S.%f+00:00')
end;

create or replace temp macro key_boolean(x) as case when x is null then 'None' when x then 'True' else 'False' end;

create or replace temp macro key_integer(x) as coalesce(cast(x as varchar), 'None');

create or replace temp macro json_escaped(x) as
replace(
    replace(
        replace(replace(replace(x, '\', '\\'), '"', '\"'), chr(10), '\n'), chr(13), '\r'
    ), chr(9), '\t'
);
