//! What every made-up trip has in common, and what a crowd of them looks like.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use proptest::prelude::*;

use super::{DemoTrip, People, Trips, copy_rows::CopyRows, offices};
use crate::trips::{TripPhase, TripStatus};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 4, 12, 0, 0).unwrap()
}

fn rows(total: u64, seed: u64, now: DateTime<Utc>) -> String {
    let mut rows = CopyRows::default();
    for trip in Trips::new(total, seed, now) {
        trip.write("TRP-2026-000001", &People::default(), &mut rows);
    }
    String::from_utf8(rows.as_bytes().to_vec()).unwrap()
}

fn length(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.chars().count()) && text.trim() == text
}

/// The constraints of the table and the order of time.
fn fits(trip: &DemoTrip, now: DateTime<Utc>) {
    assert!(length(&trip.name, 200) && !trip.name.contains('\n'), "{}", trip.name);
    assert!(trip.purpose.as_deref().is_none_or(|purpose| length(purpose, 500)));
    assert!(trip.destination.is_none_or(|city| length(city.name, 120)));
    assert!(trip.cost_center.as_deref().is_none_or(|center| length(center, 50)));
    assert!(trip.notes.as_deref().is_none_or(|notes| length(notes, 20_000)));
    assert!(trip.end.is_none_or(|end| trip.start.is_some_and(|start| start <= end)));
    if let Some(budget) = trip.budget {
        assert!(budget.is_sign_positive() && !budget.is_zero() && budget < 1_000_000_000_000_i64.into(), "{budget}");
        assert!(budget.scale() <= trip.office.currency.exponent(), "{budget} {}", trip.office.currency);
    }
    if let Some(start) = trip.start {
        assert!(trip.office.city.time_zone.today(trip.created_at) < start, "planned too late for {start}");
    } else {
        assert!(matches!(trip.history.status, TripStatus::Draft | TripStatus::Cancelled));
    }
    assert_eq!(trip.id.get_version_num(), 7);
    assert!(trip.created_at <= trip.history.changed_at && trip.history.changed_at <= now);
    let touched = trip.history.deleted.is_some() || trip.history.changed_at != trip.created_at;
    assert_eq!(trip.history.version > 1, touched, "the first version is the trip as created");
    if let Some((deleted_at, _)) = trip.history.deleted {
        assert!(deleted_at >= trip.history.changed_at && deleted_at <= now);
        assert!(now - deleted_at <= TimeDelta::days(29));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_trip_fits_the_table(total in 0_u64..200, seed: u64, seconds in 0_i64..1_000_000_000) {
        let now = now() + TimeDelta::seconds(seconds);
        let trips: Vec<_> = Trips::new(total, seed, now).collect();
        prop_assert_eq!(trips.len(), usize::try_from(total).unwrap());
        for trip in &trips {
            fits(trip, now);
        }
    }

    #[test]
    fn seed_and_instant_decide_everything(seed: u64) {
        prop_assert_eq!(rows(50, seed, now()), rows(50, seed, now()));
        prop_assert_ne!(rows(50, seed, now()), rows(50, seed ^ 1, now()));
    }
}

#[test]
fn a_crowd_of_trips_is_believable() {
    let trips: Vec<_> = Trips::new(20_000, 7, now()).collect();
    let share =
        |holds: &dyn Fn(&DemoTrip) -> bool| trips.iter().filter(|trip| holds(trip)).count() * 1_000 / trips.len();
    let phase = |trip: &DemoTrip| TripPhase::of(trip.start, trip.end, trip.office.city.time_zone.today(now()));
    let status = |trip: &DemoTrip| trip.history.status;
    let past = |trip: &DemoTrip| phase(trip) == TripPhase::Completed;

    assert!((650..900).contains(&share(&past)), "past: {}‰", share(&past));
    let current = share(&|trip| phase(trip) == TripPhase::InProgress);
    assert!((2..40).contains(&current), "current: {current}‰");
    let upcoming = share(&|trip| phase(trip) == TripPhase::Upcoming);
    assert!((80..300).contains(&upcoming), "upcoming: {upcoming}‰");
    let undated = share(&|trip| trip.start.is_none());
    assert!((40..80).contains(&undated), "undated: {undated}‰");
    let past_approved = share(&|trip| past(trip) && status(trip) == TripStatus::Approved);
    assert!(past_approved * 100 / share(&past) >= 70, "most past trips were approved");
    for wanted in TripStatus::ALL {
        assert!(share(&|trip| status(trip) == wanted) >= 10, "{wanted}");
    }
    for wanted in [TripStatus::Draft, TripStatus::Submitted, TripStatus::Approved] {
        let both = |trip: &DemoTrip| phase(trip) == TripPhase::Upcoming && status(trip) == wanted;
        assert!(share(&both) >= 5, "upcoming and {wanted}");
    }
    let deleted = share(&|trip| trip.history.deleted.is_some());
    assert!((5..15).contains(&deleted), "in the trash: {deleted}‰");
    for office in offices::all() {
        assert!(share(&|trip| trip.office.city == office.city) >= 40, "{}", office.city.name);
    }
    let shared = share(&|trip| trip.member().is_some());
    assert!((30..80).contains(&shared), "shared: {shared}‰");
    let ids: HashSet<_> = trips.iter().map(|trip| trip.id).collect();
    assert_eq!(ids.len(), trips.len());
    let names: HashSet<_> = trips.iter().map(|trip| &trip.name).collect();
    assert!(names.len() > 5_000, "{} names", names.len());
}
