-- Addresses elsewhere that are told what happens to trips, and how that went.
-- Expand only: the release before this one tells nobody.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table webhooks (
    id               uuid        primary key,
    url              text        not null,
    -- Of which things it is told; of everything if it is empty.
    subjects         text[]      not null default '{}',
    -- Sealed with SIGNING_SECRET.
    secret           bytea       not null,
    -- The secret before this one, which signs beside it until then.
    older_secret     bytea,
    older_until      timestamptz,
    is_on            boolean     not null default true,
    -- Since when nothing has arrived there.
    failing_since    timestamptz,
    -- When the portal itself switched it off.
    switched_off_at  timestamptz,
    version          integer     not null default 1,
    created_at       timestamptz not null,
    created_by       text        not null,
    constraint webhooks_url_check check (char_length(url) between 1 and 2000)
);

create table webhook_deliveries (
    -- A UUID version 7: the id that receivers see, the same each time.
    id            uuid        primary key,
    webhook_id    uuid        not null,
    event         text        not null,
    -- What is sent, byte for byte, since it is signed.
    payload       text        not null,
    is_test       boolean     not null default false,
    created_at    timestamptz not null,
    due_at        timestamptz not null,
    attempts      integer     not null default 0,
    -- Until then one task tries to deliver it.
    claimed_until timestamptz,
    delivered_at  timestamptz,
    -- When it was given up.
    failed_at     timestamptz,
    constraint webhook_deliveries_webhook_fkey foreign key (webhook_id) references webhooks (id) on delete cascade
);
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, created_at, id);
create index webhook_deliveries_due on webhook_deliveries (due_at, id) where delivered_at is null and failed_at is null;
create index webhook_deliveries_by_age on webhook_deliveries (created_at);

create table webhook_attempts (
    id          uuid        primary key,
    delivery_id uuid        not null,
    at          timestamptz not null,
    duration_ms integer     not null,
    -- What was answered, if anything was.
    status      integer,
    -- The first bytes of the answer, or why there was none.
    response    text        not null,
    constraint webhook_attempts_delivery_fkey foreign key (delivery_id) references webhook_deliveries (id) on delete cascade
);
create index webhook_attempts_by_delivery on webhook_attempts (delivery_id, at, id);
