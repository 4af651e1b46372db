-- Rows that could not be read.
select
    f.file,
    r.source_row,
    r.line,
    r.column_name,
    r.cell,
    r.reason
from main.row_issues as r
inner join main.files as f on r.file_id = f.file_id
order by f.file, r.source_row
