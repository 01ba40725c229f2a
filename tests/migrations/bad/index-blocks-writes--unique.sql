-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column code text;
create unique index trips_code_key on trips (code);
