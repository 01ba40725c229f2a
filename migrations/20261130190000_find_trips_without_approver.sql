-- no-transaction
-- The trips that every manager sees, because nobody in particular was asked.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_without_approver on trips (id)
    where approver_id is null and status in ('submitted', 'approved', 'rejected') and deleted_at is null
      and owner_id is not null;
