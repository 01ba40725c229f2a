//! An itinerary day by day, as whoever travels lives through it: in the order of instants, under the dates that clocks
//! show where they are. Over the date line a date comes twice, or one later than the next.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::segments::connection::layover;
use crate::segments::{Segment, SegmentKind};
use crate::trips::Trip;

/// What an entry of a day is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything about it.
    Begins,
    /// It arrives, on another date than it left.
    Arrives,
    /// It is over, on another date than it began.
    Ends,
}

/// Something that happens on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub segment: Segment,
    pub role: Role,
    /// For how long one waits for it, having come by another.
    pub layover: Option<TimeDelta>,
}

/// A night somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Night {
    pub name: String,
    /// The how-manieth of how many.
    pub number: i64,
    pub of: i64,
}

/// Days on which nothing begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// A day, or a part of one that comes twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    pub date: NaiveDate,
    /// The how-manieth of the trip, if it is one of it.
    pub number: Option<i64>,
    /// The date has been there, or a later one: the date line was crossed.
    pub again: bool,
    /// What lies between the day before and this.
    pub pause: Option<Pause>,
    pub entries: Vec<Entry>,
    pub nights: Vec<Night>,
}

/// Where what has no time stands on its day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Timed,
    Last,
}

struct Moment<'a> {
    segment: &'a Segment,
    role: Role,
    date: NaiveDate,
    at: DateTime<Utc>,
    place: Place,
}

/// The days of an itinerary on which anything happens.
#[must_use]
pub fn days(trip: &Trip, segments: &[Segment]) -> Vec<Day> {
    let mut groups = grouped(segments);
    let journeys: Vec<&Segment> = segments.iter().filter(|one| one.kind.moves() && one.counts()).collect();
    let mut latest = None;
    let mut days = Vec::with_capacity(groups.len());
    for (date, moments) in groups.drain(..) {
        let pause = latest.and_then(|latest: NaiveDate| pause_between(latest, date));
        let entries = moments.into_iter().map(|moment| Entry {
            layover: waited(&journeys, &moment),
            segment: moment.segment.clone(),
            role: moment.role,
        });
        days.push(Day {
            date,
            number: number(trip, date),
            again: latest.is_some_and(|latest| latest >= date),
            pause,
            entries: entries.collect(),
            nights: nights(segments, date),
        });
        latest = Some(latest.map_or(date, |latest| latest.max(date)));
    }
    days
}

fn grouped(segments: &[Segment]) -> Vec<(NaiveDate, Vec<Moment<'_>>)> {
    let (mut timed, untimed): (Vec<Moment>, Vec<Moment>) =
        segments.iter().flat_map(moments).partition(|moment| moment.place == Place::Timed);
    // Whoever changes arrives first.
    timed.sort_by_key(|moment| (moment.at, moment.role == Role::Begins));
    let mut groups: Vec<(NaiveDate, Vec<Moment>)> = Vec::new();
    for moment in timed {
        match groups.last_mut() {
            Some((date, moments)) if *date == moment.date => moments.push(moment),
            _ => groups.push((moment.date, vec![moment])),
        }
    }
    for moment in untimed {
        let first = groups.iter().position(|(date, _)| *date == moment.date);
        let last = groups.iter().rposition(|(date, _)| *date == moment.date);
        if let Some(at) = if moment.place == Place::First { first } else { last } {
            let moments = &mut groups[at].1;
            let leading = moments.iter().take_while(|other| other.place == Place::First).count();
            let at = if moment.place == Place::First { leading } else { moments.len() };
            moments.insert(at, moment);
        } else {
            let at = groups.iter().position(|(date, _)| *date > moment.date).unwrap_or(groups.len());
            groups.insert(at, (moment.date, vec![moment]));
        }
    }
    groups
}

/// What a segment adds to the days.
fn moments(segment: &Segment) -> impl Iterator<Item = Moment<'_>> {
    let place = |timed: bool, otherwise: Place| if timed { Place::Timed } else { otherwise };
    let before_noon = matches!(segment.kind, SegmentKind::Note | SegmentKind::Activity);
    let begins = Moment {
        segment,
        role: Role::Begins,
        date: segment.start.date,
        at: segment.start.at,
        place: place(segment.start.time.is_some(), if before_noon { Place::First } else { Place::Last }),
    };
    let end = segment.end.as_ref().filter(|end| end.date != segment.start.date);
    let ends = end.map(|end| Moment {
        segment,
        role: if segment.kind.moves() { Role::Arrives } else { Role::Ends },
        date: end.date,
        at: end.at,
        place: place(end.time.is_some(), Place::First),
    });
    std::iter::once(begins).chain(ends)
}

/// For how long one waits for a journey after the one before it.
fn waited(journeys: &[&Segment], moment: &Moment) -> Option<TimeDelta> {
    let at = journeys.iter().position(|one| one.id == moment.segment.id).filter(|_| moment.role == Role::Begins)?;
    layover(journeys.get(at.checked_sub(1)?)?, moment.segment)
}

fn number(trip: &Trip, date: NaiveDate) -> Option<i64> {
    let start = trip.start_date.filter(|start| *start <= date)?;
    (trip.end_date.is_none_or(|end| date <= end)).then(|| (date - start).num_days() + 1)
}

fn pause_between(latest: NaiveDate, date: NaiveDate) -> Option<Pause> {
    let (first, last) = (latest.checked_add_days(Days::new(1))?, date.checked_sub_days(Days::new(1))?);
    (first <= last).then_some(Pause { first, last })
}

/// The nights that begin on a day.
fn nights(segments: &[Segment], date: NaiveDate) -> Vec<Night> {
    let stays = segments.iter().filter(|one| one.kind == SegmentKind::Hotel && one.counts());
    let nights = stays.filter_map(|stay| {
        let (first, end) = (stay.start.date, stay.end.as_ref()?.date);
        let number = (date - first).num_days() + 1;
        (first <= date && date < end).then(|| Night { name: stay.name(), number, of: (end - first).num_days() })
    });
    nights.collect()
}

/// What comes next at an instant, the first ones of what has not begun if nothing is under way; and how many more there
/// are in all.
#[must_use]
pub fn coming(segments: Vec<Segment>, now: DateTime<Utc>, most: usize) -> (Vec<Segment>, u64) {
    let all = segments.len();
    let ahead = segments.iter().position(|one| one.end.as_ref().map_or(one.start.at, |end| end.at) >= now);
    let next: Vec<Segment> = segments.into_iter().skip(ahead.unwrap_or(0)).take(most).collect();
    let more = u64::try_from(all - next.len()).unwrap_or_default();
    (next, more)
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
