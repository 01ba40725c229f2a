-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

/* squawk-ignore prefer-text-field */
create table remarks (id uuid primary key);
