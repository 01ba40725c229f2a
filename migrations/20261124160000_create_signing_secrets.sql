-- The secret that production made because nobody gave one.
-- Expand only: the release before this one demands to be given its secret.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- At most one row: tasks that start together have to end up with the same secret.
create table signing_secrets (
    single  boolean     primary key default true,
    secret  text        not null,
    made_at timestamptz not null,

    constraint signing_secrets_single_check check (single),
    constraint signing_secrets_secret_check check (char_length(secret) >= 64)
);
