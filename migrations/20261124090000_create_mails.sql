-- Mails on their way: a queue that every task takes from, and what administrators see of it.
-- Expand only: the release before this one knows no mails.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table mails (
    -- A UUID version 7, so that the newest mails are the last ones of the primary key.
    id            uuid        primary key,
    -- Which letter it is. Checked no further: while a deployment lasts, the newer release may know more kinds.
    kind          text        not null,
    recipient     text        not null,
    -- As the greeting has it; empty if there is none.
    name          text        not null,
    language      text        not null,
    -- Path and query in the portal. It holds a one-time secret and goes as soon as nobody needs it any more.
    link          text,
    created_at    timestamptz not null,
    -- From then on it is not sent any more.
    expires_at    timestamptz not null,
    -- When it is tried next.
    due_at        timestamptz not null,
    attempts      integer     not null default 0,
    -- Until then one task tries to send it; if that task dies, another one takes over.
    claimed_until timestamptz,
    sent_at       timestamptz,
    -- When it was given up.
    failed_at     timestamptz,
    -- What the server said to the last attempt.
    last_error    text,

    constraint mails_recipient_check  check (char_length(recipient) between 3 and 254),
    constraint mails_language_check   check (language ~ '^[a-z]{2}$'),
    constraint mails_link_check       check (link like '/%'),
    constraint mails_sent_check       check (sent_at is null or (link is null and failed_at is null)),
    constraint mails_last_error_check check (char_length(last_error) <= 1000)
);
create index mails_due on mails (due_at, id) where sent_at is null and failed_at is null;
-- Links that housekeeping has to empty.
create index mails_with_link on mails (expires_at) where link is not null;
