-- Tags of trips, as people typed them, and how they are compared.
-- Expand only: to the release before, no trip has any; it leaves those there are.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column tags text[] not null default '{}';
alter table trips add constraint trips_tags_check check (cardinality(tags) <= 20) not valid;

create function fold_tags(tags text[]) returns text[]
    language sql immutable strict parallel safe
    return array(select lower(tag) from unnest(tags) as tag);
