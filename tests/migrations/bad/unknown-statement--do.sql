-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

do $$ begin execute $q$drop table trips$q$; end $$;
