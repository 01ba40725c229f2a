-- no-transaction
-- What waits for one person's decision, the one that has waited for longest first.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_waiting_for on trips (approver_id, coalesce(submitted_at, changed_at), id) where status = 'submitted' and deleted_at is null;
