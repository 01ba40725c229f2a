-- With whom a trip is shared.
-- Expand only: the release before this one shows a trip to its owner, and whoever decides about it, alone.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table trip_members (
    trip_id    uuid        not null,
    account_id uuid        not null,
    role       text        not null,
    added_at   timestamptz not null,
    added_by   text        not null,
    primary key (trip_id, account_id),
    constraint trip_members_role_check   check (role in ('viewer', 'editor')),
    constraint trip_members_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade,
    constraint trip_members_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);
create index trip_members_by_account on trip_members (account_id, trip_id);
