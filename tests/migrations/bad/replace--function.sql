-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create or replace function fold_text(value text) returns text language sql immutable return upper(value);
