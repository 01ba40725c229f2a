-- Who travels, with an account or without one.
-- Expand only: to the release before, a trip's owner travels, as here as long as nobody is named.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table travellers (
    id         uuid        primary key,
    trip_id    uuid        not null,
    -- Whose account it is; nothing for guests, and once the account is gone.
    account_id uuid,
    -- What the person was called when they were named; the account's own name counts as long as there is one.
    name       text        not null,
    -- Of those without an account.
    email      text,
    -- Where they can be called on this trip.
    phone      text,
    version    integer     not null default 1,
    created_at timestamptz not null,
    created_by text        not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    deleted_at timestamptz,
    deleted_by text,

    constraint travellers_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade,
    constraint travellers_account_fkey foreign key (account_id) references accounts (id) on delete set null,
    constraint travellers_name_check   check (char_length(name) between 1 and 120),
    constraint travellers_email_check  check (char_length(email) between 3 and 254),
    constraint travellers_phone_check  check (char_length(phone) between 3 and 40)
);
create index travellers_by_trip on travellers (trip_id, created_at, id);
create unique index travellers_account_key on travellers (account_id, trip_id) where deleted_at is null;
create index travellers_in_trash on travellers (deleted_at) where deleted_at is not null;

-- To whom a segment is limited; to nobody in particular if there is no row.
create table segment_travellers (
    segment_id   uuid not null,
    traveller_id uuid not null,
    primary key (segment_id, traveller_id),
    constraint segment_travellers_segment_fkey   foreign key (segment_id) references segments (id) on delete cascade,
    constraint segment_travellers_traveller_fkey foreign key (traveller_id) references travellers (id) on delete cascade
);
create index segment_travellers_by_traveller on segment_travellers (traveller_id, segment_id);
