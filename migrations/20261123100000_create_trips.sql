-- Trips and the keys that make creating one over REST repeatable.
-- Expand only: the release before this one knows no tables.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Lower case without accents, so that "zurich" finds "Zürich". unaccent() itself is only STABLE because its
-- dictionary can be replaced; naming the dictionary makes the result fixed, which an index needs.
create function fold_text(value text) returns text
    language sql immutable strict parallel safe
    return lower(public.unaccent('public.unaccent'::regdictionary, value));

create sequence trip_number_seq;

create table trips (
    id                  uuid          primary key,
    reference           text          not null,
    name                text          not null,
    purpose             text,
    destination_place   text,
    destination_country text,
    start_date          date,
    end_date            date,
    time_zone           text          not null,
    status              text          not null default 'draft',
    budget_amount       numeric(15,3),
    budget_currency     text,
    cost_center         text,
    notes               text,
    version             integer       not null default 1,
    created_at          timestamptz   not null,
    created_by          text          not null,
    changed_at          timestamptz   not null,
    changed_by          text          not null,
    deleted_at          timestamptz,
    deleted_by          text,
    search_text         text          not null generated always as (fold_text(
                            reference || ' ' || name || ' ' || coalesce(destination_place, '') || ' '
                            || coalesce(purpose, '') || ' ' || coalesce(cost_center, ''))) stored,

    constraint trips_reference_key        unique (reference),
    constraint trips_name_check           check (char_length(name) between 1 and 200),
    constraint trips_purpose_check        check (char_length(purpose) between 1 and 500),
    constraint trips_place_check          check (char_length(destination_place) between 1 and 120),
    constraint trips_country_check        check (destination_country ~ '^[A-Z]{2}$'),
    constraint trips_dates_check          check (end_date >= start_date),
    constraint trips_time_zone_check      check (char_length(time_zone) between 1 and 64),
    constraint trips_status_check         check (status in ('draft', 'submitted', 'approved', 'rejected', 'cancelled')),
    constraint trips_budget_check         check (budget_amount >= 0),
    constraint trips_budget_pair_check    check ((budget_amount is null) = (budget_currency is null)),
    constraint trips_currency_check       check (budget_currency ~ '^[A-Z]{3}$'),
    constraint trips_cost_center_check    check (char_length(cost_center) between 1 and 50),
    constraint trips_notes_check          check (char_length(notes) between 1 and 20000)
);

-- One index for each order a list can be read in, ending in the id so that a page has one place to go on from.
-- Trips without a date sort after all others, and one without an end lasts one day: the same expressions stand in the
-- queries.
create index trips_by_start     on trips (coalesce(start_date, 'infinity'::date), id) where deleted_at is null;
create index trips_by_end       on trips (coalesce(end_date, start_date, 'infinity'::date), id) where deleted_at is null;
create index trips_by_name      on trips (lower(name), id)                            where deleted_at is null;
create index trips_by_changed   on trips (changed_at, id)                             where deleted_at is null;
create index trips_by_status    on trips (status, id)                                 where deleted_at is null;
create index trips_by_country   on trips (coalesce(destination_country, 'ZZ'), id)    where deleted_at is null;
create index trips_in_trash     on trips (deleted_at, id)                             where deleted_at is not null;
create index trips_search       on trips using gin (search_text gin_trgm_ops);

-- PostgreSQL knows nothing about expressions unless told to learn: without these it walks a whole order for a country
-- with three trips. (It ignores what it learns from partial indexes.)
create statistics trips_start_days on (coalesce(start_date, 'infinity'::date)) from trips;
create statistics trips_last_days on (coalesce(end_date, start_date, 'infinity'::date)) from trips;
create statistics trips_countries on (coalesce(destination_country, 'ZZ')) from trips;

-- What was answered to a POST that carried an Idempotency-Key, so that the same POST gets the same answer.
create table idempotency_keys (
    key          text        primary key,
    request_hash bytea       not null,
    trip_id      uuid        not null,
    response     jsonb       not null,
    created_at   timestamptz not null,
    constraint idempotency_keys_key_check check (char_length(key) between 1 and 255)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
