//! Moving an itinerary along when the dates of its trip move: by whole days, at the same time on the clocks of each place.

use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Timelike as _, Utc};
use sqlx::PgConnection;

use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::i18n::Message;
use crate::reference::TimeZone;
use crate::segments::kind::UnknownName;
use crate::segments::{Booking, End, Segment, SegmentInput, changes, clock, queries};
use crate::trips::Trip;

/// What moves along with a trip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Along {
    All,
    /// What is not booked yet: airlines and hotels do not move because a trip does.
    Unbooked,
    #[default]
    #[schema(rename = "none")]
    Nothing,
}

impl Along {
    /// Every choice, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Unbooked, Self::Nothing];

    /// The name in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unbooked => "unbooked",
            Self::Nothing => "none",
        }
    }

    /// The key of the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "along-all",
            Self::Unbooked => "along-unbooked",
            Self::Nothing => "along-none",
        }
    }

    /// Whether it takes an entry along.
    #[must_use]
    pub fn takes(self, segment: &Segment) -> bool {
        match self {
            Self::All => true,
            Self::Unbooked => segment.booking != Booking::Booked,
            Self::Nothing => false,
        }
    }
}

impl FromStr for Along {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL.into_iter().find(|one| one.as_str() == text).ok_or(UnknownName)
    }
}

/// By how many days a trip begins later than before; nothing if it does not, or if either is open.
#[must_use]
pub fn days_between(before: Option<NaiveDate>, after: Option<NaiveDate>) -> Option<i64> {
    let days = (after? - before?).num_days();
    (days != 0).then_some(days)
}

/// The entries as they would be, in the order of time: those that go along by so many days later, or earlier if that is
/// negative.
///
/// # Errors
/// An entry would leave the calendar.
pub fn moved(segments: &[Segment], along: Along, days: i64) -> Result<Vec<Segment>, AppError> {
    let moved = segments.iter().map(|one| if along.takes(one) { later(one, days) } else { Some(one.clone()) });
    let refused = || AppError::field("start_date", Message::new("error-along-calendar"));
    let mut moved = moved.collect::<Option<Vec<_>>>().ok_or_else(refused)?;
    moved.sort_by_key(|one| (one.start.at, one.id.0));
    Ok(moved)
}

/// An entry so many days later; nothing if it would leave the calendar.
#[must_use]
pub fn later(segment: &Segment, days: i64) -> Option<Segment> {
    let start = at(&segment.start, days, |date, zone| zone.start_of(date))?;
    let end = match &segment.end {
        None => None,
        // An hour that clocks skip can make a start later than an end that follows it closely.
        Some(end) => Some(at(end, days, clock::end_of).map(|end| not_before(end, &start))?),
    };
    // How late it is was known of the day it was on.
    Some(Segment { start, end, start_delay: None, end_delay: None, ..segment.clone() })
}

/// An end so many days later; `of_day` is its instant if it has no time. A time that clocks skip on that day becomes the one they show instead.
fn at(end: &End, days: i64, of_day: fn(NaiveDate, TimeZone) -> DateTime<Utc>) -> Option<End> {
    let by = Days::new(days.unsigned_abs());
    let date = if days < 0 { end.date.checked_sub_days(by) } else { end.date.checked_add_days(by) }?;
    let Some(time) = end.time else {
        return Some(End { date, at: of_day(date, end.zone), ..end.clone() });
    };
    let at = clock::instant_or_later(date, time, end.zone);
    Some(shown(end, at))
}

fn not_before(end: End, start: &End) -> End {
    if end.at < start.at { shown(&end, start.at) } else { end }
}

/// An end with what clocks show there at an instant.
fn shown(end: &End, at: DateTime<Utc>) -> End {
    let local = end.zone.at(at).naive_local();
    let time = end.time.map(|_| local.time() - TimeDelta::seconds(i64::from(local.second())));
    End { date: local.date(), time, at, ..end.clone() }
}

