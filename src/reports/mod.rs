//! What was spent, by cost center, quarter, destination, category or traveller: on the trips the reader sees, in one
//! currency, over a period.
//!
//! Every line counts as its trip's page shows it, if the report is in the trip's currency, and else at the rate of its
//! day, rounded to the minor unit; so that a report adds up to the same however it is grouped.

pub mod api;
mod export;
pub mod filter;
pub mod pages;
pub mod queries;
pub mod views;

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::expenses::Category;
use crate::i18n::Language;
use crate::reference::Country;

/// Rows of a report on its page and over REST; all that is beyond stands in one line.
pub const ROWS: i64 = 50;

/// What lines are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum By {
    CostCenter,
    Quarter,
    Country,
    Category,
    Traveller,
}

impl By {
    /// Every way, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::CostCenter, Self::Quarter, Self::Country, Self::Category, Self::Traveller];

    /// The name in addresses and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CostCenter => "costCenter",
            Self::Quarter => "quarter",
            Self::Country => "country",
            Self::Category => "category",
            Self::Traveller => "traveller",
        }
    }

    /// The key of the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CostCenter => "report-by-cost-center",
            Self::Quarter => "report-by-quarter",
            Self::Country => "report-by-country",
            Self::Category => "report-by-category",
            Self::Traveller => "report-by-traveller",
        }
    }

    /// The key of what stands where a trip does not say it.
    #[must_use]
    pub const fn label_of_none(self) -> &'static str {
        match self {
            Self::CostCenter => "report-none-cost-center",
            Self::Country => "report-none-country",
            Self::Quarter | Self::Category | Self::Traveller => "report-none-traveller",
        }
    }

    /// What a key is called.
    #[must_use]
    pub fn in_words(self, row: &Row, language: Language) -> String {
        let Some(key) = &row.key else { return language.text(self.label_of_none()) };
        let known = match self {
            Self::Country => key.parse().ok().map(|country: Country| country.name(language).to_owned()),
            Self::Category => key.parse().ok().map(|category: Category| language.text(category.label())),
            Self::Traveller => row.name.clone(),
            Self::CostCenter | Self::Quarter => None,
        };
        known.unwrap_or_else(|| key.clone())
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no way has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a way to put lines together")]
pub struct UnknownWay;

impl FromStr for By {
    type Err = UnknownWay;

    fn from_str(text: &str) -> Result<Self, UnknownWay> {
        Self::ALL.into_iter().find(|by| by.as_str() == text).ok_or(UnknownWay)
    }
}

/// What lines add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    pub amount: Decimal,
    pub lines: i64,
    /// How many lines have no known rate, and are not in the amount.
    pub unrated: i64,
}

impl Spent {
    fn add(&mut self, other: &Self) {
        self.amount += other.amount;
        self.lines += other.lines;
        self.unrated += other.unrated;
    }
}

/// What lines with the same key add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A cost center, `2026-Q2`, a country's code, a category, a login; nothing if trips do not say.
    pub key: Option<String>,
    /// What a traveller is called.
    pub name: Option<String>,
    pub spent: Spent,
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub rows: Vec<Row>,
    /// How many more keys there are, and what they add up to.
    pub others: Option<(i64, Spent)>,
}

impl Report {
    /// What all rows add up to, those that are not shown among them.
    #[must_use]
    pub fn total(&self) -> Spent {
        let mut total = Spent::default();
        for spent in self.rows.iter().map(|row| &row.spent).chain(self.others.iter().map(|(_, spent)| spent)) {
            total.add(spent);
        }
        total
    }
}
