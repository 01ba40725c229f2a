-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips drop constraint trips_reference_key;
