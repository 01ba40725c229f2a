-- The words of trips follow their expenses.
-- Expand only: what the release before writes is found, too.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create trigger expenses_came after insert on expenses
    referencing new table as came for each statement execute function part_came();
create trigger expenses_changed after update on expenses
    referencing new table as changed for each statement execute function part_changed();
