-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add column code text;
alter table trips add constraint trips_code_check check (char_length(code) = 6);
