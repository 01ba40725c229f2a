-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column approver_id uuid;
alter table trips add constraint trips_approver_fkey foreign key (approver_id) references accounts (id) on delete set null not valid;
