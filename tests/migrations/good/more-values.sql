-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips drop constraint trips_status_check;
alter table trips add constraint trips_status_check check (status in ('draft', 'approved', 'rejected')) not valid;
