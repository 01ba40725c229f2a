-- no-transaction
-- Expand only.
create unique index concurrently trips_name_key on trips (name);
