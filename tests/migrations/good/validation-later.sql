-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips validate constraint trips_owner_fkey;
