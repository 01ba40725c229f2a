-- What a euro was worth in other currencies, day by day.
-- Expand only: the release before this one knows nothing of it.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table exchange_rates (
    currency  text           not null,
    day       date           not null,
    -- So many units of the currency for one euro.
    per_euro  numeric(20,8)  not null,
    source    text           not null,
    set_at    timestamptz    not null,
    set_by    text           not null,

    constraint exchange_rates_pkey           primary key (currency, day),
    -- A euro is a euro.
    constraint exchange_rates_currency_check check (currency ~ '^[A-Z]{3}$' and currency <> 'EUR'),
    constraint exchange_rates_rate_check     check (per_euro > 0),
    constraint exchange_rates_source_check   check (source in ('imported', 'entered', 'demo'))
);
-- The page of rates: a day's rates, the newest day on top.
create index exchange_rates_by_day on exchange_rates (day desc, currency);
