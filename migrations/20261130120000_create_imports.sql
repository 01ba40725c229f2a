-- Files of trips on their way in: the file, how it is read, how far that has come, and what became of it.
-- Expand only: the release before this one knows no imports, and deletes them with the accounts and trips they belong to.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table imports (
    -- A UUID version 7, so that somebody's newest imports are the last ones of the index.
    id            uuid        primary key,
    -- Whose trips they become.
    account_id    uuid        not null,
    file_name     text        not null,
    format        text        not null,
    content       bytea       not null,
    sha256        bytea       not null,
    -- What the sender called the request: sent again, it is no second import.
    request_key   text,
    -- Which column goes into which field, and how dates and amounts are read.
    mapping       jsonb       not null,
    state         text        not null,
    -- Whether rows that are right are imported beside others that are not.
    mode          text        not null,
    rows_read     integer     not null,
    rows_done     integer     not null default 0,
    rows_imported integer     not null default 0,
    rows_wrong    integer     not null default 0,
    created_at    timestamptz not null,
    -- When somebody said that it is to be done.
    queued_at     timestamptz,
    finished_at   timestamptz,
    -- Until then one task works on it; if that task dies, another one begins anew.
    claimed_until timestamptz,
    attempts      integer     not null default 0,

    constraint imports_account_fkey      foreign key (account_id) references accounts (id) on delete cascade,
    constraint imports_file_name_check   check (char_length(file_name) between 1 and 255),
    constraint imports_format_check      check (format in ('csv', 'json')),
    constraint imports_mode_check        check (mode in ('whole', 'right')),
    constraint imports_state_check       check (state in ('uploaded', 'queued', 'done', 'refused', 'failed', 'undone')),
    constraint imports_request_key_check check (char_length(request_key) between 1 and 255),
    constraint imports_rows_check        check (rows_read >= 0 and rows_done between 0 and rows_read)
);
create index imports_of_account on imports (account_id, id);
create unique index imports_by_request on imports (account_id, request_key);
create index imports_queued on imports (queued_at, id) where state = 'queued';

-- What a row became.
create table imported_trips (
    import_id uuid    not null,
    line      integer not null,
    trip_id   uuid,
    reference text    not null,
    name      text    not null,
    -- How many lines its history had then: with another one it was changed since.
    changes   bigint  not null,

    primary key (import_id, line),
    constraint imported_trips_import_fkey foreign key (import_id) references imports (id) on delete cascade,
    constraint imported_trips_trip_fkey   foreign key (trip_id) references trips (id) on delete set null
);
create index imported_trips_by_trip on imported_trips (trip_id) where trip_id is not null;
