-- The words of trips follow the names of those who travel.
-- Expand only: what the release before writes is found, too.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create trigger traveller_renamed after update of first_name, last_name, login on accounts
    for each row when ((old.first_name, old.last_name, old.login) is distinct from (new.first_name, new.last_name, new.login))
    execute function traveller_renamed();
