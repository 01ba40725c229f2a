-- What a trip is made of: flights, trains, cars, hotels, activities, notes.
-- Expand only: the release before this one knows a trip without parts, and takes them along when it deletes one.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table segments (
    id                 uuid          primary key,
    trip_id            uuid          not null,
    kind               text          not null,
    -- The hotel's name, what the activity is, the heading of a note.
    title              text,
    carrier            text,
    -- Of the flight, train, bus or ferry.
    number             text,
    confirmation       text,
    travel_class       text,
    booking            text          not null default 'planned',
    -- As clocks show it at that end; without a time the whole day is meant.
    start_date         date          not null,
    start_time         time,
    start_zone         text          not null,
    -- The instant of it, for orders and reminders: the first of the day if there is no time.
    start_at           timestamptz   not null,
    start_place        text,
    -- IATA code.
    start_airport      text,
    start_country      text,
    start_terminal     text,
    start_gate         text,
    end_date           date,
    end_time           time,
    end_zone           text,
    end_at             timestamptz,
    end_place          text,
    end_airport        text,
    end_country        text,
    seat               text,
    cost_amount        numeric(15,3),
    cost_currency      text,
    notes              text,
    version            integer       not null default 1,
    created_at         timestamptz   not null,
    created_by         text          not null,
    changed_at         timestamptz   not null,
    changed_by         text          not null,
    deleted_at         timestamptz,
    deleted_by         text,

    constraint segments_trip_fkey           foreign key (trip_id) references trips (id) on delete cascade,
    constraint segments_kind_check          check (kind in ('flight', 'train', 'car', 'bus', 'ferry', 'hotel', 'activity', 'note')),
    constraint segments_title_check         check (char_length(title) between 1 and 200),
    constraint segments_carrier_check       check (char_length(carrier) between 1 and 100),
    constraint segments_number_check        check (char_length(number) between 1 and 20),
    constraint segments_confirmation_check  check (char_length(confirmation) between 1 and 50),
    constraint segments_class_check         check (travel_class in ('economy', 'premium_economy', 'business', 'first')),
    constraint segments_booking_check       check (booking in ('planned', 'booked', 'cancelled')),
    constraint segments_start_zone_check    check (char_length(start_zone) between 1 and 64),
    constraint segments_start_place_check   check (char_length(start_place) between 1 and 120),
    constraint segments_start_airport_check check (start_airport ~ '^[A-Z]{3}$'),
    constraint segments_start_country_check check (start_country ~ '^[A-Z]{2}$'),
    constraint segments_terminal_check      check (char_length(start_terminal) between 1 and 20),
    constraint segments_gate_check          check (char_length(start_gate) between 1 and 20),
    constraint segments_end_pair_check      check ((end_date is null) = (end_zone is null) and (end_date is null) = (end_at is null)),
    constraint segments_end_time_check      check (end_time is null or end_date is not null),
    -- By instants: a flight over the date line lands on the day before.
    constraint segments_end_check           check (end_at >= start_at),
    constraint segments_end_zone_check      check (char_length(end_zone) between 1 and 64),
    constraint segments_end_place_check     check (char_length(end_place) between 1 and 120),
    constraint segments_end_airport_check   check (end_airport ~ '^[A-Z]{3}$'),
    constraint segments_end_country_check   check (end_country ~ '^[A-Z]{2}$'),
    constraint segments_seat_check          check (char_length(seat) between 1 and 20),
    constraint segments_cost_check          check (cost_amount >= 0),
    constraint segments_cost_pair_check     check ((cost_amount is null) = (cost_currency is null)),
    constraint segments_currency_check      check (cost_currency ~ '^[A-Z]{3}$'),
    constraint segments_notes_check         check (char_length(notes) between 1 and 5000)
);
create index segments_by_trip on segments (trip_id, start_at, id);
create index segments_in_trash on segments (deleted_at) where deleted_at is not null;
