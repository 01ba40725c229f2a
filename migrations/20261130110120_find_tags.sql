-- no-transaction
-- The trips that have a tag. Of all trips, since PostgreSQL ignores what it learns from partial indexes.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently trips_by_tag on trips using gin (fold_tags(tags));
