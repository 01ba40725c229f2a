-- Trips that are out of the way: since when, and who put them there.
-- Expand only: to the release before, an archived trip is like any other.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column archived_at timestamptz, add column archived_by text;
