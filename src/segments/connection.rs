//! How far one entry's end lies from the next one's start, and whether one is waited for there.

use chrono::TimeDelta;

use crate::reference::{fold, kilometres};
use crate::segments::{End, Segment};

/// Within so many kilometres one gets from one place to the other without a journey of its own.
const NEAR_KM: f64 = 100.0;

/// A longer wait than this is a stay.
const LONGEST_LAYOVER: TimeDelta = TimeDelta::hours(24);

/// How far two places are from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    Same,
    /// Another airport or station of the same city, or its centre.
    Near,
    Far,
    Unknown,
}

/// How far it is from one end to another.
#[must_use]
pub fn apart(one: &End, other: &End) -> Apart {
    if let (Some(here), Some(there)) = (one.airport, other.airport)
        && here == there
    {
        return Apart::Same;
    }
    let text = |end: &End| end.place.as_deref().map(fold);
    if one.airport.is_none() && other.airport.is_none() && text(one).is_some() && text(one) == text(other) {
        return Apart::Same;
    }
    match (one.position(), other.position()) {
        (Some(here), Some(there)) if kilometres(here, there) <= NEAR_KM => Apart::Near,
        (Some(_), Some(_)) => Apart::Far,
        _ => match (one.country, other.country) {
            (Some(here), Some(there)) if here != there => Apart::Far,
            _ => Apart::Unknown,
        },
    }
}

/// For how long one waits between two journeys, if the second goes on from where the first ends, and soon.
#[must_use]
pub fn layover(one: &Segment, next: &Segment) -> Option<TimeDelta> {
    let end = one.end.as_ref()?;
    let wait = next.start.at - end.at;
    let timed = end.time.is_some() && next.start.time.is_some();
    let connected = matches!(apart(end, &next.start), Apart::Same | Apart::Near);
    let is_wait = wait >= TimeDelta::zero() && wait < LONGEST_LAYOVER;
    (one.kind.moves() && next.kind.moves() && one.counts() && next.counts() && timed && connected && is_wait)
        .then_some(wait)
}
