-- Accounts, their roles and sessions, what they did, and whose a trip is.
-- Expand only: the release before this one knows none of these tables and leaves the new columns of `trips` empty.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table accounts (
    id                     uuid        primary key,
    -- Lower case, as typed otherwise; the old monolith's users keep theirs.
    login                  text        not null,
    -- Lower case. Accounts made on the command line or by an identity provider may have none.
    email                  text,
    first_name             text,
    last_name              text,
    image_url              text,
    language               text        not null default 'en',
    theme                  text        not null default 'auto',
    shortcuts              boolean     not null default true,
    time_zone              text        not null default 'UTC',
    status                 text        not null,
    -- Argon2id as a PHC string, or bcrypt for those who came along; empty for those who sign in elsewhere.
    password_hash          text,
    password_changed_at    timestamptz,
    -- Sessions end and tokens are refused if they are older than this.
    credentials_changed_at timestamptz not null,
    -- To whom this person's trips are submitted.
    manager_id             uuid,
    last_sign_in_at        timestamptz,
    version                integer     not null default 1,
    created_at             timestamptz not null,
    created_by             text        not null,
    changed_at             timestamptz not null,
    changed_by             text        not null,
    search_text            text        not null generated always as (fold_text(
                               login || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' '
                               || coalesce(email, ''))) stored,

    constraint accounts_login_key        unique (login),
    constraint accounts_email_key        unique (email),
    constraint accounts_login_check      check (login ~ '^[a-z0-9][a-z0-9._@+-]{0,49}$'),
    constraint accounts_email_check      check (email = lower(email) and char_length(email) between 3 and 254),
    constraint accounts_first_name_check check (char_length(first_name) between 1 and 50),
    constraint accounts_last_name_check  check (char_length(last_name) between 1 and 50),
    constraint accounts_image_url_check  check (char_length(image_url) between 1 and 256),
    constraint accounts_language_check   check (language ~ '^[a-z]{2}$'),
    constraint accounts_theme_check      check (theme in ('auto', 'light', 'dark')),
    constraint accounts_time_zone_check  check (char_length(time_zone) between 1 and 64),
    constraint accounts_status_check     check (status in ('pending', 'active', 'blocked')),
    constraint accounts_manager_check    check (manager_id <> id),
    constraint accounts_manager_fkey     foreign key (manager_id) references accounts (id) on delete set null
);
create index accounts_search on accounts using gin (search_text gin_trgm_ops);
create index accounts_by_manager on accounts (manager_id);

-- What an account may do; those the portal knows are always there.
create table authorities (
    name text primary key,
    constraint authorities_name_check check (name ~ '^ROLE_[A-Z0-9_]{1,45}$')
);
insert into authorities (name) values ('ROLE_USER'), ('ROLE_MANAGER'), ('ROLE_ADMIN');

create table account_authorities (
    account_id uuid not null,
    authority  text not null,
    primary key (account_id, authority),
    constraint account_authorities_account_fkey   foreign key (account_id) references accounts (id) on delete cascade,
    constraint account_authorities_authority_fkey foreign key (authority) references authorities (name) on delete cascade
);
create index account_authorities_by_authority on account_authorities (authority);

-- Somebody signed in at a browser. The cookie holds a token; here is only its hash.
create table sessions (
    id           uuid        primary key,
    token_hash   bytea       not null,
    account_id   uuid        not null,
    -- Whether it outlives the browser.
    remembered   boolean     not null,
    address      text        not null,
    user_agent   text        not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    constraint sessions_token_key    unique (token_hash),
    constraint sessions_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);
create index sessions_by_account on sessions (account_id);
create index sessions_by_expiry on sessions (expires_at);

-- Links in the log that make the first administrator; gone as soon as there is one.
create table setup_keys (
    key_hash   bytea       primary key,
    expires_at timestamptz not null
);

-- How often something was tried, shared by all tasks.
create table rate_limits (
    key       text        primary key,
    used      integer     not null,
    resets_at timestamptz not null
);
create index rate_limits_by_reset on rate_limits (resets_at);

-- Who did what, when and from where. Names stay when accounts go.
create table audit_events (
    id         uuid        primary key,
    at         timestamptz not null,
    actor      text        not null,
    action     text        not null,
    -- What it was done to: a login, a trip's reference, a setting.
    subject    text        not null,
    address    text        not null,
    instance   text        not null
);
create index audit_events_by_time on audit_events (at, id);
create index audit_events_by_actor on audit_events (actor, at, id);
create index audit_events_by_action on audit_events (action, at, id);

-- Whose a trip is, and who is asked to approve it. A trip of the release before has neither.
alter table trips add column owner_id uuid;
alter table trips add column approver_id uuid;
-- Not validated, since every row that is there has null: checking them would only hold the lock for longer.
alter table trips add constraint trips_owner_fkey foreign key (owner_id) references accounts (id) not valid;
alter table trips add constraint trips_approver_fkey foreign key (approver_id) references accounts (id) on delete set null not valid;
-- Partial, and so empty when they are made: every row that is there has null.
-- squawk-ignore require-concurrent-index-creation
create index trips_by_owner on trips (owner_id) where owner_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index trips_by_approver on trips (approver_id) where approver_id is not null;
