-- What was spent on trips, each amount with the rate it counts at.
-- Expand only: the release before this one knows trips without costs, and takes them along when it deletes one.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table expenses (
    id                uuid           primary key,
    trip_id           uuid           not null,
    -- What of the itinerary it paid for.
    segment_id        uuid,
    spent_on          date           not null,
    category          text           not null,
    title             text           not null,
    merchant          text,
    -- Below zero for a refund.
    amount            numeric(15,3)  not null,
    currency          text           not null,
    payer             text           not null,
    -- Fixed when it was entered; nothing if no rate was known.
    rate              numeric(24,12),
    rate_currency     text,
    rate_day          date,
    rate_source       text,
    -- The amount at that rate, rounded to the minor unit of its currency.
    converted_amount  numeric(18,3),
    -- How many euros a unit was worth that day, for reports in any currency.
    euro_rate         numeric(24,12),
    version           integer        not null default 1,
    created_at        timestamptz    not null,
    created_by        text           not null,
    changed_at        timestamptz    not null,
    changed_by        text           not null,
    deleted_at        timestamptz,
    deleted_by        text,

    constraint expenses_trip_fkey           foreign key (trip_id) references trips (id) on delete cascade,
    constraint expenses_segment_fkey        foreign key (segment_id) references segments (id) on delete set null,
    constraint expenses_category_check      check (category in ('transport', 'lodging', 'meals', 'fees', 'entertainment', 'communication', 'other')),
    constraint expenses_title_check         check (char_length(title) between 1 and 200),
    constraint expenses_merchant_check      check (char_length(merchant) between 1 and 120),
    constraint expenses_amount_check        check (amount <> 0),
    constraint expenses_currency_check      check (currency ~ '^[A-Z]{3}$'),
    constraint expenses_payer_check         check (payer in ('company', 'traveller')),
    constraint expenses_rate_check          check (rate > 0 and euro_rate > 0),
    constraint expenses_rate_source_check   check (rate_source in ('same', 'imported', 'entered', 'demo', 'hand')),
    constraint expenses_rate_currency_check check (rate_currency ~ '^[A-Z]{3}$'),
    constraint expenses_rate_whole_check    check (num_nulls(rate, rate_currency, rate_day, rate_source, converted_amount) in (0, 5))
);
create index expenses_by_trip on expenses (trip_id, spent_on, id);
create index expenses_by_segment on expenses (segment_id) where segment_id is not null;
-- Reports: everything they add up, without a look at the rows.
create index expenses_by_day on expenses (spent_on)
    include (trip_id, category, amount, currency, rate_currency, converted_amount, euro_rate) where deleted_at is null;
create index expenses_in_trash on expenses (deleted_at) where deleted_at is not null;
