-- Signing in at an identity provider (OpenID Connect).
-- Expand only: the release before this one knows none of these tables and leaves the new column empty.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Who somebody is at a provider. An account has one identity a provider, so that an address that goes to somebody else
-- there does not take the account along.
create table external_identities (
    issuer          text        not null,
    subject         text        not null,
    account_id      uuid        not null,
    created_at      timestamptz not null,
    last_sign_in_at timestamptz not null,
    primary key (issuer, subject),
    constraint external_identities_account_key  unique (account_id, issuer),
    constraint external_identities_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);

-- Somebody who is on the way to the provider and back. Neither hash opens anything: the browser holds what made them.
create table oidc_attempts (
    state_hash   bytea       primary key,
    browser_hash bytea       not null,
    -- Where to go on to.
    next         text        not null,
    expires_at   timestamptz not null
);
create index oidc_attempts_by_expiry on oidc_attempts (expires_at);

-- Sessions that began at the provider, with what it wants to see when they end, readable with SIGNING_SECRET only.
create table provider_sessions (
    session_id      uuid  primary key,
    sealed_id_token bytea not null,
    constraint provider_sessions_session_fkey foreign key (session_id) references sessions (id) on delete cascade
);

-- The same for a sign-in that waits for its second step.
alter table pending_sign_ins add column sealed_id_token bytea;
