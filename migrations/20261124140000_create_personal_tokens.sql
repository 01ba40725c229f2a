-- Personal tokens: what people's own programs sign in with.
-- Expand only: the release before this one takes such a token for nobody's.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table personal_tokens (
    id             uuid        primary key,
    token_hash     bytea       not null,
    account_id     uuid        not null,
    -- What its owner knows it by.
    name           text        not null,
    scope          text        not null,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    last_used_at   timestamptz,
    last_used_from text,
    constraint personal_tokens_token_key     unique (token_hash),
    constraint personal_tokens_name_key      unique (account_id, name),
    constraint personal_tokens_name_check    check (char_length(name) between 1 and 100),
    constraint personal_tokens_scope_check   check (scope in ('read', 'write')),
    constraint personal_tokens_expiry_check  check (expires_at > created_at),
    constraint personal_tokens_account_fkey  foreign key (account_id) references accounts (id) on delete cascade
);
create index personal_tokens_by_expiry on personal_tokens (expires_at);
