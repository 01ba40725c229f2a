-- Secret addresses at which calendar programs read somebody's trips.
-- Expand only: the release before this one knows no feeds.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table calendar_feeds (
    id           uuid        primary key,
    -- Of the key in the address, which nothing else keeps.
    key_hash     bytea       not null,
    account_id   uuid        not null,
    -- The one trip it is about; all of the person's, if there is none.
    trip_id      uuid,
    created_at   timestamptz not null,
    last_used_at timestamptz,

    constraint calendar_feeds_key_key      unique (key_hash),
    constraint calendar_feeds_account_fkey foreign key (account_id) references accounts (id) on delete cascade,
    constraint calendar_feeds_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade
);
create index calendar_feeds_by_account on calendar_feeds (account_id, id);
create index calendar_feeds_by_trip on calendar_feeds (trip_id);
