-- no-transaction
-- Old trips are those that get archived: lists that begin with them must not walk over all of these.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_left_by_start on trips (coalesce(start_date, 'infinity'::date), id) where archived_at is null and deleted_at is null;
