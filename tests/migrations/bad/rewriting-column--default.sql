-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column token uuid not null default gen_random_uuid();
