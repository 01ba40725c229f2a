-- Expand only.
create table notes (id uuid primary key);
