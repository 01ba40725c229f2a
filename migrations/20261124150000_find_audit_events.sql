-- The audit log is searched by what was done something to and by address, too.
-- Expand only.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Writing to it may wait: the release before this one writes nothing there.
-- squawk-ignore require-concurrent-index-creation
create index audit_events_by_subject on audit_events (lower(subject), at, id);
-- squawk-ignore require-concurrent-index-creation
create index audit_events_by_address on audit_events (address, at, id);
