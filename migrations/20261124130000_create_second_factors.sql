-- Second factors, their recovery codes, and sign-ins that wait for one.
-- Expand only: the release before this one knows none of these tables, and asks nobody for a code.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table second_factors (
    account_id   uuid        primary key,
    -- What codes are made from, readable with SIGNING_SECRET only.
    sealed_seed  bytea       not null,
    -- When a first code proved that an app has the seed; until then nobody is asked for codes.
    confirmed_at timestamptz,
    -- The step of the last code that was accepted: none is accepted twice.
    last_step    bigint      not null default 0,
    created_at   timestamptz not null,
    constraint second_factors_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);

-- The recovery codes that have not been used; here is only their hash.
create table recovery_codes (
    account_id uuid  not null,
    code_hash  bytea not null,
    primary key (account_id, code_hash),
    constraint recovery_codes_factor_fkey foreign key (account_id) references second_factors (account_id) on delete cascade
);

-- Somebody whose password was right and who has yet to enter a code. The cookie holds a token; here is only its hash.
create table pending_sign_ins (
    token_hash bytea       primary key,
    account_id uuid        not null,
    -- Whether the session is to outlive the browser.
    remembered boolean     not null,
    -- Where to go on to.
    next       text        not null,
    tries      integer     not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint pending_sign_ins_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);
create index pending_sign_ins_by_account on pending_sign_ins (account_id);
create index pending_sign_ins_by_expiry on pending_sign_ins (expires_at);
