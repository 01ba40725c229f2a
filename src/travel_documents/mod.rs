//! Until when people's passports, visas and the like are good. Their owners are reminded in time, and told on a trip that
//! one of them does not last for. A document's number is nowhere: there is nothing to steal.

pub mod api;
pub mod form;
pub mod notices;
pub mod pages;
pub mod queries;
pub mod reminders;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::i18n::Language;
use crate::reference::Country;

/// How many documents somebody can have.
pub const MOST: i64 = 30;

/// So many days before the last one its owner is reminded, the earliest first.
const DAYS_BEFORE: [Days; 3] = [Days::new(90), Days::new(30), Days::new(7)];

/// The identity of a travel document: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct DocumentId(pub Uuid);

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TravelDocumentKind)]
pub enum DocumentKind {
    Passport,
    IdentityCard,
    Visa,
    ResidencePermit,
    DrivingLicence,
    Vaccination,
    Other,
}

impl DocumentKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::Passport,
        Self::IdentityCard,
        Self::Visa,
        Self::ResidencePermit,
        Self::DrivingLicence,
        Self::Vaccination,
        Self::Other,
    ];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::IdentityCard => "identity_card",
            Self::Visa => "visa",
            Self::ResidencePermit => "residence_permit",
            Self::DrivingLicence => "driving_licence",
            Self::Vaccination => "vaccination",
            Self::Other => "other",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Passport => "travel-document-passport",
            Self::IdentityCard => "travel-document-identity-card",
            Self::Visa => "travel-document-visa",
            Self::ResidencePermit => "travel-document-residence-permit",
            Self::DrivingLicence => "travel-document-driving-licence",
            Self::Vaccination => "travel-document-vaccination",
            Self::Other => "travel-document-other",
        }
    }

    /// The key of what it is called to its owner.
    #[must_use]
    pub const fn yours(self) -> &'static str {
        match self {
            Self::Passport => "travel-document-your-passport",
            Self::IdentityCard => "travel-document-your-identity-card",
            Self::Visa => "travel-document-your-visa",
            Self::ResidencePermit => "travel-document-your-residence-permit",
            Self::DrivingLicence => "travel-document-your-driving-licence",
            Self::Vaccination => "travel-document-your-vaccination",
            Self::Other => "travel-document-your-other",
        }
    }

    /// What it is called to its owner, with its country.
    #[must_use]
    pub fn of(self, country: Option<Country>, language: Language) -> String {
        let what = language.text(self.yours());
        country.map_or(what.clone(), |country| format!("{what} ({})", country.name(language)))
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no kind has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a kind of travel document")]
pub struct UnknownKind;

impl FromStr for DocumentKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownKind)
    }
}

crate::db::text_column!(DocumentKind);

/// A document as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TravelDocument {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub country: Option<Country>,
    pub label: Option<String>,
    /// The last day it is good for.
    pub valid_until: NaiveDate,
    /// Grows by one with every change.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

impl TravelDocument {
    /// The key of what is to be said about its last day, if anything is.
    #[must_use]
    pub fn state(&self, today: &NaiveDate) -> Option<&'static str> {
        if self.valid_until < *today {
            return Some("travel-document-ended");
        }
        let soon = today.checked_add_days(DAYS_BEFORE[0]).is_some_and(|day| self.valid_until <= day);
        soon.then_some("travel-document-soon")
    }
}

/// The day of the first reminder after a day, of a document that is good until then; nothing if none is left.
#[must_use]
pub fn next_reminder(valid_until: NaiveDate, after: NaiveDate) -> Option<NaiveDate> {
    DAYS_BEFORE.into_iter().filter_map(|days| valid_until.checked_sub_days(days)).find(|day| *day > after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_come_ninety_thirty_and_seven_days_before_and_only_those_still_to_come() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let next = |after| next_reminder(day("2026-12-31"), day(after)).map(|day| day.to_string());
        assert_eq!(next("2026-05-04").as_deref(), Some("2026-10-02"));
        assert_eq!(next("2026-10-01").as_deref(), Some("2026-10-02"));
        assert_eq!(next("2026-10-02").as_deref(), Some("2026-12-01"));
        assert_eq!(next("2026-12-01").as_deref(), Some("2026-12-24"));
        assert_eq!(next("2026-12-24"), None);
        assert_eq!(next("2027-02-01"), None);
    }
}
