-- Members who may do what owners do.
-- Expand only: a column of its own, since the release before knows no third role. To that release they are editors, and
-- whomever it makes a viewer is one: a member owns only as long as both columns say so.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trip_members add column is_owner boolean not null default false;
