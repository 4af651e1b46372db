-- A result document in parts, since one of a million messages is too large for one value. "result" is the place of its row in results.
create table result_parts (result bigint not null, part bigint not null, text varchar not null);
