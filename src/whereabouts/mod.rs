//! Who is where: those who travel on a day or in the days after it, by country and city.
//!
//! Trips that were submitted or approved count, as far as the reader sees them. Where somebody is comes from the last
//! segment that had begun by then and that they take part in, or from the trip's destination. Without a date it is today
//! in each trip's own zone.

pub mod api;
mod export;
pub mod filter;
pub mod map;
pub mod pages;
pub mod queries;
pub mod views;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::reference::Country;

/// Somebody on a trip.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stay {
    pub trip_id: Uuid,
    pub reference: String,
    pub trip_name: String,
    pub person_id: Uuid,
    /// What they sign in with, if they have an account.
    pub login: Option<String>,
    pub name: String,
    pub country: Option<Country>,
    pub place: Option<String>,
    pub start_date: NaiveDate,
    pub end_date: NaiveDate,
}

/// How many people, or trips, are in one place.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Spot {
    pub country: Option<Country>,
    pub place: Option<String>,
    pub count: i64,
}
