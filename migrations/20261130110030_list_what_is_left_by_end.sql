-- no-transaction
-- As by start.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_left_by_end on trips (coalesce(end_date, start_date, 'infinity'::date), id) where archived_at is null and deleted_at is null;
