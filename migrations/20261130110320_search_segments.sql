-- The words of trips follow their segments.
-- Expand only: what the release before writes is found, too.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create trigger segments_came after insert on segments
    referencing new table as came for each statement execute function part_came();
create trigger segments_changed after update on segments
    referencing new table as changed for each statement execute function part_changed();
