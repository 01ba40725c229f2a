//! What a trip is made of: flights, trains, hotels and all else in its itinerary. A time is what clocks show at its end,
//! together with the zone of that place; orders, durations and conflicts go by the instants these make.

pub mod api;
pub(crate) mod api_body;
pub(crate) mod api_schema;
pub mod changes;
pub mod clock;
pub mod concerns;
pub mod connection;
pub mod form;
pub mod input;
mod kind;
pub mod moving;
pub mod pages;
pub mod places;
pub mod print;
pub mod queries;
#[cfg(test)]
pub(crate) mod testing;
pub mod timeline;
pub mod views;

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

pub use self::api_body::{SegmentBody, SegmentJson};
pub use self::form::SegmentForm;
pub use self::input::{Question, Refusal, SegmentInput, limits};
pub use self::kind::{Booking, SegmentKind, TravelClass};
use crate::reference::{Airport, Country, TimeZone, cities};
use crate::trips::{Money, TripId};

/// How many a trip can have.
pub const MOST: i64 = 200;

/// The identity of an entry: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct SegmentId(pub Uuid);

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where and when something begins or ends.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    pub date: NaiveDate,
    /// Without one the whole day is meant.
    pub time: Option<NaiveTime>,
    pub zone: TimeZone,
    /// The instant of it: without a time the first of the day for a start, and the last for an end.
    pub at: DateTime<Utc>,
    /// As typed; nothing if it is an airport.
    pub place: Option<String>,
    pub airport: Option<Airport>,
    pub country: Option<Country>,
}

impl End {
    /// What the place is called.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        self.airport.map(Airport::label).or_else(|| self.place.clone())
    }

    /// Latitude and longitude, if the place is known.
    #[must_use]
    pub fn position(&self) -> Option<(f64, f64)> {
        if let Some(airport) = self.airport {
            return Some((airport.latitude(), airport.longitude()));
        }
        let city = self.place.as_deref().and_then(places::city_of).filter(|city| Some(city.country) == self.country);
        city.map(|city| (city.latitude, city.longitude))
    }

    /// The city of the place, if it is known.
    #[must_use]
    pub fn city(&self) -> Option<&str> {
        if let Some(airport) = self.airport {
            return Some(airport.city());
        }
        self.place.as_deref().and_then(places::city_of).map(|city| city.name)
    }
}

/// One entry of an itinerary.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub id: SegmentId,
    pub trip_id: TripId,
    pub kind: SegmentKind,
    /// The hotel's name, what the activity is, the heading of a note.
    pub title: Option<String>,
    pub carrier: Option<String>,
    /// Of the flight, train, bus or ferry.
    pub number: Option<String>,
    pub confirmation: Option<String>,
    pub travel_class: Option<TravelClass>,
    pub booking: Booking,
    pub start: End,
    pub end: Option<End>,
    /// Where at the place of departure.
    pub terminal: Option<String>,
    pub gate: Option<String>,
    pub seat: Option<String>,
    /// Where at the place of arrival.
    pub end_terminal: Option<String>,
    /// How many minutes late it begins, as somebody noted it.
    pub start_delay: Option<i32>,
    /// How many minutes late it ends; as late as it begins if nobody says otherwise.
    pub end_delay: Option<i32>,
    pub cost: Option<Money>,
    pub notes: Option<String>,
    /// Grows by one with every change; what a stale edit is recognised by.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
    pub deleted_at: Option<DateTime<Utc>>,
    pub deleted_by: Option<String>,
}

impl Segment {
    /// Its start, and its end if it has one.
    pub fn ends(&self) -> impl Iterator<Item = &End> {
        std::iter::once(&self.start).chain(&self.end)
    }

