-- Lists of accounts in every order at a million of them, and what exactly a change in the audit log was.
-- Expand only: the release before this one knows neither accounts nor an audit log.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- The tables came with the same release, so nobody waits for these indexes.
-- As people look for people: by the last name, or what there is of a name.
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_name       on accounts (fold_text(coalesce(last_name, first_name, login)), id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_first_name on accounts (fold_text(coalesce(first_name, '')), id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_email      on accounts (coalesce(email, ''), id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_login      on accounts (login, id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_status     on accounts (status, id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_language   on accounts (language, id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_sign_in    on accounts (coalesce(last_sign_in_at, '-infinity'::timestamptz), id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_creation   on accounts (created_at, id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_creator    on accounts (created_by, id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_change     on accounts (changed_at, id);
-- squawk-ignore require-concurrent-index-creation
create index accounts_by_changer    on accounts (changed_by, id);

-- What exactly changed, where the action does not say it all: `+ROLE_MANAGER`, `login a -> b`.
alter table audit_events add column detail text;
