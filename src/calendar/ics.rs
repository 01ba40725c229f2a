//! Trips and their parts as an iCalendar file (RFC 5545). An event keeps its UID for good, and its SEQUENCE grows with
//! every change, so that programs replace what they have instead of adding to it.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use icalendar::{Calendar, CalendarDateTime, Class, Component as _, Event, EventLike as _, EventStatus, Property};

use super::{CalendarSegment, CalendarTrip, zones};
use crate::i18n::Language;
use crate::reference::TimeZone;
use crate::trips::TripStatus;

/// The media type.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// How often programs are asked to look for changes.
const REFRESH: &str = "PT1H";

/// What is to stand in a file.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What programs call the calendar.
    pub name: &'a str,
    pub trips: &'a [CalendarTrip],
    pub segments: &'a [CalendarSegment],
    pub language: Language,
    /// Where the portal is, without a slash at the end; links are left out if that is not known.
    pub base: Option<&'a str>,
}

/// The file.
#[must_use]
pub fn file(contents: &Contents) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Trip Management//Trip Management//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", contents.name),
        ("X-WR-CALNAME", contents.name),
        ("X-PUBLISHED-TTL", REFRESH),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.append_property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done());
    for trip in contents.trips {
        if let Some(event) = trip_event(trip, contents) {
            calendar.push(event);
        }
        let of_trip = contents.segments.iter().filter(|segment| segment.trip_id == trip.id);
        calendar.extend(of_trip.map(|segment| segment_event(segment, trip, contents)));
    }
    let mut text = calendar.to_string();
    // The library knows no zones: they stand before what refers to them.
    if let Some(first) = text.find("BEGIN:VEVENT") {
        text.insert_str(first, &time_zones(contents.segments));
    }
    text
}

/// Every zone in which something has a time, with a year to spare on both sides.
fn time_zones(segments: &[CalendarSegment]) -> String {
    let starts = segments.iter().filter(|one| one.start_time.is_some()).map(|one| (one.start_zone, one.start_at));
    let ends =
        segments.iter().filter(|one| one.end_time.is_some()).filter_map(|one| Some((one.end_zone?, one.end_at?)));
    let mut times: Vec<(TimeZone, DateTime<Utc>)> =
        starts.chain(ends).filter(|(zone, _)| *zone != TimeZone::UTC).collect();
    times.sort_by_key(|(zone, at)| (zone.name(), *at));
    times
        .chunk_by(|one, next| one.0 == next.0)
        .filter_map(|group| {
            let ((zone, first), (_, last)) = (group.first()?, group.last()?);
            Some(zones::describe(*zone, *first - TimeDelta::days(365), *last + TimeDelta::days(365)))
        })
        .collect()
}

