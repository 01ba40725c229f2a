//! What somebody should look at in an itinerary: entries that overlap, connections that nobody can make. Plans are often
//! right before they look right, so all of it is said and nothing forbidden.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::reference::kilometres;
use crate::segments::connection::{Apart, apart};
use crate::segments::{End, Segment, SegmentId, SegmentKind};
use crate::trips::Trip;

/// Faster than this nobody gets from door to door.
const KILOMETRES_AN_HOUR: f64 = 800.0;

/// For how long a car or an activity is one thing that is done; beyond, it is at hand while others are.
const LONGEST_TASK: TimeDelta = TimeDelta::hours(24);

/// What there is to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConcernKind {
    /// It begins before the other is over.
    Overlap,
    /// It leaves from somewhere that cannot be reached in the time since the other arrives.
    Unreachable,
    /// It leaves from somewhere else than the other arrives, and nothing leads there.
    Unconnected,
    /// There is little time to change.
    ShortChange,
    /// It lies outside the dates of the trip.
    OutsideTrip,
}

impl ConcernKind {
    /// The key of what is said about it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overlap => "concern-overlap",
            Self::Unreachable => "concern-unreachable",
            Self::Unconnected => "concern-unconnected",
            Self::ShortChange => "concern-short-change",
            Self::OutsideTrip => "concern-outside-trip",
        }
    }
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    pub kind: ConcernKind,
    /// The entry it is about: of two, the later.
    pub segment: SegmentId,
    pub name: String,
    /// The entry before it that it does not go together with.
    pub other: Option<(SegmentId, String)>,
    /// Where one is, and where one should be.
    pub places: Option<(String, String)>,
    /// How much time there is in between.
    pub wait: Option<TimeDelta>,
}

/// Who takes part in what: entries that are limited to some, with whom. Everybody takes part in all else.
pub type Parts = HashMap<Uuid, Vec<Uuid>>;

/// All there is to look at, in the order of the entries, which come in the order of time.
#[must_use]
pub fn concerns(trip: &Trip, segments: &[Segment], parts: &Parts) -> Vec<Concern> {
    let counting: Vec<&Segment> = segments.iter().filter(|one| one.counts() && one.kind != SegmentKind::Note).collect();
    let mut found = Vec::new();
    for (at, segment) in counting.iter().enumerate() {
        let before = || counting[..at].iter().copied().filter(|other| meet(segment, other, parts));
        let overlapping = before().filter(|other| overlap(other, segment)).max_by_key(|other| over(other));
        if let Some(other) = overlapping {
            found.push(Concern::about(ConcernKind::Overlap, segment).with(other));
        } else if segment.kind.moves()
            && let Some(other) = before().filter(|other| other.kind.moves()).max_by_key(|other| over(other))
        {
            found.extend(change(other, segment));
        }
        if is_outside(trip, segment) {
            found.push(Concern::about(ConcernKind::OutsideTrip, segment));
        }
    }
    found
}

impl Concern {
    fn about(kind: ConcernKind, segment: &Segment) -> Self {
        Self { kind, segment: segment.id, name: segment.name(), other: None, places: None, wait: None }
    }

    fn with(self, other: &Segment) -> Self {
        Self { other: Some((other.id, other.name())), ..self }
    }

    /// The name of the other entry.
    #[must_use]
    pub fn other_name(&self) -> &str {
        self.other.as_ref().map_or("", |(_, name)| name)
    }

    /// Where one is.
    #[must_use]
    pub fn from(&self) -> &str {
        self.places.as_ref().map_or("", |(from, _)| from)
    }

    /// Where one should be.
    #[must_use]
    pub fn to(&self) -> &str {
        self.places.as_ref().map_or("", |(_, to)| to)
    }

    /// How much time there is, nothing if that does not matter.
    #[must_use]
    pub fn time(&self) -> TimeDelta {
        self.wait.unwrap_or_default()
    }
}

/// Whether somebody takes part in both.
fn meet(one: &Segment, other: &Segment, parts: &Parts) -> bool {
    match (parts.get(&one.id.0), parts.get(&other.id.0)) {
        (Some(here), Some(there)) => here.iter().any(|person| there.contains(person)),
        _ => true,
    }
}

fn over(segment: &Segment) -> DateTime<Utc> {
    segment.end.as_ref().map_or(segment.start.at, |end| end.at)
}

