-- no-transaction
-- As by start: the order that programs read lists in.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_left on trips (id) where archived_at is null and deleted_at is null;
