-- The previous release of these examples.
-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create function fold_text(value text) returns text language sql immutable return lower(value);

create table trips (
    id        uuid primary key,
    reference text not null,
    name      text not null,
    notes     text,
    status    text not null default 'draft',
    constraint trips_reference_key unique (reference),
    constraint trips_status_check  check (status in ('draft', 'approved'))
);
create index trips_by_name on trips (lower(name), id);