/// Whether one has to be in two places; `other` does not begin before `one`.
fn overlap(one: &Segment, other: &Segment) -> bool {
    let (Some(end), Some(_)) = (&one.end, other.end.as_ref().or(Some(&other.start))) else { return false };
    if one.kind == SegmentKind::Hotel || other.kind == SegmentKind::Hotel {
        // Nights count, not hours: one leaves a hotel at ten and comes to the next at nine.
        let both = one.kind == other.kind;
        return both && other.end.as_ref().is_some_and(|_| other.start.date < end.date) && one.name() != other.name();
    }
    is_task(one) && is_task(other) && other.start.at < end.at
}

/// Whether one can do nothing else meanwhile, as far as that is known.
fn is_task(segment: &Segment) -> bool {
    let timed = segment.start.time.is_some() && segment.end.as_ref().is_none_or(|end| end.time.is_some());
    let long = matches!(segment.kind, SegmentKind::Car | SegmentKind::Activity)
        && segment.duration().is_some_and(|duration| duration > LONGEST_TASK);
    timed && !long
}

/// What is wrong with going on from one journey to the next.
fn change(one: &Segment, next: &Segment) -> Option<Concern> {
    let end = one.end.as_ref()?;
    let wait = next.start.at - end.at;
    let timed = end.time.is_some() && next.start.time.is_some();
    let apart = apart(end, &next.start);
    let about = |kind| {
        let places = end.label().zip(next.start.label());
        Concern { places, wait: timed.then_some(wait), ..Concern::about(kind, next).with(one) }
    };
    match apart {
        Apart::Far if timed && wait < fastest(end, &next.start) => Some(about(ConcernKind::Unreachable)),
        Apart::Far => Some(about(ConcernKind::Unconnected)),
        Apart::Same | Apart::Near if timed && wait < least_change(one.kind, next.kind, apart) => {
            Some(about(ConcernKind::ShortChange))
        }
        _ => None,
    }
}

/// The least time that it takes from one place to the other; nothing if it is unknown how far they are from each other.
fn fastest(from: &End, to: &End) -> TimeDelta {
    let distance = from.position().zip(to.position()).map_or(0.0, |(here, there)| kilometres(here, there));
    #[expect(clippy::cast_possible_truncation, reason = "no two places on earth are that far from each other")]
    TimeDelta::minutes((distance / KILOMETRES_AN_HOUR * 60.0) as i64)
}

/// What travellers are commonly advised to leave between two journeys; most airports' own minimum is a little shorter.
const fn least_change(from: SegmentKind, to: SegmentKind, apart: Apart) -> TimeDelta {
    let minutes = match (from, to, apart) {
        (SegmentKind::Flight, SegmentKind::Flight, Apart::Same) => 45,
        (_, SegmentKind::Flight, Apart::Near) => 120,
        (_, SegmentKind::Flight, _) => 60,
        (SegmentKind::Flight, SegmentKind::Train | SegmentKind::Bus | SegmentKind::Ferry, _) => 30,
        _ => 0,
    };
    TimeDelta::minutes(minutes)
}

