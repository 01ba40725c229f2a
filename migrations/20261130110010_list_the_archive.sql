-- no-transaction
-- The archive, in the usual order of lists.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_in_archive on trips (changed_at, id) where archived_at is not null and deleted_at is null;
