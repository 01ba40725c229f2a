//! How the newest trips get there and back, and where they stay: decided by the trip alone, so that nothing else of a
//! seed's trips depends on it.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};
use rand::{Rng, RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use sqlx::PgConnection;

use super::copy_rows::CopyRows;
use super::trip::{DemoTrip, id};
use super::{percent, pick};
use crate::reference::{Airport, City, airports, fold};
use crate::segments::{Booking, SegmentKind, TravelClass, clock};
use crate::trips::TripStatus;

/// The statement that takes what [`write`] writes.
const COPY: &str = "copy segments (id, trip_id, kind, title, carrier, number, confirmation, travel_class, booking, \
    start_date, start_time, start_zone, start_at, start_place, start_airport, start_country, start_terminal, end_date, \
    end_time, end_zone, end_at, end_place, end_airport, end_country, seat, created_at, created_by, changed_at, \
    changed_by) from stdin";

/// Nearer than this people go by train.
const BY_TRAIN_KM: f64 = 350.0;

const AIRLINES: [(&str, &str); 4] =
    [("Meridian Air", "MD"), ("Kestrel Airways", "KS"), ("Skyway", "SW"), ("Northern Cross", "NX")];
const HOTELS: [&str; 5] = ["Hotel Belvedere", "Harbour Inn", "Station Palace", "The Old Quay", "Grand Central"];

/// The airports of cities, as far as they were looked up.
type AirportsByCity = HashMap<&'static str, Option<Airport>>;

/// Stores the itineraries of some trips.
pub(super) async fn store(connection: &mut PgConnection, trips: &[DemoTrip]) -> Result<(), sqlx::Error> {
    let (mut rows, mut known) = (CopyRows::default(), AirportsByCity::default());
    for trip in trips {
        write(trip, &mut known, &mut rows);
    }
    let mut copy = connection.copy_in_raw(COPY).await?;
    copy.send(rows.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// Writes a trip's itinerary as rows, if it goes anywhere.
fn write(trip: &DemoTrip, known: &mut AirportsByCity, rows: &mut CopyRows) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(trip.id.as_u64_pair().1.rotate_left(29));
    let (Some(first), Some(last), Some(there)) = (trip.start, trip.end, trip.destination) else { return };
    let route = Route::between(trip.office.city, there, known);
    let booking = if trip.history.status == TripStatus::Approved { Booking::Booked } else { Booking::Planned };
    let mut writer = Writer { trip, booking, rows };
    let outward = route.as_ref().map(|route| route.leaving(first, time(rng.random_range(13..20) * 30)));
    let arrived = outward.as_ref().map_or(first, |(_, end)| end.date);
    if arrived > last {
        return;
    }
    if let (Some(route), Some(ends)) = (&route, &outward) {
        writer.journey(&mut rng, route, ends);
    }
    let back = route.as_ref().map(Route::reversed);
    let home = back.as_ref().and_then(|route| {
        // The latest that is still home on the last day.
        let times = [(last, 1_050), (last, 730), (last, 425), (last - Days::new(1), 1_330)];
        let leaving = times.into_iter().map(|(day, minute)| route.leaving(day, time(minute)));
        let stayed = outward.as_ref().map_or(DateTime::UNIX_EPOCH, |(_, end)| end.at + TimeDelta::hours(3));
        leaving.into_iter().find(|(start, end)| end.date <= last && start.at >= stayed)
    });
    let left = home.as_ref().map_or(last, |(start, _)| start.date);
    if arrived < left {
        let hotel = *pick(&mut rng, &HOTELS);
        let check_in = Point::at(there, arrived, None);
        writer.row(&mut rng, (SegmentKind::Hotel, Some(hotel), None), (&check_in, Some(&Point::at(there, left, None))));
        let day = arrived + Days::new(1);
        if day < left {
            let ends = [time(570), time(720)].map(|time| Point::at(there, day, Some(time)));
            writer.row(&mut rng, (SegmentKind::Activity, Some(&trip.name), None), (&ends[0], Some(&ends[1])));
        }
    }
    if let (Some(route), Some(ends)) = (&back, &home) {
        writer.journey(&mut rng, route, ends);
    }
}

fn time(minute: u32) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap_or_default()
}

/// When and where something begins or ends.
struct Point {
    city: &'static City,
    airport: Option<Airport>,
    date: NaiveDate,
    time: Option<NaiveTime>,
    at: DateTime<Utc>,
}

impl Point {
    fn at(city: &'static City, date: NaiveDate, time: Option<NaiveTime>) -> Self {
        let at = time
            .map_or_else(|| city.time_zone.start_of(date), |time| clock::instant_or_later(date, time, city.time_zone));
        Self { city, airport: None, date, time, at }
    }
}

/// From one city to another.
struct Route {
    from: &'static City,
    to: &'static City,
    /// Where one flies from and to; nothing if one goes by train.
    airports: Option<(Airport, Airport)>,
    takes: TimeDelta,
}

impl Route {
    fn between(from: &'static City, to: &'static City, known: &mut AirportsByCity) -> Option<Self> {
        let kilometres = from.kilometres_to(to);
        if from == to {
            return None;
        }
        let by_train = kilometres < BY_TRAIN_KM && from.country == to.country;
        let airports = if by_train { None } else { Some((airport(from, known)?, airport(to, known)?)) };
        let (speed, extra) = if by_train { (150.0, 10.0) } else { (800.0, 35.0) };
        #[expect(clippy::cast_possible_truncation, reason = "no journey takes that many minutes")]
        let fives = ((kilometres / speed * 60.0 + extra) / 5.0) as i64;
        Some(Self { from, to, airports, takes: TimeDelta::minutes(fives * 5) })
    }

    fn reversed(&self) -> Self {
        let airports = self.airports.map(|(from, to)| (to, from));
        Self { from: self.to, to: self.from, airports, takes: self.takes }
    }

    /// Both ends of a journey that leaves then.
    fn leaving(&self, date: NaiveDate, time: NaiveTime) -> (Point, Point) {
        let start = Point { airport: self.airports.map(|(from, _)| from), ..Point::at(self.from, date, Some(time)) };
        let at = start.at + self.takes;
        let local = self.to.time_zone.at(at).naive_local();
        let airport = self.airports.map(|(_, to)| to);
        (start, Point { city: self.to, airport, date: local.date(), time: Some(local.time()), at })
    }
}

/// An airport of a city, in the same zone so that all its times agree.
fn airport(city: &'static City, known: &mut AirportsByCity) -> Option<Airport> {
    *known.entry(city.name).or_insert_with(|| {
        let found = airports::search(city.name, 8);
        let fits = |airport: &Airport| {
            fold(airport.city()) == fold(city.name)
                && airport.country() == city.country
                && airport.time_zone() == city.time_zone
        };
        found.into_iter().find(fits)
    })
}

/// A trip's itinerary on its way into rows.
struct Writer<'a> {
    trip: &'a DemoTrip,
    booking: Booking,
    rows: &'a mut CopyRows,
}

