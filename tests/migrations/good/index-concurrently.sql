-- no-transaction
-- Expand only.
create index concurrently trips_by_title on trips (title);
