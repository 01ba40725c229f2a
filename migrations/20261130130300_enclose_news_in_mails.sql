-- What a mail about trips carries: what happened, and the link that switches such mails off.
-- Expand only: the release before this one sends no mail that has any.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- It goes with the link, as soon as nobody needs it any more.
alter table mails add column enclosed jsonb;
