-- no-transaction
-- Expand only.
alter table trips add column code text;
