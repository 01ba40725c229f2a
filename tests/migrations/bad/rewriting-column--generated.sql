-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column search text generated always as (lower(name)) stored;
