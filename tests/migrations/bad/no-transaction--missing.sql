-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create index concurrently trips_by_title on trips (title);
