-- Expand only.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table remarks (
    id      uuid primary key,
    trip_id uuid not null,
    text    text not null,
    constraint remarks_trip_fkey foreign key (trip_id) references trips (id) on delete cascade
);
create index remarks_by_trip on remarks (trip_id);
alter table remarks add constraint remarks_text_check check (char_length(text) < 1000);
comment on table remarks is 'What people say about a trip';
insert into remarks (id, trip_id, text) select gen_random_uuid(), id, notes from trips where notes is not null;
