-- contracts: 20260103000000 (no release since spring reads it)
set local lock_timeout = '5s';
set local statement_timeout = '60s';

drop table accounts;
