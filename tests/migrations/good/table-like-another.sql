-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table old_trips (like trips including defaults, kept_at timestamptz not null);
