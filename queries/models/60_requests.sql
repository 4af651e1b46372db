-- Requests for a review or feedback: own messages, delivered or not, and Request a Review.
create or replace view model.requests as
select c.*
from model.contacts as c
where c.requests_review;
