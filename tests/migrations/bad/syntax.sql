-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter tabel trips add column code text;
