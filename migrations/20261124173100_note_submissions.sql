-- Since when a trip waits for a decision.
-- Expand only: what the release before this one submits has none, and waits since it was changed last.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column submitted_at timestamptz;
