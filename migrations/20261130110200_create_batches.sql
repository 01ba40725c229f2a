-- What people did to many trips at once, so that it can be taken back as a whole.
-- Expand only: a new table.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table batches (
    id         uuid        primary key,
    account_id uuid        not null,
    action     text        not null,
    -- The one that was added or removed.
    tag        text,
    -- The trips it was done to; those that go for good meanwhile stay in here.
    done       uuid[]      not null,
    -- [{"trip": …, "name": …, "reason": …}]
    refused    jsonb       not null,
    at         timestamptz not null,
    undone_at  timestamptz,
    constraint batches_account_fkey foreign key (account_id) references accounts (id) on delete cascade,
    constraint batches_action_check check (char_length(action) between 1 and 20),
    constraint batches_tag_check    check (char_length(tag) between 1 and 40),
    constraint batches_done_check   check (cardinality(done) <= 100)
);
create index batches_by_account on batches (account_id, at);
create index batches_by_age on batches (at);
