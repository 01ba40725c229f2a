-- contracts: 20260103000000 (no release since spring reads it)
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips drop column name;
alter table trips alter column title type varchar;
