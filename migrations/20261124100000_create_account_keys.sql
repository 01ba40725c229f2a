-- One-time keys for links in mails: activating an account, choosing a password, confirming an address.
-- Expand only: the release before this one knows no such keys.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table account_keys (
    account_id uuid        not null,
    -- Checked no further: while a deployment lasts, the newer release may know more purposes.
    purpose    text        not null,
    key_hash   bytea       not null,
    -- Where it was sent. A key opens nothing once the account has another address; one that confirms an address makes
    -- this one the account's.
    email      text,
    expires_at timestamptz not null,

    -- A newer key takes the place of the older.
    primary key (account_id, purpose),
    constraint account_keys_key_key      unique (key_hash),
    constraint account_keys_email_check  check (email = lower(email) and char_length(email) between 3 and 254),
    -- Deferred, so that a request about nobody's account costs the same statements before they are undone.
    constraint account_keys_account_fkey foreign key (account_id) references accounts (id)
        on delete cascade deferrable initially deferred
);
create index account_keys_by_expiry on account_keys (expires_at);
