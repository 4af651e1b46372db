-- The files and rows that a message was read from; the first is the one whose words were kept.
select
    f.file,
    s.source_row
from main.sources as s
inner join main.files as f on s.file_id = f.file_id
where s.kind = 'messages' and s.record_id = ?
order by s.is_first desc, f.file asc, s.source_row asc
