-- contracts: 20251231000000 (no release since spring reads it)
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips drop column name;
