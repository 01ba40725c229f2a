-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table trash (id uuid primary key);
with gone as (delete from trips returning id) insert into trash select id from gone;
