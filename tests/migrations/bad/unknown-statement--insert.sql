-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

insert into trips (id, name) select id, name from trips on conflict (id) do update set name = 'x';
