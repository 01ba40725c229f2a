//! The SQL about rates.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::PgExecutor;

use crate::accounts::Actor;
use crate::clock::Clock;
use crate::error::AppError;
use crate::rates::import::Quote;
use crate::rates::{BASE, DayRate, Rate, RateSource, StoredRate};
use crate::reference::Currency;

/// The rates of some currencies on some days.
#[derive(Debug, Default)]
pub struct Rates(HashMap<(Currency, NaiveDate), DayRate>);

impl Rates {
    /// What a currency was worth, if that is known.
    #[must_use]
    pub fn of(&self, currency: Currency, day: NaiveDate) -> Option<DayRate> {
        self.0.get(&(currency, day)).copied()
    }

    /// What one unit of a currency was worth in another, if that is known.
    #[must_use]
    pub fn between(&self, from: Currency, to: Currency, day: NaiveDate) -> Option<Rate> {
        if from == to {
            return Some(Rate { rate: Decimal::ONE, day, source: RateSource::Same });
        }
        Rate::cross(self.of(from, day)?, self.of(to, day)?)
    }
}

/// The newest rate on or before each day of each currency; those that are not known are left out.
///
/// # Errors
/// The database does not answer.
pub async fn find(
    db: impl PgExecutor<'_>,
    wanted: impl IntoIterator<Item = (Currency, NaiveDate)>,
) -> Result<Rates, AppError> {
    let wanted: BTreeSet<(Currency, NaiveDate)> = wanted.into_iter().collect();
    let euro = |day| DayRate { per_euro: Decimal::ONE, day, source: RateSource::Same };
    let euros = wanted.iter().filter(|(currency, _)| currency.code() == BASE);
    let mut rates: HashMap<_, _> = euros.map(|pair| (*pair, euro(pair.1))).collect();
    let others = || wanted.iter().filter(|(currency, _)| currency.code() != BASE);
    if others().next().is_none() {
        return Ok(Rates(rates));
    }
    let codes: Vec<String> = others().map(|(currency, _)| currency.code().to_owned()).collect();
    let days: Vec<NaiveDate> = others().map(|(_, day)| *day).collect();
    let rows = sqlx::query!(
        r#"select w.currency as "currency!: Currency", w.day as "wanted!", r.day, r.per_euro, r.source as "source: RateSource"
           from unnest($1::text[], $2::date[]) as w (currency, day)
           cross join lateral (select day, per_euro, source from exchange_rates
               where currency = w.currency and day <= w.day order by day desc limit 1) r"#,
        &codes,
        &days,
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        rates.insert((row.currency, row.wanted), DayRate { per_euro: row.per_euro, day: row.day, source: row.source });
    }
    Ok(Rates(rates))
}

/// So many rates of a currency are shown at once.
pub const PAGE_SIZE: usize = 50;

/// The rates of a currency, the newest day first, as many as a page shows and one more: from before a day, or from the
/// newest on.
///
/// # Errors
/// The database does not answer.
pub async fn of_currency(
    db: impl PgExecutor<'_>,
    currency: Currency,
    before: Option<NaiveDate>,
) -> Result<Vec<StoredRate>, AppError> {
    let rates = sqlx::query_as!(
        StoredRate,
        r#"select currency as "currency: Currency", day, per_euro, source as "source: RateSource", set_at, set_by
           from exchange_rates where currency = $1 and ($2::date is null or day < $2) order by day desc limit $3"#,
        currency as Currency,
        before,
        i64::try_from(PAGE_SIZE).unwrap_or(i64::MAX).saturating_add(1),
    );
    Ok(rates.fetch_all(db).await?)
}

/// The rate of a currency for exactly a day.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn of_day(db: impl PgExecutor<'_>, currency: Currency, day: NaiveDate) -> Result<StoredRate, AppError> {
    let rate = sqlx::query_as!(
        StoredRate,
        r#"select currency as "currency: Currency", day, per_euro, source as "source: RateSource", set_at, set_by
           from exchange_rates where currency = $1 and day = $2"#,
        currency as Currency,
        day,
    );
    rate.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Forgets a rate, and returns what it was.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn remove(db: impl PgExecutor<'_>, currency: Currency, day: NaiveDate) -> Result<StoredRate, AppError> {
    let rate = sqlx::query_as!(
        StoredRate,
        r#"delete from exchange_rates where currency = $1 and day = $2
           returning currency as "currency: Currency", day, per_euro, source as "source: RateSource", set_at, set_by"#,
        currency as Currency,
        day,
    );
    rate.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// The columns of some quotes, as arrays.
fn columns(quotes: &[Quote]) -> (Vec<String>, Vec<NaiveDate>, Vec<Decimal>) {
    (
        quotes.iter().map(|quote| quote.currency.code().to_owned()).collect(),
        quotes.iter().map(|quote| quote.day).collect(),
        quotes.iter().map(|quote| quote.per_euro).collect(),
    )
}

/// How many of these rates are not stored as they are.
///
/// # Errors
/// The database does not answer.
pub async fn count_changes(db: impl PgExecutor<'_>, quotes: &[Quote]) -> Result<i64, AppError> {
    let (codes, days, rates) = columns(quotes);
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from unnest($1::text[], $2::date[], $3::numeric[]) as n (currency, day, per_euro)
           left join exchange_rates r on r.currency = n.currency and r.day = n.day
           where r.per_euro is distinct from n.per_euro"#,
        &codes,
        &days,
        &rates,
    );
    Ok(count.fetch_one(db).await?)
}

/// Stores rates, in the place of those there were for the same days; returns how many that changed.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn put(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    quotes: &[Quote],
    source: RateSource,
) -> Result<u64, AppError> {
    let (codes, days, rates) = columns(quotes);
    let done = sqlx::query!(
        "insert into exchange_rates as r (currency, day, per_euro, source, set_at, set_by)
         select n.currency, n.day, n.per_euro, $4, $5, $6
         from unnest($1::text[], $2::date[], $3::numeric[]) as n (currency, day, per_euro)
         on conflict (currency, day) do update set per_euro = excluded.per_euro, source = excluded.source,
             set_at = excluded.set_at, set_by = excluded.set_by
         where (r.per_euro, r.source) is distinct from (excluded.per_euro, excluded.source)",
        &codes,
        &days,
        &rates,
        source as RateSource,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
