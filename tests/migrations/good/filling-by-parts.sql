-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

update trips set title = name where title is null and id in (select id from trips where title is null limit 1000);
