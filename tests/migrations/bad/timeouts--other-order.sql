-- Expand only.
set local statement_timeout = '60s';
set local lock_timeout = '5s';
create table notes (id uuid primary key);
