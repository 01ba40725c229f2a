//! Lists of trips that people give a name, to come back to them: each holds the filters and the order of an address.

pub mod api;
pub mod form;
pub mod pages;
pub mod queries;
pub mod views;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::web::fields::address;

/// How many somebody can have.
pub const MOST: i64 = 50;

/// A list with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    pub id: Uuid,
    pub name: String,
    /// What comes after the `?` of the list's address.
    pub query: String,
    pub created_at: DateTime<Utc>,
}

/// The address of the form that gives a list a name.
#[must_use]
pub fn address_to_save(query: &str) -> String {
    address("/trips/filters", [("query", query)])
}

impl SavedFilter {
    /// The address of the list.
    #[must_use]
    pub fn href(&self) -> String {
        if self.query.is_empty() { "/trips".to_owned() } else { format!("/trips?{}", self.query) }
    }

    /// Whether an address is that of the list, whichever page of it.
    #[must_use]
    pub fn is_at(&self, query: &str) -> bool {
        self.query == query
    }
}
