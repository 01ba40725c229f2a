-- no-transaction
-- As by start.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_left_by_changed on trips (changed_at, id) where archived_at is null and deleted_at is null;
