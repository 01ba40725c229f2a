-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table accounts (
    id    uuid primary key,
    login text not null
);
alter table trips add column owner_id uuid;
alter table trips add constraint trips_owner_fkey foreign key (owner_id) references accounts (id) not valid;
