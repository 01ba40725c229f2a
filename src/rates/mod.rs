//! What currencies are worth: daily rates to the euro, which administrators enter or import. Nothing is asked of the
//! network.
//!
//! The newest rate on or before a day counts for it, since banks publish none on holidays. Two currencies meet through
//! the euro. A converted amount is rounded to the minor unit of its currency, half of one away from zero, as Council
//! Regulation (EC) No 1103/97, article 5, has it ("if the application of the conversion rate gives a result which is
//! exactly half-way, the sum shall be rounded up"); a refund is rounded as the charge it takes back. PostgreSQL's
//! `round(numeric, int)` does the same, so that SQL and Rust agree.

pub mod api;
pub mod form;
pub mod import;
pub mod pages;
pub mod queries;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::rates::import::Quote;
use crate::reference::{Currency, currencies};
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::web::parse::parse_date;

/// The currency all rates are to.
pub const BASE: &str = "EUR";

/// So many significant digits has a rate that was calculated from two others: enough for every amount, and short enough
/// to be shown whole, so that anybody can check a conversion.
const DIGITS: u32 = 8;

/// The euro.
#[must_use]
pub fn base() -> Option<Currency> {
    BASE.parse().ok()
}

/// Where a rate is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RateSource {
    /// Both currencies are one.
    Same,
    /// From a file, such as the European Central Bank's.
    Imported,
    /// An administrator entered it.
    Entered,
    /// Made up for a demonstration.
    Demo,
    /// Whoever entered the amount knew better: their bank's rate, for example.
    Hand,
}

impl RateSource {
    /// Every source.
    pub const ALL: [Self; 5] = [Self::Same, Self::Imported, Self::Entered, Self::Demo, Self::Hand];

    /// The name in the database and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Imported => "imported",
            Self::Entered => "entered",
            Self::Demo => "demo",
            Self::Hand => "hand",
        }
    }

    /// The key of the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Same => "rate-source-same",
            Self::Imported => "rate-source-imported",
            Self::Entered => "rate-source-entered",
            Self::Demo => "rate-source-demo",
            Self::Hand => "rate-source-hand",
        }
    }
}

impl fmt::Display for RateSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no source has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a rate's source")]
pub struct UnknownSource;

impl FromStr for RateSource {
    type Err = UnknownSource;

    fn from_str(text: &str) -> Result<Self, UnknownSource> {
        Self::ALL.into_iter().find(|source| source.as_str() == text).ok_or(UnknownSource)
    }
}

crate::db::text_column!(RateSource);

/// A currency on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRate {
    /// So many units for one euro.
    pub per_euro: Decimal,
    /// The day it was published for; the day before, if there was none.
    pub day: NaiveDate,
    pub source: RateSource,
}

/// A rate as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRate {
    pub currency: Currency,
    pub day: NaiveDate,
    /// So many units for one euro.
    pub per_euro: Decimal,
    pub source: RateSource,
    pub set_at: DateTime<Utc>,
    /// The login of who entered or imported it.
    pub set_by: String,
}

impl StoredRate {
    /// As the audit log names it.
    fn subject(&self) -> String {
        format!("{} {} {}", self.currency, self.day, self.per_euro.normalize())
    }
}

/// A currency that has rates, as an address names it.
///
/// # Errors
/// [`AppError::NotFound`] if there is none, and for the euro, which has no rate.
pub fn named(code: &str) -> Result<Currency, AppError> {
    code.parse().ok().filter(|currency: &Currency| currency.code() != BASE).ok_or(AppError::NotFound)
}

/// A day, as an address names it.
///
/// # Errors
/// [`AppError::NotFound`] if it is none.
pub fn named_day(day: &str) -> Result<NaiveDate, AppError> {
    parse_date(day).ok_or(AppError::NotFound)
}

/// What each currency is worth on a day, as far as that is known, in the order of their codes.
///
/// # Errors
/// The database does not answer.
pub async fn on(app: &App, day: NaiveDate) -> Result<Vec<(Currency, DayRate)>, AppError> {
    let known = queries::find(&app.db, currencies::all().iter().map(|currency| (*currency, day))).await?;
    let rates = currencies::all().iter().filter_map(|currency| Some((*currency, known.of(*currency, day)?)));
    Ok(rates.filter(|(_, rate)| rate.source != RateSource::Same).collect())
}

