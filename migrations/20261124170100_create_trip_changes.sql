-- What was changed about trips, field by field, and what each thing looked like after it.
-- Expand only: what the release before this one changes is not in here.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table trip_changes (
    -- UUIDs version 7: in the order of time.
    id           uuid        primary key,
    trip_id      uuid        not null,
    at           timestamptz not null,
    actor        text        not null,
    -- What kind of thing was changed, which one, and what it was called.
    subject      text        not null,
    subject_id   uuid        not null,
    subject_name text        not null,
    action       text        not null,
    -- [{"field": …, "before": …, "after": …}]; empty for what came to be, which its snapshot shows.
    fields       jsonb       not null default '[]',
    -- The thing after the change; nothing if the change was to no field of it.
    snapshot     jsonb,
    -- When those who want to hear of it were told; nothing until then.
    told_at      timestamptz,
    constraint trip_changes_trip_fkey foreign key (trip_id) references trips (id) on delete cascade
);
create index trip_changes_by_trip on trip_changes (trip_id, at, id);
create index trip_changes_untold on trip_changes (id) where told_at is null;
