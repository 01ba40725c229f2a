-- Lists of trips that people gave a name.
-- Expand only: a new table.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table saved_filters (
    id         uuid        primary key,
    account_id uuid        not null,
    name       text        not null,
    -- What comes after the question mark of the list's address.
    query      text        not null,
    created_at timestamptz not null,
    constraint saved_filters_account_fkey foreign key (account_id) references accounts (id) on delete cascade,
    constraint saved_filters_name_check   check (char_length(name) between 1 and 60),
    constraint saved_filters_query_check  check (octet_length(query) <= 2000)
);
create unique index saved_filters_name_key on saved_filters (account_id, lower(name));
