-- Expand only.
set lock_timeout = '5s';
set local statement_timeout = '60s';
create table notes (id uuid primary key);
