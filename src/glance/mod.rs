//! Status at a glance: what of a trip is now and what comes next, from its itinerary, the delays that people noted and
//! the clock. Nothing of it is stored, so it is true whenever somebody looks.

pub mod api;
mod spans;
pub mod views;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use self::spans::{Span, spans};
use crate::i18n::{Arg, Language};
use crate::reference::TimeZone;
use crate::segments::timeline::Night;
use crate::segments::{End, Segment, SegmentKind, clock};
use crate::trips::{Trip, TripPhase, TripStatus};
use crate::web::filters::elapsed_in;

/// Countdowns longer than this are told in days.
const LONG: TimeDelta = TimeDelta::hours(48);

/// A night goes by the day it began on: until noon it is still the one before.
const NOON: TimeDelta = TimeDelta::hours(12);

/// How far a trip has come, by its itinerary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Neither an itinerary nor dates say anything.
    Unplanned,
    Before,
    /// Somebody sits in a train, sleeps in a hotel or is at a meeting.
    UnderWay,
    /// Away, and nothing of the itinerary is now.
    Between,
    After,
}

impl Stage {
    /// The name over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unplanned => "unplanned",
            Self::Before => "before",
            Self::UnderWay => "under_way",
            Self::Between => "between",
            Self::After => "after",
        }
    }
}

/// An entry of the itinerary, and when it is, delays included.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub segment: Segment,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Which night it is there, if one sleeps there now.
    pub night: Option<Night>,
}

/// A trip at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    pub at: DateTime<Utc>,
    pub stage: Stage,
    /// What is now; journeys come first.
    pub current: Vec<Part>,
    pub next: Option<Part>,
    /// What clocks follow where the traveller is, or is about to be.
    pub zone: TimeZone,
    /// What that place is called.
    pub place: Option<String>,
    /// When time alone makes this look different.
    pub changes_at: Option<DateTime<Utc>>,
}

impl Glance {
    /// A trip at an instant, by its itinerary in any order.
    #[must_use]
    pub fn of(trip: &Trip, segments: &[Segment], at: DateTime<Utc>) -> Self {
        let spans = spans(segments);
        let mut now: Vec<&Span> = spans.iter().filter(|span| span.from <= at && at < span.until).collect();
        if now.iter().any(|span| span.segment.kind.has_timetable()) {
            // Whoever sits in a plane is not at the hotel, whatever its dates say.
            now.retain(|span| span.segment.kind != SegmentKind::Hotel);
        }
        now.sort_by_key(|span| (rank(span.segment.kind), span.from, span.segment.id.0));
        let next = spans.iter().filter(|span| span.from > at).min_by_key(|span| (span.from, span.segment.id.0));
        let stage = stage(trip, &spans, !now.is_empty(), at);
        let end = whereabouts(stage, &spans, &now, next, at);
        let bounds = spans.iter().flat_map(|span| [span.from, span.until]).chain(days_of(trip));
        Self {
            at,
            stage,
            zone: end.map_or(trip.time_zone, |end| end.zone),
            place: end.and_then(|end| end.city().map(str::to_owned).or_else(|| end.label())),
            current: now.into_iter().map(|span| part(span, at)).collect(),
            next: next.map(|span| part(span, at)),
            changes_at: bounds.filter(|bound| *bound > at).min(),
        }
    }

    /// Whether a trip's page has to tell it: not of a trip that does not take place or is over.
    #[must_use]
    pub fn matters(&self, trip: &Trip) -> bool {
        let takes_place = !matches!(trip.status, TripStatus::Cancelled | TripStatus::Rejected);
        takes_place && trip.deleted_at.is_none() && !matches!(self.stage, Stage::Unplanned | Stage::After)
    }

    /// How long it is until what comes next, if its time is known.
    #[must_use]
    pub fn countdown(&self) -> Option<TimeDelta> {
        let next = self.next.as_ref().filter(|next| next.segment.start.time.is_some())?;
        Some(next.starts_at - self.at)
    }
}

/// A time to wait, in words: "25 min", "3 h 5 min", "12 days".
#[must_use]
pub fn in_words(language: Language, time: TimeDelta) -> String {
    if time < TimeDelta::minutes(1) {
        language.text("glance-moment")
    } else if time < LONG {
        elapsed_in(language, time)
    } else {
        language.text_with("glance-days", [("days", Arg::from(time.num_days()))])
    }
}

const fn rank(kind: SegmentKind) -> u8 {
    match kind {
        SegmentKind::Hotel => 2,
        SegmentKind::Car => 1,
        _ => 0,
    }
}

fn part(span: &Span<'_>, at: DateTime<Utc>) -> Part {
    let segment = span.segment;
    Part { starts_at: span.from, ends_at: span.until, night: night(segment, at), segment: segment.clone() }
}

fn night(stay: &Segment, at: DateTime<Utc>) -> Option<Night> {
    let end = stay.end.as_ref().filter(|_| stay.kind == SegmentKind::Hotel)?;
    let of = (end.date - stay.start.date).num_days();
    let number = (stay.start.zone.today(at - NOON) - stay.start.date).num_days() + 1;
    (of > 0).then(|| Night { name: stay.name(), number: number.clamp(1, of), of })
}

/// When the trip's own days begin and end, at home; without an end it lasts a day.
fn days_of(trip: &Trip) -> impl Iterator<Item = DateTime<Utc>> {
    let start = trip.start_date.map(|day| trip.time_zone.start_of(day));
    let last = trip.end_date.or(trip.start_date);
    start.into_iter().chain(last.map(|day| clock::end_of(day, trip.time_zone)))
}

fn stage(trip: &Trip, spans: &[Span<'_>], is_now: bool, at: DateTime<Utc>) -> Stage {
    if is_now {
        return Stage::UnderWay;
    }
    let (Some(first), Some(last)) =
        (spans.iter().map(|span| span.from).min(), spans.iter().map(|span| span.until).max())
    else {
        return match trip.phase(at) {
            TripPhase::Unscheduled => Stage::Unplanned,
            TripPhase::Upcoming => Stage::Before,
            TripPhase::InProgress => Stage::Between,
            TripPhase::Completed => Stage::After,
        };
    };
    let last = trip.end_date.map_or(last, |day| last.max(clock::end_of(day, trip.time_zone)));
    if at < first {
        Stage::Before
    } else if at < last {
        Stage::Between
    } else {
        Stage::After
    }
}

/// Where the clocks are that count: where a journey leads, where one is, or from where one leaves.
fn whereabouts<'a>(
    stage: Stage,
    spans: &[Span<'a>],
    now: &[&Span<'a>],
    next: Option<&Span<'a>>,
    at: DateTime<Utc>,
) -> Option<&'a End> {
    let end_of = |segment: &'a Segment| segment.end.as_ref().filter(|_| segment.kind.moves()).unwrap_or(&segment.start);
    match stage {
        Stage::UnderWay => now.first().map(|span| end_of(span.segment)),
        Stage::Between => {
            let past = spans.iter().filter(|span| span.until <= at).max_by_key(|span| span.until);
            past.map(|span| end_of(span.segment))
        }
        Stage::Before => next.map(|span| &span.segment.start),
        Stage::Unplanned | Stage::After => None,
    }
}

#[cfg(test)]
mod tests;
