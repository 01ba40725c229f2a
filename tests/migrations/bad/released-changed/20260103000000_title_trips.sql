-- Expand only: trips.title takes the place of trips.name.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column title text default '';
alter table trips add constraint trips_title_given check (title is not null) not valid;
