//! Exchange rates for the demonstration, made up and marked as such: what an office's currency is worth, a little more or
//! less from week to week.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, SecondsFormat, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::offices::{self, Office};
use crate::rates::{BASE, DayRate, RateSource};

/// There are rates of so many weeks: as long as the portal has been in use, and a little before.
const WEEKS: u64 = 5 * 52;

/// The waves of a rate in a thousandth, from its usual value.
const WAVES: [i64; 12] = [0, 6, 11, 15, 9, 2, -5, -12, -16, -10, -4, -1];

/// What an office's currency is worth on a day: the rate of the Monday before it.
pub(super) fn on(office: &Office, day: NaiveDate) -> DayRate {
    let monday = day - Days::new(day.weekday().num_days_from_monday().into());
    if office.currency.code() == BASE {
        return DayRate { per_euro: Decimal::ONE, day, source: RateSource::Same };
    }
    let phase: usize = office.currency.code().bytes().map(usize::from).sum();
    let week = usize::try_from(monday.num_days_from_ce() / 7).unwrap_or_default();
    let wave = WAVES[(week / 3 + phase) % WAVES.len()];
    // Both francs of Africa have been worth the same for decades.
    let wave = if office.currency.code().starts_with('X') { 0 } else { wave };
    let per_euro = Decimal::new(office.thousandths_a_euro * (1_000 + wave), 6).normalize();
    DayRate { per_euro, day: monday, source: RateSource::Demo }
}

/// Stores the rates of the last years, where there are none.
pub(super) async fn settle(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (mut codes, mut days, mut rates) = (Vec::new(), Vec::new(), Vec::new());
    for office in offices::all().iter().filter(|office| office.currency.code() != BASE) {
        for week in 0..WEEKS {
            let rate = on(office, now.date_naive() - Days::new(7 * week));
            codes.push(office.currency.code().to_owned());
            days.push(rate.day);
            rates.push(rate.per_euro);
        }
    }
    sqlx::query!(
        "insert into exchange_rates (currency, day, per_euro, source, set_at, set_by)
         select currency, day, per_euro, 'demo', $4::text::timestamptz, 'system'
         from unnest($1::text[], $2::date[], $3::numeric[]) as n (currency, day, per_euro)
         on conflict (currency, day) do nothing",
        &codes,
        &days,
        &rates,
        now.to_rfc3339_opts(SecondsFormat::Micros, true),
    )
    .execute(connection)
    .await?;
    Ok(())
}
