-- no-transaction
-- contracts: 20260103000000 (no release since spring looks for trips by name)
drop index concurrently trips_by_name;
