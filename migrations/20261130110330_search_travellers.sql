-- The words of trips follow their travellers.
-- Expand only: what the release before writes is found, too.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create trigger travellers_came after insert on travellers
    referencing new table as came for each statement execute function part_came();
create trigger travellers_changed after update on travellers
    referencing new table as changed for each statement execute function part_changed();
