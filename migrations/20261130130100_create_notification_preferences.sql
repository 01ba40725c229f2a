-- How people want to be told: in the portal, by mail at once, in a daily digest, or not.
-- Expand only: the release before this one tells everybody as it always did.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table notification_preferences (
    account_id  uuid     primary key,
    -- {"trips": "digest", …}; what is missing is as it is for everybody.
    deliveries  jsonb    not null default '{}',
    -- From this hour on, where the person is, the digest of a day is sent.
    digest_hour integer  not null default 8,
    -- The day, where the person is, of the last digest.
    digest_on   date,

    constraint notification_preferences_hour_check   check (digest_hour between 0 and 23),
    constraint notification_preferences_account_fkey foreign key (account_id) references accounts (id) on delete cascade
);
