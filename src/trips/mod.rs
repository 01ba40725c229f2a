//! Trips: what a trip is, the states it goes through, and everything that reads or writes one.

pub mod along;
pub mod api;
pub mod api_body;
pub mod api_list;
mod api_schema;
mod archived;
pub mod comparison;
pub mod criteria;
pub mod filter;
mod form;
pub mod idempotency;
pub mod input;
pub mod list;
pub mod notes;
pub mod pages;
pub mod phases;
pub mod policy;
pub mod queries;
mod record;
pub mod search;
mod section;
mod status;
pub mod tags;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::api_body::TripJson;
pub use self::form::TripForm;
pub use self::input::TripInput;
pub use self::record::TripRecord;
pub use self::section::Section;
pub use self::status::{TripAction, TripPhase, TripStatus};
use crate::accounts::AccountId;
use crate::i18n::{Language, format};
use crate::reference::{Country, Currency, TimeZone};

/// For how many days a deleted trip can be restored.
pub const DAYS_IN_TRASH: u64 = 30;

/// The identity of a trip: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct TripId(pub Uuid);

impl fmt::Display for TripId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a trip is named by in an address: its reference, which people read and type, or its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TripKey {
    Id(TripId),
    Reference(String),
}

impl FromStr for TripKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(id) = Uuid::try_parse(text) {
            return Ok(Self::Id(TripId(id)));
        }
        let reference = text.to_ascii_uppercase();
        let digits = |part: &str, len: std::ops::RangeInclusive<usize>| {
            len.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        match reference.split('-').collect::<Vec<_>>()[..] {
            ["TRP", year, number] if digits(year, 4..=4) && digits(number, 6..=12) => Ok(Self::Reference(reference)),
            _ => Err(()),
        }
    }
}

/// An amount in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    pub amount: Decimal,
    pub currency: Currency,
}

impl Money {
    /// `EUR 1,234.50`, `1 234,50 EUR`.
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        let amount = format::decimal(language, self.amount, self.currency.exponent());
        match language {
            Language::English => format!("{}\u{a0}{amount}", self.currency.code()),
            Language::French => format!("{amount}\u{a0}{}", self.currency.code()),
        }
    }
}

/// A trip, whole.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Trip {
    pub id: TripId,
    /// What people call it by: `TRP-2026-000042`.
    pub reference: String,
    pub name: String,
    pub purpose: Option<String>,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start_date: Option<NaiveDate>,
    /// The last day, included; never before `start_date`.
    pub end_date: Option<NaiveDate>,
    /// The traveller's home zone, in which "today" is decided.
    pub time_zone: TimeZone,
    pub status: TripStatus,
    pub budget_amount: Option<Decimal>,
    pub budget_currency: Option<Currency>,
    pub cost_center: Option<String>,
    /// Markdown, as typed.
    pub notes: Option<String>,
    /// Free words to find it by, as typed.
    pub tags: Vec<String>,
    /// Whose trip it is; trips from before there were accounts are nobody's.
    pub owner_id: Option<AccountId>,
    /// What its owner signs in with.
    pub owner_login: Option<String>,
    /// Who is asked to approve it: its owner's manager when it was submitted.
    pub approver_id: Option<AccountId>,
    /// Grows by one with every change; what a stale edit is recognised by.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
    pub deleted_at: Option<DateTime<Utc>>,
    pub deleted_by: Option<String>,
    /// Since when it is out of the way: in no list that does not ask for it.
    pub archived_at: Option<DateTime<Utc>>,
    pub archived_by: Option<String>,
}

impl Trip {
    /// The budget, if there is one.
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        Some(Money { amount: self.budget_amount?, currency: self.budget_currency? })
    }

    /// Where the trip is on the calendar, seen from its home zone.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> TripPhase {
        TripPhase::of(self.start_date, self.end_date, self.time_zone.today(now))
    }

    /// How many days the trip lasts, both ends included.
    #[must_use]
    pub fn days(&self) -> Option<u64> {
        u64::try_from((self.end_date? - self.start_date?).num_days() + 1).ok()
    }

    /// The day on which a deleted trip goes for good, in its home zone.
    #[must_use]
    pub fn gone_on(&self) -> Option<NaiveDate> {
        self.time_zone.today(self.deleted_at?).checked_add_days(Days::new(DAYS_IN_TRASH))
    }
}

/// What a list shows of a trip.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct TripSummary {
    pub id: TripId,
    pub reference: String,
    pub name: String,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub time_zone: TimeZone,
    pub status: TripStatus,
    pub budget_amount: Option<Decimal>,
    pub budget_currency: Option<Currency>,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
    pub deleted_at: Option<DateTime<Utc>>,
    pub archived_at: Option<DateTime<Utc>>,
    pub tags: Vec<String>,
    pub owner_id: Option<AccountId>,
    /// What its owner is called.
    pub owner_name: Option<String>,
}

impl TripSummary {
    /// See [`Trip::budget`].
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        Some(Money { amount: self.budget_amount?, currency: self.budget_currency? })
    }

    /// See [`Trip::phase`].
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> TripPhase {
        TripPhase::of(self.start_date, self.end_date, self.time_zone.today(now))
    }

    /// See [`Trip::gone_on`].
    #[must_use]
    pub fn gone_on(&self) -> Option<NaiveDate> {
        self.time_zone.today(self.deleted_at?).checked_add_days(Days::new(DAYS_IN_TRASH))
    }
}
