-- How each notification reaches its reader.
-- Expand only: the release before this one shows notifications in the portal alone.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table notifications add column delivery text not null default 'portal';
-- When it is to be mailed, if it is.
alter table notifications add column mail_at timestamptz;
-- When that was done, or when there was no need for it any more.
alter table notifications add column mailed_at timestamptz;
-- What there can be only one notification about, such as the day a trip starts.
alter table notifications add column occasion date;
create index notifications_to_mail on notifications (mail_at) where mail_at is not null and mailed_at is null;
create index notifications_for_digest on notifications (account_id, created_at) where delivery = 'digest' and mailed_at is null;
create unique index notifications_once on notifications (account_id, trip_id, event, occasion) where occasion is not null;