fn trip_event(trip: &CalendarTrip, contents: &Contents) -> Option<Event> {
    let start = trip.start_date?;
    let end = trip.end_date.unwrap_or(start);
    let country = trip.destination_country.map(|country| country.name(contents.language));
    let place = [trip.destination_place.as_deref(), country].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut event = Event::with_uid(&format!("trip-{}@tripmgmt", trip.id));
    event
        .summary(&trip.name)
        .starts(start)
        // The first day it no longer is.
        .ends(end.checked_add_days(Days::new(1)).unwrap_or(end))
        .status(match trip.status {
            TripStatus::Approved => EventStatus::Confirmed,
            TripStatus::Draft | TripStatus::Submitted => EventStatus::Tentative,
            TripStatus::Rejected | TripStatus::Cancelled => EventStatus::Cancelled,
        })
        .add_property("TRANSP", "TRANSPARENT");
    if !place.is_empty() {
        event.location(&place);
    }
    let status = contents.language.text(trip.status.label());
    let lines = [Some(trip.reference.as_str()), Some(status.as_str()), trip.purpose.as_deref()];
    event.description(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    stamp(&mut event, trip, (trip.version, trip.created_at, trip.changed_at), contents);
    Some(event)
}

fn segment_event(segment: &CalendarSegment, trip: &CalendarTrip, contents: &Contents) -> Event {
    let mut event = Event::with_uid(&format!("segment-{}@tripmgmt", segment.id));
    event.summary(&summary(segment, contents.language));
    let whole_day = segment.start_time.is_none();
    match segment.start_time {
        Some(time) => event.starts(clock_time(segment.start_date, time, segment.start_zone)),
        None => event.starts(segment.start_date),
    };
    match (segment.end_date, segment.end_time, segment.end_zone) {
        (Some(date), Some(time), Some(zone)) if !whole_day => {
            event.ends(clock_time(date, time, zone));
        }
        // Both ends have to be of one kind.
        (Some(date), ..) if whole_day => {
            event.ends(date.checked_add_days(Days::new(1)).unwrap_or(date));
        }
        _ => {}
    }
    let is_off = segment.booking == "cancelled" || matches!(trip.status, TripStatus::Cancelled | TripStatus::Rejected);
    event.status(if is_off {
        EventStatus::Cancelled
    } else if segment.booking == "booked" {
        EventStatus::Confirmed
    } else {
        EventStatus::Tentative
    });
    // Nobody is busy for a whole stay, or because of a note.
    if whole_day || matches!(segment.kind.as_str(), "hotel" | "note") {
        event.add_property("TRANSP", "TRANSPARENT");
    }
    if let Some(place) = segment.start_airport.as_deref().or(segment.start_place.as_deref()) {
        event.location(place);
    }
    event.description(&details(segment, trip, contents.language));
    stamp(&mut event, trip, (segment.version, segment.created_at, segment.changed_at), contents);
    event
}

/// What makes a program see whether it knows the event already.
fn stamp(
    event: &mut Event,
    trip: &CalendarTrip,
    (version, created_at, changed_at): (i32, DateTime<Utc>, DateTime<Utc>),
    contents: &Contents,
) {
    event
        .sequence(u32::try_from(version - 1).unwrap_or_default())
        .timestamp(changed_at)
        .last_modified(changed_at)
        .created(created_at)
        .class(Class::Private);
    if let Some(base) = contents.base {
        event.url(&format!("{base}/trips/{}", trip.reference));
    }
}

/// A time as clocks show it there.
fn clock_time(date: NaiveDate, time: NaiveTime, zone: TimeZone) -> CalendarDateTime {
    let local = date.and_time(time);
    if zone == TimeZone::UTC {
        return CalendarDateTime::Utc(local.and_utc());
    }
    CalendarDateTime::WithTimezone { date_time: local, tzid: zone.name().to_owned() }
}

/// `AF 123 CDG → DLA`, `Hotel: Le Méridien`.
fn summary(segment: &CalendarSegment, language: Language) -> String {
    let kind = language.text(kind_label(&segment.kind));
    let service =
        [segment.carrier.as_deref(), segment.number.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let ends: Vec<&str> = [
        segment.start_airport.as_deref().or(segment.start_place.as_deref()),
        segment.end_airport.as_deref().or(segment.end_place.as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let way = if ends.len() == 2 && ends[0] != ends[1] { ends.join(" → ") } else { String::new() };
    let what = [segment.title.as_deref().unwrap_or_default(), &service, &way];
    let what = what.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    if what.is_empty() { kind } else { format!("{kind}: {what}") }
}

const fn kind_label(kind: &str) -> &'static str {
    match kind.as_bytes() {
        b"flight" => "calendar-kind-flight",
        b"train" => "calendar-kind-train",
        b"car" => "calendar-kind-car",
        b"bus" => "calendar-kind-bus",
        b"ferry" => "calendar-kind-ferry",
        b"hotel" => "calendar-kind-hotel",
        b"activity" => "calendar-kind-activity",
        _ => "calendar-kind-note",
    }
}

fn details(segment: &CalendarSegment, trip: &CalendarTrip, language: Language) -> String {
    let mut lines = vec![format!("{} {}", trip.reference, trip.name)];
    for (label, value) in [
        ("calendar-confirmation", &segment.confirmation),
        ("calendar-terminal", &segment.start_terminal),
        ("calendar-gate", &segment.start_gate),
        ("calendar-seat", &segment.seat),
    ] {
        if let Some(value) = value {
            lines.push(language.text_with(label, [("value", value.as_str().into())]));
        }
    }
    lines.extend(segment.notes.clone());
    lines.join("\n")
}
