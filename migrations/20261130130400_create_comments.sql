-- What people say about trips.
-- Expand only: the release before this one knows no comments.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table comments (
    -- A UUID version 7.
    id         uuid        primary key,
    trip_id    uuid        not null,
    -- Whose it is; nothing once the account is gone. The login stays.
    account_id uuid,
    author     text        not null,
    -- Markdown.
    text       text        not null,
    version    integer     not null default 1,
    created_at timestamptz not null,
    -- When it was changed last, if it was.
    changed_at timestamptz,
    deleted_at timestamptz,
    deleted_by text,

    constraint comments_text_check   check (char_length(text) between 1 and 5000),
    constraint comments_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade,
    constraint comments_account_fkey foreign key (account_id) references accounts (id) on delete set null
);
create index comments_by_trip on comments (trip_id, created_at, id) where deleted_at is null;
create index comments_by_account on comments (account_id);
create index comments_in_trash on comments (deleted_at) where deleted_at is not null;
-- Trips that go take their comments with them, those in the trash, too.
create index comments_of_trip on comments (trip_id);
