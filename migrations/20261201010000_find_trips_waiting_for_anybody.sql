-- no-transaction
-- The trips that wait for whoever comes first, the one that has waited longest on top: where nearly all wait for somebody in
-- particular, the index over all that wait is walked in vain.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_waiting_for_anybody on trips ((coalesce(submitted_at, changed_at)), id)
    where status = 'submitted' and approver_id is null and deleted_at is null and owner_id is not null;