fn is_outside(trip: &Trip, segment: &Segment) -> bool {
    let last = segment.end.as_ref().map_or(segment.start.date, |end| end.date);
    trip.start_date.is_some_and(|start| segment.start.date < start) || trip.end_date.is_some_and(|end| last > end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::segments::testing::{hotel, segment, trip};

    fn kinds(segments: &[Segment]) -> Vec<ConcernKind> {
        of(segments, &Parts::new()).into_iter().map(|concern| concern.kind).collect()
    }

    fn of(segments: &[Segment], parts: &Parts) -> Vec<Concern> {
        concerns(&trip("2026-05-01", "2026-05-31"), segments, parts)
    }

    #[test]
    fn what_fits_is_nothing_to_look_at() {
        let there = segment("flight", "CDG 2026-05-04 10:30", "CMN 2026-05-04 12:50");
        let on = segment("flight", "CMN 2026-05-04 15:05", "DLA 2026-05-04 20:45");
        let stay = hotel("Akwa", "Douala 2026-05-04", "2026-05-08");
        let visit = segment("activity", "Douala 2026-05-05 09:00", "");
        let back = segment("flight", "DLA 2026-05-08 23:00", "CDG 2026-05-09 06:20");
        assert_eq!(kinds(&[there, on, stay, visit, back]), []);
    }

    #[test]
    fn two_journeys_at_once_overlap_unless_others_take_them() {
        let one = segment("flight", "CDG 2026-05-04 10:30", "DLA 2026-05-04 16:10");
        let other = segment("flight", "MAD 2026-05-04 12:30", "DLA 2026-05-04 17:40");
        let both = [one.clone(), other.clone()];
        assert_eq!(kinds(&both), [ConcernKind::Overlap]);
        let (anna, bert) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let parts = Parts::from([(one.id.0, vec![anna]), (other.id.0, vec![bert])]);
        assert_eq!(of(&both, &parts), []);
        let parts = Parts::from([(one.id.0, vec![anna, bert])]);
        assert_eq!(of(&both, &parts).len(), 1);
    }

    #[test]
    fn the_instant_counts_not_what_clocks_show() {
        // Lands "before" it leaves; what follows there fits.
        let over = segment("flight", "HND 2026-05-05 00:05", "LAX 2026-05-04 18:00");
        let visit = segment("activity", "Los Angeles 2026-05-04 20:00", "2026-05-04 22:00");
        assert_eq!(kinds(&[over, visit]), []);
    }

    #[test]
    fn what_was_cancelled_stands_in_nobodys_way() {
        let mut one = segment("flight", "CDG 2026-05-04 10:30", "DLA 2026-05-04 16:10");
        one.booking = crate::segments::Booking::Cancelled;
        assert_eq!(kinds(&[one, segment("train", "Paris 2026-05-04 11:00", "Lyon 2026-05-04 13:00")]), []);
    }

    #[test]
    fn hotels_overlap_by_nights() {
        let one = hotel("Akwa", "Douala 2026-05-04", "2026-05-06");
        let next = hotel("Hilton", "Yaoundé 2026-05-06", "2026-05-08");
        assert_eq!(kinds(&[one.clone(), next]), []);
        assert_eq!(kinds(&[one, hotel("Hilton", "Yaoundé 2026-05-05", "2026-05-08")]), [ConcernKind::Overlap]);
    }

    #[test]
    fn nobody_gets_from_douala_to_tokyo_in_two_hours_or_without_anything() {
        let one = segment("flight", "CDG 2026-05-04 10:30", "DLA 2026-05-04 16:10");
        let soon = segment("flight", "HND 2026-05-05 02:30", "LAX 2026-05-04 20:30");
        let later = segment("flight", "HND 2026-05-08 02:30", "LAX 2026-05-07 20:30");
        let found = of(&[one.clone(), soon], &Parts::new());
        assert_eq!(found[0].kind, ConcernKind::Unreachable);
        assert_eq!((found[0].from(), found[0].to()), ("Douala (DLA)", "Tokyo (HND)"));
        assert_eq!(kinds(&[one, later]), [ConcernKind::Unconnected]);
    }

    #[test]
    fn little_time_to_change_depends_on_where() {
        let one = segment("flight", "DLA 2026-05-04 10:30", "CDG 2026-05-04 17:10");
        let minutes = |from: &str, clock: &str| {
            kinds(&[one.clone(), segment("flight", &format!("{from} 2026-05-04 {clock}"), "MAD 2026-05-04 23:40")])
        };
        assert_eq!(minutes("CDG", "17:50"), [ConcernKind::ShortChange]);
        assert_eq!(minutes("CDG", "17:55"), []);
        assert_eq!(minutes("ORY", "18:55"), [ConcernKind::ShortChange]);
        assert_eq!(minutes("ORY", "19:10"), []);
    }

    #[test]
    fn what_lies_outside_the_trip_is_named() {
        let early = segment("train", "Paris 2026-04-30 10:00", "Lyon 2026-04-30 12:00");
        let late = hotel("Akwa", "Lyon 2026-05-30", "2026-06-01");
        assert_eq!(kinds(&[early, late]), [ConcernKind::OutsideTrip, ConcernKind::OutsideTrip]);
    }

    proptest! {
        #[test]
        fn each_entry_has_two_concerns_at_most_and_the_other_comes_before(
            starts in proptest::collection::vec((0_i64..20_000, 1_i64..2_000, 0_usize..4), 0..12)
        ) {
            let places = ["CDG", "DLA", "HND", "LAX"];
            let mut segments: Vec<Segment> = starts.iter().map(|(start, long, place)| {
                let mut one = segment("flight", &format!("{} 2026-05-04 10:30", places[*place]), "MAD 2026-05-06 12:50");
                one.start.at += TimeDelta::minutes(*start);
                if let Some(end) = &mut one.end { end.at = one.start.at + TimeDelta::minutes(*long); }
                one
            }).collect();
            segments.sort_by_key(|one| one.start.at);
            let found = of(&segments, &Parts::new());
            prop_assert!(found.len() <= 2 * segments.len());
            let at = |id: SegmentId| segments.iter().position(|one| one.id == id).unwrap();
            for concern in &found {
                if let Some((other, _)) = &concern.other { prop_assert!(at(*other) < at(concern.segment)); }
            }
        }
    }
}
