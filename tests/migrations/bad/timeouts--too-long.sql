-- Expand only.
set local lock_timeout = '10min';
set local statement_timeout = '60s';
create table notes (id uuid primary key);