/// Moves the itinerary of a trip whose dates have just been moved, in the transaction in which that was done. Returns how
/// many entries went along.
///
/// # Errors
/// As [`moved`]; [`AppError::Concurrency`] cannot be, since nobody else changes an entry meanwhile.
pub async fn follow(
    connection: &mut PgConnection,
    app: &App,
    actor: &Actor,
    (before, after): (&Trip, &Trip),
    along: Along,
) -> Result<usize, AppError> {
    let Some(days) = days_between(before.start_date, after.start_date).filter(|_| along != Along::Nothing) else {
        return Ok(0);
    };
    queries::hold_all(connection, after.id).await?;
    let segments = queries::of_trip(&mut *connection, after.id).await?;
    let mut count = 0;
    for segment in moved(&segments, along, days)? {
        let Some(present) = segments.iter().find(|one| one.id == segment.id && **one != segment) else { continue };
        changes::store(connection, app, actor, (present, present.version), &SegmentInput::of(&segment)).await?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::segments::testing::{hotel, segment};

    fn one_later(segment: &Segment, days: i64) -> Segment {
        moved(std::slice::from_ref(segment), Along::All, days).unwrap().remove(0)
    }

    #[test]
    fn clocks_show_the_same_also_after_they_were_changed() {
        // In March clocks in Paris change, those in Douala do not.
        let flight = segment("flight", "CDG 2026-03-27 10:30", "DLA 2026-03-27 17:10");
        let moved = one_later(&flight, 3);
        assert_eq!((moved.start.date.to_string(), moved.start.clock().unwrap()), ("2026-03-30".into(), "10:30".into()));
        assert_eq!(moved.end.as_ref().unwrap().clock().unwrap(), "17:10");
        assert_eq!(moved.duration().unwrap() - flight.duration().unwrap(), TimeDelta::hours(1));
    }

    #[test]
    fn a_skipped_hour_becomes_the_one_that_clocks_show() {
        let ride = segment("car", "Paris 2026-03-28 02:30", "Paris 2026-03-28 03:10");
        let moved = one_later(&ride, 1);
        assert_eq!(moved.start.clock().unwrap(), "03:30");
        assert_eq!(moved.end.as_ref().unwrap().clock().unwrap(), "03:30");
    }

    #[test]
    fn what_is_booked_stays_if_only_the_rest_moves() {
        let mut booked = hotel("Akwa", "Douala 2026-05-04", "2026-05-06");
        booked.booking = Booking::Booked;
        let planned = segment("train", "Paris 2026-05-03 10:00", "Lyon 2026-05-03 12:00");
        let moved = moved(&[planned.clone(), booked.clone()], Along::Unbooked, 2).unwrap();
        assert_eq!(moved[0], booked, "in the order of time");
        assert_eq!((moved[1].id, moved[1].start.date.to_string()), (planned.id, "2026-05-05".to_owned()));
    }

    #[test]
    fn nothing_leaves_the_calendar() {
        let end = NaiveDate::MAX - NaiveDate::from_ymd_opt(2026, 5, 3).unwrap();
        let train = segment("train", "Paris 2026-05-03 10:00", "Lyon 2026-05-03 12:00");
        assert!(moved(&[train], Along::All, end.num_days() + 1).is_err());
    }

    fn end_at(day: &str, time: &str, zone: &str) -> End {
        let zone: TimeZone = zone.parse().unwrap();
        let (date, time) = (day.parse().unwrap(), crate::web::parse::parse_time(time).unwrap());
        let at = clock::instant_or_later(date, time, zone);
        End { date, time: Some(time), zone, at, place: None, airport: None, country: None }
    }

    fn told(end: &End) -> String {
        format!("{} {} {}", end.date, end.time.unwrap().format("%H:%M"), end.at.format("%d %H:%M"))
    }

    fn end_later(of: &End, days: i64) -> End {
        super::at(of, days, |_, _| unreachable!()).unwrap()
    }

    #[test]
    fn clocks_show_the_same_and_the_instant_follows_the_zone() {
        // From summer time to winter time.
        let moved = end_later(&end_at("2026-10-20", "09:15", "Europe/Paris"), 7);
        assert_eq!(told(&moved), "2026-10-27 09:15 27 08:15");
    }

    #[test]
    fn a_time_that_is_skipped_becomes_what_clocks_show_then() {
        let moved = end_later(&end_at("2026-03-22", "02:30", "Europe/Paris"), 7);
        assert_eq!(told(&moved), "2026-03-29 03:30 29 01:30");
    }

    #[test]
    fn nothing_ends_before_it_begins() {
        let start = end_later(&end_at("2026-03-22", "02:30", "Europe/Paris"), 7);
        let end = not_before(end_later(&end_at("2026-03-22", "03:10", "Europe/Paris"), 7), &start);
        assert_eq!((told(&end), end.at >= start.at), ("2026-03-29 03:30 29 01:30".to_owned(), true));
    }

    proptest! {
        #[test]
        fn dates_move_by_the_days_and_times_stay(days in -4_000_i64..4_000, start in 0_u32..24, from in 0_usize..4, to in 0_usize..4) {
            let places = ["CDG", "DLA", "HND", "LAX"];
            let flight = segment("flight",
                &format!("{} 2026-05-04 {start:02}:00", places[from]), &format!("{} 2026-05-07 12:50", places[to]));
            let later = one_later(&flight, days);
            let end = (flight.end.as_ref().unwrap(), later.end.as_ref().unwrap());
            prop_assert_eq!((end.1.date - end.0.date).num_days(), days);
            prop_assert_eq!(end.1.time, end.0.time);
            prop_assert_eq!((later.start.date - flight.start.date).num_days(), days);
            // An hour of the night may have been skipped.
            prop_assert!(later.start.time == flight.start.time || start == 2);
            prop_assert!(later.start.at < end.1.at);
            if start != 2 {
                prop_assert_eq!(one_later(&later, -days), flight);
            }
        }

        #[test]
        fn there_and_back_is_where_it_was(days in -4_000_i64..4_000, minute in 0_u32..1440) {
            let time = format!("{:02}:{:02}", minute / 60, minute % 60);
            let noon = end_at("2026-05-04", &time, "Asia/Kathmandu");
            prop_assert_eq!(end_later(&end_later(&noon, days), -days), noon);
        }
    }
}
