-- Until when people's passports, visas and the like are good; never their numbers.
-- Expand only: the release before this one knows none of it, and takes them along when it deletes an account.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table travel_documents (
    id          uuid        primary key,
    account_id  uuid        not null,
    -- Checked no further: while a deployment lasts, the newer release may know more of them.
    kind        text        not null,
    -- Who issued it; of a visa, the country it is for.
    country     text,
    label       text,
    -- The last day it is good for.
    valid_until date        not null,
    -- The day, where its owner is at home, of the next reminder; nothing if none is left.
    remind_on   date,
    version     integer     not null default 1,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,

    constraint travel_documents_account_fkey  foreign key (account_id) references accounts (id) on delete cascade,
    constraint travel_documents_country_check check (char_length(country) = 2),
    constraint travel_documents_label_check   check (char_length(label) between 1 and 80)
);
create index travel_documents_by_account on travel_documents (account_id, valid_until);
create index travel_documents_to_remind on travel_documents (remind_on) where remind_on is not null;
