-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips
    add column code text,
    add column rank integer not null default 0,
    add column noted_at timestamptz not null default now(),
    add column tags text[] not null default '{}';
alter table trips add constraint trips_code_check check (char_length(code) = 6) not valid;
alter table trips alter column code set default 'none';
