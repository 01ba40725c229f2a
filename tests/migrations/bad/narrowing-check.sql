-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table trips add constraint trips_notes_check check (char_length(notes) < 100) not valid;
