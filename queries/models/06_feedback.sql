-- What buyers left as feedback on the seller.
create or replace view model.feedback as
select
    f.order_id,
    f.left_at,
    f.rating,
    f.comment,
    fi.file as source_file,
    f.source_row
from main.feedback as f
left join main.files as fi on f.file_id = fi.file_id
where f.order_id <> '';
