-- Links that show a trip to whoever has them, without signing in.
-- Expand only: the release before this one knows none, and takes them along when it deletes a trip.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table trip_links (
    id           uuid        primary key,
    trip_id      uuid        not null,
    -- SHA-256 of the secret in the address, which nothing keeps.
    key_hash     bytea       not null,
    label        text,
    -- The parts of the trip it shows.
    shows        text[]      not null,
    -- The last day on which it works, at the trip's home, and when that is over.
    last_day     date        not null,
    expires_at   timestamptz not null,
    created_at   timestamptz not null,
    created_by   text        not null,
    -- What whoever made it was called then.
    sharer       text        not null,
    revoked_at   timestamptz,
    revoked_by   text,
    times_used   integer     not null default 0,
    last_used_at timestamptz,

    constraint trip_links_trip_fkey   foreign key (trip_id) references trips (id) on delete cascade,
    constraint trip_links_key_key     unique (key_hash),
    constraint trip_links_label_check check (char_length(label) between 1 and 100),
    constraint trip_links_shows_check check (cardinality(shows) between 1 and 20)
);
create index trip_links_by_trip on trip_links (trip_id, id);
create index trip_links_by_end on trip_links (expires_at);
