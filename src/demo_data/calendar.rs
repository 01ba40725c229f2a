//! When trips are planned and made: in working weeks, planned during office hours of the planner's home.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday};
use rand::{Rng, RngExt as _};

use crate::reference::TimeZone;

/// The portal has been in use for so long, by more people every year.
const IN_USE: u128 = 4 * 365 * 24 * 60 * 60;

/// From this day of the year no trips begin until it is over.
const CHRISTMAS: (u32, u32) = (12, 21);

/// The instant at which the trip with this index (of `total`) is planned: evenly spread at first sight, but the nearer
/// to `now` the denser, and one after the other, so that references and ids grow with time.
pub(super) fn planned_at(rng: &mut impl Rng, index: u64, total: u64, now: DateTime<Utc>) -> DateTime<Utc> {
    const PARTS: u128 = 1_000;
    let whole = u128::from(total) * PARTS;
    let left = u128::from(total - index) * PARTS - rng.random_range(0..PARTS);
    let seconds = IN_USE * left * left / (whole * whole);
    now - TimeDelta::seconds(i64::try_from(seconds).unwrap_or_default().max(60))
}

/// Some time in office hours of the same day, or of the Monday after it.
pub(super) fn in_office_hours(rng: &mut impl Rng, instant: DateTime<Utc>, zone: TimeZone) -> DateTime<Utc> {
    let day = working_day(zone.today(instant));
    let time = NaiveTime::MIN + TimeDelta::seconds(rng.random_range(8 * 3_600..18 * 3_600));
    zone.tz().from_local_datetime(&day.and_time(time)).earliest().map_or(instant, |local| local.to_utc())
}

/// First and last day of a trip of so many days, about `lead` days after it is planned. Up to five days fit into a
/// working week; longer ones begin with one.
pub(super) fn working_days(rng: &mut impl Rng, planned: NaiveDate, lead: u64, days: u64) -> (NaiveDate, NaiveDate) {
    let earliest = planned + Days::new(lead);
    let monday = earliest + Days::new(u64::from((7 - earliest.weekday().num_days_from_monday()) % 7));
    let monday = if (monday.month(), monday.day()) >= CHRISTMAS { monday + Days::new(14) } else { monday };
    let start = monday + Days::new(rng.random_range(0..=5_u64.saturating_sub(days)));
    (start, start + Days::new(days - 1))
}

/// The next time a yearly event begins that is at least three weeks away.
pub(super) fn next_yearly(planned: NaiveDate, month: u32, day: u32) -> NaiveDate {
    let earliest = planned + Days::new(21);
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day).map(working_day);
    let years = [earliest.year(), earliest.year() + 1];
    years.into_iter().filter_map(in_year).find(|start| *start >= earliest).unwrap_or(earliest)
}

fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng as _, rngs::Xoshiro256PlusPlus};

    use super::*;

    proptest! {
        #[test]
        fn short_trips_stay_within_a_week(seed: u64, offset in 0_u64..9_000, lead in 3_u64..120, days in 1_u64..30) {
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
            let planned = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap() + Days::new(offset);
            let (start, end) = working_days(&mut rng, planned, lead, days);
            prop_assert_eq!((end - start).num_days() + 1, i64::try_from(days).unwrap());
            prop_assert!(start >= planned + Days::new(lead) && start <= planned + Days::new(lead + 25));
            if days <= 5 {
                prop_assert!(start.iso_week() == end.iso_week() && end == working_day(end));
            }
        }

        #[test]
        fn yearly_events_come_on_working_days(offset in 0_u64..9_000, month in 1_u32..=12, day in 1_u32..=28) {
            let planned = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap() + Days::new(offset);
            let start = next_yearly(planned, month, day);
            prop_assert!(start >= planned + Days::new(21) && start <= planned + Days::new(21 + 368));
            prop_assert!(start == working_day(start));
        }
    }

    #[test]
    fn plans_follow_one_another_and_grow_denser() {
        let now = Utc.with_ymd_and_hms(2026, 5, 4, 12, 0, 0).unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let plans: Vec<_> = (0..1_000).map(|index| planned_at(&mut rng, index, 1_000, now)).collect();
        assert!(plans.is_sorted() && plans.last() < Some(&now));
        let lately = plans.iter().filter(|plan| now - **plan < TimeDelta::days(365)).count();
        assert!((450..550).contains(&lately), "half of them in the last of four years, not {lately}");
    }
}
