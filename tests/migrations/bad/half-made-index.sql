-- no-transaction
-- Expand only.
create index concurrently if not exists trips_by_title on trips (title);
