-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table stays (id uuid primary key, trip_id uuid not null references trips (id));
