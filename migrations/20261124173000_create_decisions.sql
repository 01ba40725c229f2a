-- What was decided about trips: submitted, approved, sent back, and so on, by whom, on whose behalf and why.
-- Expand only: what the release before this one decides is not in here.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table decisions (
    id            uuid        primary key,
    trip_id       uuid        not null,
    at            timestamptz not null,
    -- Checked no further: while a deployment lasts, the newer release may know more of them.
    action        text        not null,
    -- The login of who decided, which stays when the account goes.
    actor         text        not null,
    account_id    uuid,
    -- Whoever was asked, if somebody decided in their place.
    on_behalf_of  text,
    on_behalf_id  uuid,
    comment       text,
    -- The version of the trip that was decided on.
    version       integer     not null,
    -- The version that came of it: the order of a trip's decisions.
    made_version  integer     not null,

    constraint decisions_made_version_key   unique (trip_id, made_version),
    constraint decisions_comment_check      check (char_length(comment) between 1 and 2000),
    constraint decisions_trip_fkey          foreign key (trip_id) references trips (id) on delete cascade,
    constraint decisions_account_fkey       foreign key (account_id) references accounts (id) on delete set null,
    constraint decisions_on_behalf_fkey     foreign key (on_behalf_id) references accounts (id) on delete set null
);
-- Accounts that go are looked for here.
create index decisions_by_account on decisions (account_id);
create index decisions_by_on_behalf on decisions (on_behalf_id) where on_behalf_id is not null;
