-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Both tables came with this release, and nobody uses them yet.
alter table stays rename column place to city;
create unique index stays_city_key on stays (city);
