//! Trips on a calendar: pages for a month and for a year, and files and secret feeds that calendar programs read.

pub mod api;
pub mod feeds;
pub mod files;
pub mod ics;
pub mod layout;
mod month;
pub mod pages;
pub mod queries;
pub mod views;
mod zones;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

pub use self::month::Month;
use crate::reference::{Country, TimeZone};
use crate::trips::{TripId, TripStatus};

/// What a calendar shows of a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: TripId,
    pub reference: String,
    pub name: String,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start: NaiveDate,
    /// The last day, included.
    pub end: NaiveDate,
    pub status: TripStatus,
}

/// A trip as a calendar program gets it.
#[derive(Clone, Debug)]
pub struct CalendarTrip {
    pub id: Uuid,
    pub reference: String,
    pub name: String,
    pub purpose: Option<String>,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub status: TripStatus,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

/// A part of a trip as a calendar program gets it.
#[derive(Clone, Debug)]
pub struct CalendarSegment {
    pub id: Uuid,
    pub trip_id: Uuid,
    pub kind: String,
    pub title: Option<String>,
    pub carrier: Option<String>,
    pub number: Option<String>,
    pub confirmation: Option<String>,
    pub booking: String,
    pub start_date: NaiveDate,
    pub start_time: Option<NaiveTime>,
    pub start_zone: TimeZone,
    pub start_at: DateTime<Utc>,
    pub start_place: Option<String>,
    pub start_airport: Option<String>,
    pub start_terminal: Option<String>,
    pub start_gate: Option<String>,
    pub end_date: Option<NaiveDate>,
    pub end_time: Option<NaiveTime>,
    pub end_zone: Option<TimeZone>,
    pub end_at: Option<DateTime<Utc>>,
    pub end_place: Option<String>,
    pub end_airport: Option<String>,
    pub seat: Option<String>,
    pub notes: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}
