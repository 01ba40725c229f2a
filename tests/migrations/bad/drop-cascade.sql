-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create view titles as select title from trips;
drop view titles cascade;