/// Enters a rate, or another one in its place.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn enter(app: &App, me: &Identity, address: &ClientAddress, quote: Quote) -> Result<StoredRate, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::put(&mut *transaction, &app.clock, &me.actor(), &[quote], RateSource::Entered).await?;
    let rate = queries::of_day(&mut *transaction, quote.currency, quote.day).await?;
    audit::record(&mut *transaction, app, address, &me.actor(), Action::RateEntered, &rate.subject()).await?;
    transaction.commit().await?;
    Ok(rate)
}

/// Removes a rate. Expenses keep what they were counted at.
///
/// # Errors
/// [`AppError::NotFound`] if there is none of that very day.
pub async fn remove(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    (currency, day): (Currency, NaiveDate),
) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    let rate = queries::remove(&mut *transaction, currency, day).await?;
    audit::record(&mut *transaction, app, address, &me.actor(), Action::RateRemoved, &rate.subject()).await?;
    transaction.commit().await?;
    Ok(())
}

/// What one unit of a currency is worth in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub rate: Decimal,
    pub day: NaiveDate,
    pub source: RateSource,
}

impl Rate {
    /// The rate between two currencies, through the euro; nothing if it cannot be calculated.
    #[must_use]
    pub fn cross(from: DayRate, to: DayRate) -> Option<Self> {
        let rate = to
            .per_euro
            .checked_div(from.per_euro)?
            .round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)?;
        // The euro's own rate is of no day: of two others, the older one says how old this one is.
        let of_euro = |rate: &DayRate| rate.source == RateSource::Same;
        let known = match (of_euro(&from), of_euro(&to)) {
            (true, _) => to,
            (_, true) => from,
            _ if to.day < from.day => to,
            _ => from,
        };
        (rate > Decimal::ZERO).then_some(Self { rate: rate.normalize(), day: known.day, source: known.source })
    }
}

/// An amount at a rate, rounded to the minor unit of the currency it is in then: half of one away from zero.
#[must_use]
pub fn converted(amount: Decimal, rate: Decimal, to: Currency) -> Option<Decimal> {
    Some(rounded(amount.checked_mul(rate)?, to))
}

/// An amount to the minor unit of its currency.
#[must_use]
pub fn rounded(amount: Decimal, currency: Currency) -> Decimal {
    amount.round_dp_with_strategy(currency.exponent(), RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn of(per_euro: &str, day: u32) -> DayRate {
        let day = NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
        DayRate { per_euro: decimal(per_euro), day, source: RateSource::Imported }
    }

    #[test]
    fn half_a_minor_unit_goes_away_from_zero() {
        for (amount, rate, to, expected) in [
            ("1", "0.125", "EUR", "0.13"),
            ("-1", "0.125", "EUR", "-0.13"),
            ("1", "0.124999", "EUR", "0.12"),
            ("10", "176.05", "JPY", "1761"),
            ("10", "176.04", "JPY", "1760"),
            ("1", "0.0005", "KWD", "0.001"),
        ] {
            let result = converted(decimal(amount), decimal(rate), to.parse().unwrap()).unwrap();
            assert_eq!(result, decimal(expected), "{amount} at {rate} in {to}");
        }
    }

    #[test]
    fn currencies_meet_through_the_euro_and_the_older_day_counts() {
        let rate = Rate::cross(of("1.16", 4), of("0.86", 1)).unwrap();
        assert_eq!((rate.rate, rate.day), (decimal("0.74137931"), NaiveDate::from_ymd_opt(2026, 5, 1).unwrap()));
        let tiny = Rate::cross(of("19000", 4), of("0.355", 4)).unwrap();
        assert_eq!(tiny.rate, decimal("0.000018684211"), "digits count from the first that is not zero");
    }

    proptest! {
        #[test]
        fn a_refund_takes_back_exactly_what_was_charged(minor in 1_i64..1_000_000_000, rate in 1_i64..10_000_000_000) {
            let (amount, rate) = (Decimal::new(minor, 2), Decimal::new(rate, 8));
            for code in ["EUR", "JPY", "KWD"] {
                let currency = code.parse().unwrap();
                let charged = converted(amount, rate, currency).unwrap();
                prop_assert_eq!(converted(-amount, rate, currency).unwrap(), -charged);
                prop_assert!(charged.normalize().scale() <= currency.exponent());
                prop_assert!((charged - amount * rate).abs() * Decimal::TWO <= Decimal::new(1, currency.exponent()));
            }
        }
    }
}
