-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add constraint trips_trip_fkey foreign key (owner_id) references accounts (id) on delete cascade not valid;
