-- What is to be done for trips: lists to tick off.
-- Expand only: the release before this one knows trips without lists, and takes them along when it deletes one.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table checklist_items (
    id         uuid        primary key,
    trip_id    uuid        not null,
    -- The order of the list; only what is the same for two goes by the id.
    position   integer     not null,
    text       text        not null,
    due_on     date,
    -- Whose it is to do; nobody's once the account has gone.
    account_id uuid,
    done_at    timestamptz,
    done_by    text,
    version    integer     not null default 1,
    created_at timestamptz not null,
    created_by text        not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    deleted_at timestamptz,
    deleted_by text,

    constraint checklist_items_trip_fkey    foreign key (trip_id) references trips (id) on delete cascade,
    constraint checklist_items_account_fkey foreign key (account_id) references accounts (id) on delete set null,
    constraint checklist_items_text_check   check (char_length(text) between 1 and 200),
    constraint checklist_items_done_check   check ((done_at is null) = (done_by is null))
);
create index checklist_items_by_trip on checklist_items (trip_id, position, id);
-- What waits for somebody, and whose the items are that an account leaves behind.
create index checklist_items_by_account on checklist_items (account_id, due_on) where account_id is not null;
create index checklist_items_in_trash on checklist_items (deleted_at) where deleted_at is not null;
