//! From when until when each entry of an itinerary really is: with the delays that people noted, and between journeys
//! where a stay has no times of its own.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::segments::{Segment, SegmentKind, clock};

/// What does not say when it ends is taken for so long.
const UNTOLD: TimeDelta = TimeDelta::hours(1);

/// An entry, from an instant to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<'a> {
    pub segment: &'a Segment,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Everything in which somebody is: notes are read, and what was cancelled does not take place.
pub(super) fn spans(segments: &[Segment]) -> Vec<Span<'_>> {
    let counted = segments.iter().filter(|one| one.counts() && one.kind != SegmentKind::Note);
    let plain: Vec<Span> = counted.map(span).collect();
    let journeys: Vec<Span> = plain.iter().copied().filter(|span| span.segment.kind.has_timetable()).collect();
    plain.into_iter().map(|span| between_journeys(span, &journeys)).collect()
}

fn span(segment: &Segment) -> Span<'_> {
    let start = &segment.start;
    let late = |timed: bool, by: Option<TimeDelta>| by.filter(|_| timed).unwrap_or_default();
    let from = start.at + late(start.time.is_some(), segment.start_lateness());
    let until = match (&segment.end, start.time) {
        (Some(end), _) => end.at + late(end.time.is_some(), segment.end_lateness()),
        (None, Some(_)) => from + UNTOLD,
        (None, None) => clock::end_of(start.date, start.zone),
    };
    Span { segment, from, until: until.max(from) }
}

/// A stay without times begins when one arrives on its first day, and ends when one leaves on its last.
fn between_journeys<'a>(span: Span<'a>, journeys: &[Span<'a>]) -> Span<'a> {
    let Some(end) = span.segment.end.as_ref().filter(|_| span.segment.kind == SegmentKind::Hotel) else { return span };
    let arrives_on = |journey: &&Span, day: NaiveDate| journey.segment.end.as_ref().is_some_and(|end| end.date == day);
    let (first, last) = (span.segment.start.date, end.date);
    let arrival = journeys.iter().filter(|one| arrives_on(one, first)).map(|one| one.until).max();
    let departure = journeys.iter().filter(|one| one.segment.start.date == last).map(|one| one.from).min();
    let from = arrival.filter(|_| span.segment.start.time.is_none()).map_or(span.from, |at| at.min(span.until));
    let until = departure.filter(|_| end.time.is_none()).map_or(span.until, |at| at.min(span.until));
    Span { from, until: until.max(from), ..span }
}
