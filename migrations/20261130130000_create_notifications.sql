-- What people are told about trips, and which trips they want to hear of.
-- Expand only: the release before this one knows none of it. What it changes is told by this one.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table notifications (
    -- A UUID version 7.
    id         uuid        primary key,
    account_id uuid        not null,
    -- Checked no further: while a deployment lasts, the newer release may know more of them.
    event      text        not null,
    -- Nothing if it is about no trip.
    trip_id    uuid,
    -- What the trip was called then: whoever sees it no more learns no newer name.
    reference  text,
    trip_name  text,
    -- The login of whoever did it; empty if it was the portal.
    actor      text        not null,
    -- [{"subject": …, "action": …, "name": …}], the first of what was done.
    details    jsonb       not null default '[]',
    -- How much was done.
    count      integer     not null default 1,
    created_at timestamptz not null,
    -- When the newest of it was done.
    at         timestamptz not null,
    read_at    timestamptz,
    -- The order of the list: what is unread comes first, as if everything else had happened a thousand years ago.
    place      timestamptz not null generated always as (
                   case when read_at is null then at
                        else (at at time zone 'UTC' - interval '1000 years') at time zone 'UTC' end) stored,

    constraint notifications_account_fkey foreign key (account_id) references accounts (id) on delete cascade,
    constraint notifications_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade,
    constraint notifications_count_check  check (count > 0)
);
create index notifications_by_account on notifications (account_id, place, id);
create index notifications_unread on notifications (account_id, trip_id) where read_at is null;
create index notifications_by_trip on notifications (trip_id);
create index notifications_by_age on notifications (at);

-- Who wants to hear of a trip that is not theirs, or not of one that is.
create table trip_watches (
    trip_id    uuid        not null,
    account_id uuid        not null,
    level      text        not null,
    since      timestamptz not null,
    primary key (trip_id, account_id),
    constraint trip_watches_level_check  check (level in ('watching', 'muted')),
    constraint trip_watches_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade,
    constraint trip_watches_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);
create index trip_watches_by_account on trip_watches (account_id);
