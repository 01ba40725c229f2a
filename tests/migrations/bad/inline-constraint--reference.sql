-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column approver_id uuid references accounts (id) on delete set null;
