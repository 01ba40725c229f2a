//! What was spent on a trip: lines in any currency, each with the rate it counts at, fixed when it was entered.

pub mod api;
mod api_body;
mod change;
mod form;
pub mod pages;
pub mod queries;
pub mod segments;
pub mod sums;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub use self::form::{ExpenseForm, ExpenseInput};
pub use self::segments::SegmentChoice;
use crate::attachments::AttachmentId;
use crate::rates::{BASE, RateSource};
use crate::reference::Currency;
use crate::trips::{Money, Trip};

/// How many expenses a trip can have.
pub const MOST: i64 = 500;

macro_rules! named {
    ($(#[$doc:meta])* $type:ident $error:ident { $($one:ident $name:literal $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum $type {
            $($one,)*
        }

        impl $type {
            /// Every one, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$one,)*];

            /// The name in the database, in forms and over REST.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$one => $name,)*
                }
            }

            /// The key of the name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$one => $label,)*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        /// A name that none has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        #[error("not a name on the list")]
        pub struct $error;

        impl FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or($error)
            }
        }

        crate::db::text_column!($type);
    };
}

named! {
    /// What kind of thing was paid for.
    Category UnknownCategory {
        Transport "transport" "expense-category-transport",
        Lodging "lodging" "expense-category-lodging",
        Meals "meals" "expense-category-meals",
        Fees "fees" "expense-category-fees",
        Entertainment "entertainment" "expense-category-entertainment",
        Communication "communication" "expense-category-communication",
        Other "other" "expense-category-other",
    }
}

named! {
    /// Who paid.
    Payer UnknownPayer {
        Company "company" "expense-payer-company",
        Traveller "traveller" "expense-payer-traveller",
    }
}

/// An amount in the currency a trip's costs are counted in, and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// What one unit was worth.
    pub rate: Decimal,
    /// The day of the rate.
    pub day: NaiveDate,
    pub source: RateSource,
    /// The amount at that rate, rounded to the minor unit.
    pub money: Money,
}

/// A file of the trip that proves an expense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub id: AttachmentId,
    pub name: String,
}

/// An expense, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Expense {
    pub id: Uuid,
    pub spent_on: NaiveDate,
    pub category: Category,
    /// What it was for.
    pub title: String,
    pub merchant: Option<String>,
    /// Below zero for a refund.
    pub money: Money,
    pub payer: Payer,
    /// What of the itinerary it paid for, and what people call that.
    pub segment: Option<(Uuid, String)>,
    /// What proves it.
    pub receipts: Vec<Receipt>,
    /// Nothing if no rate was known.
    pub conversion: Option<Conversion>,
    /// How many euros a unit was worth, for reports; nothing if that was not known.
    pub euro_rate: Option<Decimal>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Expense {
    /// What it counts in a currency: its amount, if it is in that one, or as it was converted when it was entered.
    #[must_use]
    pub fn counted_in(&self, currency: Currency) -> Option<Decimal> {
        if self.money.currency == currency {
            return Some(self.money.amount);
        }
        self.conversion.filter(|known| known.money.currency == currency).map(|known| known.money.amount)
    }

    /// How many receipts it has.
    #[must_use]
    pub fn receipt_count(&self) -> i64 {
        i64::try_from(self.receipts.len()).unwrap_or(i64::MAX)
    }

    /// Whether somebody typed the rate.
    #[must_use]
    pub fn is_rated_by_hand(&self) -> bool {
        self.conversion.is_some_and(|known| known.source == RateSource::Hand)
    }
}

/// What a trip's costs are counted in: its budget's currency, or the euro if it has no budget.
#[must_use]
pub fn currency_of(trip: &Trip) -> Option<Currency> {
    trip.budget_currency.or_else(|| BASE.parse().ok())
}

/// An expense as its history remembers it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseRecord {
    spent_on: NaiveDate,
    category: Category,
    title: String,
    merchant: Option<String>,
    amount: Decimal,
    currency: Currency,
    payer: Payer,
    segment: Option<String>,
    /// What the files are called.
    receipts: Vec<String>,
    rate: Option<Decimal>,
    rate_currency: Option<Currency>,
    rate_day: Option<NaiveDate>,
}

impl From<&Expense> for ExpenseRecord {
    fn from(expense: &Expense) -> Self {
        Self {
            spent_on: expense.spent_on,
            category: expense.category,
            title: expense.title.clone(),
            merchant: expense.merchant.clone(),
            amount: expense.money.amount.normalize(),
            currency: expense.money.currency,
            payer: expense.payer,
            segment: expense.segment.as_ref().map(|(_, name)| name.clone()),
            receipts: expense.receipts.iter().map(|receipt| receipt.name.clone()).collect(),
            rate: expense.conversion.map(|known| known.rate.normalize()),
            rate_currency: expense.conversion.map(|known| known.money.currency),
            rate_day: expense.conversion.map(|known| known.day),
        }
    }
}