impl Writer<'_> {
    fn journey(&mut self, rng: &mut Xoshiro256PlusPlus, route: &Route, (start, end): &(Point, Point)) {
        let (airline, code) = pick(rng, &AIRLINES);
        let (kind, carrier, code) = match route.airports {
            Some(_) => (SegmentKind::Flight, *airline, *code),
            None => (SegmentKind::Train, "InterCity", "IC"),
        };
        let number = format!("{code} {}", rng.random_range(101..1_999));
        self.row(rng, (kind, None, Some((carrier, &number))), (start, Some(end)));
    }

    fn row(
        &mut self,
        rng: &mut Xoshiro256PlusPlus,
        (kind, title, carrier): (SegmentKind, Option<&str>, Option<(&str, &str)>),
        (start, end): (&Point, Option<&Point>),
    ) {
        let flies = kind == SegmentKind::Flight;
        let confirmed = self.booking == Booking::Booked && kind.asks("confirmation") && kind != SegmentKind::Activity;
        let confirmation = confirmed.then(|| confirmation(rng));
        let created = self.trip.created_at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let place = |point: &Point| point.airport.is_none().then_some(point.city.name);
        self.rows
            .field(id(rng, self.trip.created_at))
            .field(self.trip.id)
            .field(kind)
            .optional(title)
            .optional(carrier.map(|(carrier, _)| carrier))
            .optional(carrier.map(|(_, number)| number))
            .optional(confirmation)
            .optional(flies.then_some(TravelClass::Economy))
            .field(self.booking)
            .field(start.date)
            .optional(start.time)
            .field(start.city.time_zone)
            .field(instant(start.at))
            .optional(place(start))
            .optional(start.airport.map(Airport::code))
            .field(start.city.country)
            .optional((flies && percent(rng, 50)).then(|| rng.random_range(1..4)))
            .optional(end.map(|end| end.date))
            .optional(end.and_then(|end| end.time))
            .optional(end.map(|end| end.city.time_zone))
            .optional(end.map(|end| instant(end.at)))
            .optional(end.filter(|_| kind.moves()).and_then(place))
            .optional(end.and_then(|end| end.airport).map(Airport::code))
            .optional(end.filter(|_| kind.moves()).map(|end| end.city.country))
            .optional(
                (flies && confirmed)
                    .then(|| format!("{}{}", rng.random_range(4..38), pick(rng, &["A", "C", "D", "F"]))),
            )
            .field(&created)
            .field(self.trip.created_by)
            .field(&created)
            .field(self.trip.created_by)
            .end();
    }
}

/// Six letters and digits that nobody mistakes for others.
fn confirmation(rng: &mut impl Rng) -> String {
    const LETTERS: [char; 20] =
        ['A', 'C', 'D', 'E', 'F', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'V', 'W', 'X', '4', '7', '9'];
    (0..6).map(|_| *pick(rng, &LETTERS)).collect()
}
