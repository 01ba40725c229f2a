-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

select set_config('lock_timeout', '0', true);