    /// What people call it, in no language: "AF 946 Paris – Douala", "Akwa Palace". Of a note without a heading its first
    /// words.
    #[must_use]
    pub fn name(&self) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        let place = |end: &End| end.airport.map(|airport| airport.city().to_owned()).or_else(|| end.place.clone());
        let route = match (place(&self.start), self.end.as_ref().and_then(place)) {
            (Some(from), Some(to)) => Some(format!("{from} – {to}")),
            (one, other) => one.or(other),
        };
        let named = self.number.clone().or_else(|| self.carrier.clone());
        match (named, route) {
            (Some(named), Some(route)) => format!("{named} {route}"),
            (one, other) => one.or(other).or_else(|| Some(self.opening())).unwrap_or_default(),
        }
    }

    fn opening(&self) -> String {
        let notes = self.notes.as_deref().unwrap_or_default();
        let line = notes.lines().next().unwrap_or_default();
        line.chars().take(60).collect()
    }

    /// Whether it counts: what was cancelled stands there and takes nobody anywhere.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.booking != Booking::Cancelled
    }

    /// How long it takes, if the time of both ends is known.
    #[must_use]
    pub fn duration(&self) -> Option<TimeDelta> {
        let end = self.end.as_ref()?;
        (self.start.time.is_some() && end.time.is_some()).then(|| end.at - self.start.at)
    }

    /// How late it begins, as far as anybody noted.
    #[must_use]
    pub fn start_lateness(&self) -> Option<TimeDelta> {
        self.start_delay.map(|minutes| TimeDelta::minutes(minutes.into()))
    }

    /// How late it ends: as late as it begins if nobody says otherwise.
    #[must_use]
    pub fn end_lateness(&self) -> Option<TimeDelta> {
        self.end_delay.or(self.start_delay).map(|minutes| TimeDelta::minutes(minutes.into()))
    }

    /// By how many days the date of the end differs from that of the start, on the clocks of each.
    #[must_use]
    pub fn day_shift(&self) -> i64 {
        self.end.as_ref().map_or(0, |end| (end.date - self.start.date).num_days())
    }
}

/// An entry as its history holds it: what people can change, as text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SegmentRecord {
    kind: SegmentKind,
    title: Option<String>,
    carrier: Option<String>,
    number: Option<String>,
    start_place: Option<String>,
    start_date: NaiveDate,
    start_time: Option<String>,
    start_zone: TimeZone,
    start_terminal: Option<String>,
    start_gate: Option<String>,
    start_delay: Option<i32>,
    end_place: Option<String>,
    end_date: Option<NaiveDate>,
    end_time: Option<String>,
    end_zone: Option<TimeZone>,
    end_terminal: Option<String>,
    end_delay: Option<i32>,
    seat: Option<String>,
    travel_class: Option<TravelClass>,
    booking: Booking,
    confirmation: Option<String>,
    cost_amount: Option<String>,
    cost_currency: Option<&'static str>,
    notes: Option<String>,
}

impl From<&Segment> for SegmentRecord {
    fn from(segment: &Segment) -> Self {
        let of = segment.clone();
        let time = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
        let end = of.end.as_ref();
        Self {
            kind: of.kind,
            title: of.title,
            carrier: of.carrier,
            number: of.number,
            start_place: of.start.label(),
            start_date: of.start.date,
            start_time: time(of.start.time),
            start_zone: of.start.zone,
            start_terminal: of.terminal,
            start_gate: of.gate,
            start_delay: of.start_delay,
            end_place: end.and_then(End::label),
            end_date: end.map(|end| end.date),
            end_time: time(end.and_then(|end| end.time)),
            end_zone: end.map(|end| end.zone),
            end_terminal: of.end_terminal,
            end_delay: of.end_delay,
            seat: of.seat,
            travel_class: of.travel_class,
            booking: of.booking,
            confirmation: of.confirmation,
            cost_amount: of.cost.map(|cost| cost.amount.normalize().to_string()),
            cost_currency: of.cost.map(|cost| cost.currency.code()),
            notes: of.notes,
        }
    }
}

/// The zone of a trip's destination if it is known, else that of its home: what is meant where a place says nothing.
#[must_use]
pub fn usual_zone(trip: &crate::trips::Trip) -> TimeZone {
    let named = trip.destination_place.as_deref().map(|place| cities::named(place).collect::<Vec<_>>());
    let there = named.and_then(|cities| {
        cities.into_iter().find(|city| trip.destination_country.is_none_or(|country| country == city.country))
    });
    there.map_or(trip.time_zone, |city| city.time_zone)
}
