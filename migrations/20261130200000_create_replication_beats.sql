-- When the tasks last wrote the time: what a copy of the database shows here says how far it is behind.
-- Expand only: the release before this one knows nothing of it.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table replication_beats (
    id boolean primary key default true check (id),
    at timestamptz not null
);
insert into replication_beats (at) values (now());
