-- Files of the store and what became of their rows.
select
    f.file_id,
    f.file,
    f.sha256,
    f.size,
    f.importer,
    f.target,
    f.total_rows,
    f.records,
    f.duplicates,
    f.row_issues,
    f.ignored,
    f.ignored_reasons,
    f.refused
from main.files as f
order by f.file, f.sha256
