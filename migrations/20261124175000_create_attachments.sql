-- Files that belong to a trip, and where their bytes are.
-- Expand only: the release before this one knows a trip without files, and takes them along when it deletes one; their
-- bytes go when this release tidies up.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- What was uploaded, whether anything refers to it yet or not any more.
create table stored_files (
    id         uuid        primary key,
    -- Where in S3 the bytes are; in stored_chunks if nowhere.
    bucket     text,
    object     text,
    -- What S3 calls an upload in parts that is under way.
    upload     text,
    created_at timestamptz not null,
    constraint stored_files_place_check check ((bucket is null) = (object is null))
);
create index stored_files_by_age on stored_files (created_at);

create table stored_chunks (
    file_id uuid    not null,
    number  integer not null,
    bytes   bytea   not null,
    primary key (file_id, number),
    constraint stored_chunks_file_fkey foreign key (file_id) references stored_files (id) on delete cascade
);
-- Most of what people upload is compressed already.
alter table stored_chunks alter column bytes set storage external;

create table attachments (
    id          uuid        primary key,
    trip_id     uuid        not null,
    file_id     uuid        not null,
    name        text        not null,
    media_type  text        not null,
    size        bigint      not null,
    sha256      bytea       not null,
    description text,
    created_at  timestamptz not null,
    created_by  text        not null,
    deleted_at  timestamptz,
    deleted_by  text,
    constraint attachments_trip_fkey         foreign key (trip_id) references trips (id) on delete cascade,
    -- Bytes that something refers to stay.
    constraint attachments_file_fkey         foreign key (file_id) references stored_files (id),
    constraint attachments_name_check        check (char_length(name) between 1 and 200),
    constraint attachments_media_type_check  check (char_length(media_type) between 1 and 100),
    constraint attachments_size_check        check (size > 0),
    constraint attachments_sha256_check      check (octet_length(sha256) = 32),
    constraint attachments_description_check check (char_length(description) between 1 and 500)
);
create index attachments_by_trip on attachments (trip_id, id);
create index attachments_by_file on attachments (file_id);
create index attachments_in_trash on attachments (deleted_at) where deleted_at is not null;
