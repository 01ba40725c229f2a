-- The words of trips follow what stands in them.
-- Expand only: what the release before writes is found, too.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create trigger trips_came after insert on trips
    referencing new table as came for each statement execute function trips_came();
create trigger trip_changed after update of reference, name, destination_place, purpose, cost_center, tags, notes on trips
    for each row when ((old.reference, old.name, old.destination_place, old.purpose, old.cost_center, old.tags, old.notes)
        is distinct from (new.reference, new.name, new.destination_place, new.purpose, new.cost_center, new.tags, new.notes))
    execute function trip_changed();
