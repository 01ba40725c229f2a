//! From what clocks show to instants. An hour that clocks skip is refused with what to choose instead; of an hour that
//! comes twice, the first is meant.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc};

use crate::reference::TimeZone;

/// Clocks skip this time: they go from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub from: NaiveTime,
    pub to: NaiveTime,
}

/// The instant at which clocks show this; the first if they do so twice.
///
/// # Errors
/// They never do.
pub fn instant(date: NaiveDate, time: NaiveTime, zone: TimeZone) -> Result<DateTime<Utc>, Gap> {
    let local = date.and_time(time);
    match zone.tz().from_local_datetime(&local) {
        MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => Ok(instant.to_utc()),
        MappedLocalTime::None => Err(gap_around(local, zone)),
    }
}

/// As [`instant`]; a time that clocks skip is read as if they had not been put forward yet (as RFC 5545 reads it), so that
/// 02:30 is what is then called 03:30.
#[must_use]
pub fn instant_or_later(date: NaiveDate, time: NaiveTime, zone: TimeZone) -> DateTime<Utc> {
    instant(date, time, zone).unwrap_or_else(|_| {
        let local = date.and_time(time);
        let before = earlier_in(local, zone);
        before.map_or_else(|| local.and_utc(), |(hours, instant)| instant + TimeDelta::minutes(hours * 15))
    })
}

/// The instant of a start, without a time that of the day.
///
/// # Errors
/// As [`instant`].
pub fn start(date: NaiveDate, time: Option<NaiveTime>, zone: TimeZone) -> Result<DateTime<Utc>, Gap> {
    time.map_or_else(|| Ok(zone.start_of(date)), |time| instant(date, time, zone))
}

/// The instant of an end, without a time that of the day.
///
/// # Errors
/// As [`instant`].
pub fn end(date: NaiveDate, time: Option<NaiveTime>, zone: TimeZone) -> Result<DateTime<Utc>, Gap> {
    time.map_or_else(|| Ok(end_of(date, zone)), |time| instant(date, time, zone))
}

/// When a day is over.
#[must_use]
pub fn end_of(date: NaiveDate, zone: TimeZone) -> DateTime<Utc> {
    zone.start_of(date.checked_add_days(Days::new(1)).unwrap_or(date))
}

/// The last quarter of an hour before a time that is skipped, by how many quarters it is earlier and its instant.
fn earlier_in(local: NaiveDateTime, zone: TimeZone) -> Option<(i64, DateTime<Utc>)> {
    // Most clocks skip an hour, those of Lord Howe half of one, and Samoa skipped a day.
    (1..=100).find_map(|quarters| {
        let before = local - TimeDelta::minutes(15 * quarters);
        zone.tz().from_local_datetime(&before).latest().map(|instant| (quarters, instant.to_utc()))
    })
}

fn gap_around(local: NaiveDateTime, zone: TimeZone) -> Gap {
    let Some((_, before)) = earlier_in(local, zone) else {
        return Gap { from: local.time(), to: local.time() };
    };
    // The change lies within the minutes that follow: the first whose clock is not a minute on.
    let change = (1..=100 * 15).map(|minute| before + TimeDelta::minutes(minute)).find(|instant| {
        let shown = |instant: DateTime<Utc>| zone.at(instant).naive_local();
        shown(*instant) - shown(*instant - TimeDelta::minutes(1)) != TimeDelta::minutes(1)
    });
    let change = change.unwrap_or(before);
    let from = zone.at(change - TimeDelta::minutes(1)).naive_local() + TimeDelta::minutes(1);
    Gap { from: from.time(), to: zone.at(change).time() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> TimeZone {
        name.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        crate::web::parse::parse_time(text).unwrap()
    }

    fn at(day: &str, clock: &str, name: &str) -> Result<String, Gap> {
        instant(day.parse().unwrap(), time(clock), zone(name)).map(|instant| instant.format("%dT%H:%M").to_string())
    }

    #[test]
    fn clocks_of_different_places_show_the_same_instant_differently() {
        assert_eq!(at("2026-05-04", "14:30", "Europe/Paris"), Ok("04T12:30".to_owned()));
        assert_eq!(at("2026-05-04", "14:30", "Asia/Kathmandu"), Ok("04T08:45".to_owned()));
    }

    #[test]
    fn an_hour_that_is_skipped_names_its_gap() {
        let gap = |from, to| Err(Gap { from: time(from), to: time(to) });
        assert_eq!(at("2026-03-29", "02:30", "Europe/Paris"), gap("02:00", "03:00"));
        assert_eq!(at("2026-03-29", "02:00", "Europe/Paris"), gap("02:00", "03:00"));
        assert_eq!(at("2026-10-04", "02:10", "Australia/Lord_Howe"), gap("02:00", "02:30"));
        assert_eq!(at("2011-12-30", "12:00", "Pacific/Apia"), gap("00:00", "00:00"));
    }

    #[test]
    fn of_an_hour_that_comes_twice_the_first_is_meant() {
        assert_eq!(at("2026-10-25", "02:30", "Europe/Paris"), Ok("25T00:30".to_owned()));
    }

    #[test]
    fn a_skipped_time_goes_on_as_if_clocks_had_not_changed() {
        let paris = zone("Europe/Paris");
        let instant = instant_or_later("2026-03-29".parse().unwrap(), time("02:40"), paris);
        assert_eq!(paris.at(instant).format("%H:%M").to_string(), "03:40");
    }

    proptest! {
        #[test]
        fn an_instant_shows_what_it_was_made_of(minutes in 0_i64..60_000_000, place in 0_usize..400) {
            let zone = TimeZone::offered()[place % TimeZone::offered().len()];
            let instant_then = DateTime::from_timestamp(minutes * 60, 0).unwrap();
            let local = zone.at(instant_then).naive_local();
            let time = local.time().overflowing_sub_signed(TimeDelta::seconds(
                i64::from(chrono::Timelike::second(&local.time())))).0;
            let back = instant(local.date(), time, zone).unwrap();
            // The same minute, or the one an hour or so before if it came twice.
            prop_assert!(back <= instant_then);
            prop_assert_eq!(zone.at(back).naive_local(), local.date().and_time(time));
        }

        #[test]
        fn every_local_time_has_an_instant_or_a_gap(days in 0_u64..80_000, minute in 0_u32..1440, place in 0_usize..400) {
            let zone = TimeZone::offered()[place % TimeZone::offered().len()];
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(days);
            let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap();
            let later = instant_or_later(date, time, zone);
            match instant(date, time, zone) {
                Ok(instant) => prop_assert_eq!(instant, later),
                Err(_) => prop_assert!((zone.at(later).naive_local() - date.and_time(time)).num_hours() <= 25),
            }
            prop_assert!(zone.start_of(date) < end_of(date, zone));
        }
    }
}
