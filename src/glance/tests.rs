//! What a trip is at an instant: the cases people meet, and rules that hold for any itinerary.

use chrono::{Days, NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;
use crate::segments::Booking;
use crate::segments::testing::{hotel, segment, trip};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn itinerary() -> Vec<Segment> {
    vec![
        segment("flight", "CDG 2026-05-04 10:30", "DLA 2026-05-04 16:10"),
        hotel("Akwa", "Douala 2026-05-04", "2026-05-08"),
        segment("activity", "Douala 2026-05-05 09:00", "2026-05-05 17:00"),
        segment("flight", "DLA 2026-05-08 23:00", "CDG 2026-05-09 06:45"),
    ]
}

fn glance(segments: &[Segment], now: &str) -> Glance {
    Glance::of(&trip("2026-05-04", "2026-05-09"), segments, at(now))
}

fn names(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.segment.name()).collect()
}

#[test]
fn before_a_trip_the_first_journey_comes_next() {
    let before = glance(&itinerary(), "2026-05-04T05:30:00Z");
    assert_eq!((before.stage, before.current.len()), (Stage::Before, 0));
    assert_eq!(before.countdown(), Some(TimeDelta::hours(3)));
    assert_eq!((before.zone.name(), before.place.as_deref()), ("Europe/Paris", Some("Paris")));
}

#[test]
fn in_a_plane_nobody_is_at_the_hotel_and_clocks_are_those_of_the_destination() {
    let flying = glance(&itinerary(), "2026-05-04T12:00:00Z");
    assert_eq!((flying.stage, names(&flying.current)), (Stage::UnderWay, vec!["Paris – Douala".to_owned()]));
    assert_eq!(flying.next.as_ref().map(|next| next.segment.name()).as_deref(), Some("Akwa"));
    assert_eq!(flying.countdown(), None, "nobody knows when one gets to the hotel");
    assert_eq!((flying.zone.name(), flying.place.as_deref()), ("Africa/Douala", Some("Douala")));
    assert_eq!(flying.changes_at, Some(at("2026-05-04T15:10:00Z")));
}

#[test]
fn a_night_counts_from_the_evening_on_which_it_began() {
    for (now, number) in [
        ("2026-05-04T22:00:00Z", 1),
        ("2026-05-05T02:00:00Z", 1),
        ("2026-05-05T22:00:00Z", 2),
        ("2026-05-08T13:00:00Z", 4),
    ] {
        let night = glance(&itinerary(), now).current[0].night.clone().unwrap();
        assert_eq!((night.number, night.of), (number, 4), "{now}");
    }
}

#[test]
fn what_one_does_comes_before_where_one_sleeps() {
    let day = glance(&itinerary(), "2026-05-05T10:00:00Z");
    assert_eq!(names(&day.current), ["Something", "Akwa"]);
}

#[test]
fn between_two_journeys_one_is_where_the_first_led() {
    let itinerary = [
        segment("flight", "CDG 2026-05-04 10:30", "CMN 2026-05-04 12:50"),
        segment("flight", "CMN 2026-05-04 15:05", "DLA 2026-05-04 20:45"),
    ];
    let waiting = glance(&itinerary, "2026-05-04T13:00:00Z");
    assert_eq!((waiting.stage, waiting.place.as_deref()), (Stage::Between, Some("Casablanca")));
    assert_eq!(waiting.countdown(), Some(TimeDelta::minutes(65)));
}

#[test]
fn after_the_last_day_it_is_over() {
    assert_eq!(glance(&itinerary(), "2026-05-09T12:00:00Z").stage, Stage::Between, "the trip's own last day goes on");
    let over = glance(&itinerary(), "2026-05-10T00:00:00Z");
    assert_eq!((over.stage, over.next, over.changes_at), (Stage::After, None, None));
}

#[test]
fn without_an_itinerary_the_dates_decide() {
    let stages = ["2026-05-03T23:59:59Z", "2026-05-06T12:00:00Z", "2026-05-10T00:00:00Z"];
    assert_eq!(stages.map(|now| glance(&[], now).stage), [Stage::Before, Stage::Between, Stage::After]);
    let undated = Trip { start_date: None, end_date: None, ..trip("2026-05-04", "2026-05-09") };
    assert_eq!(Glance::of(&undated, &[], at("2026-05-04T12:00:00Z")).stage, Stage::Unplanned);
}

#[test]
fn a_delay_moves_what_comes_and_keeps_what_goes_on() {
    let mut late = itinerary();
    late[0].start_delay = Some(45);
    assert_eq!(glance(&late, "2026-05-04T08:45:00Z").countdown(), Some(TimeDelta::minutes(30)));
    let flying = glance(&late, "2026-05-04T15:30:00Z");
    assert_eq!(flying.current[0].ends_at, at("2026-05-04T15:55:00Z"), "as late as it left");
    late[0].end_delay = Some(0);
    assert_eq!(names(&glance(&late, "2026-05-04T15:30:00Z").current), ["Akwa"], "made up for on the way");
}

#[test]
fn over_the_date_line_instants_count() {
    let there = segment("flight", "NRT 2026-05-04 17:00", "HNL 2026-05-04 05:20");
    let flying = glance(std::slice::from_ref(&there), "2026-05-04T10:00:00Z");
    assert_eq!((flying.stage, flying.zone.name()), (Stage::UnderWay, "Pacific/Honolulu"));
    assert_eq!(flying.today().to_string(), "2026-05-04");
    assert_eq!(flying.current[0].ends().as_deref(), Some("05:20"));
    let arrived = glance(&[there], "2026-05-04T15:20:00Z");
    assert_eq!((arrived.stage, arrived.place.as_deref()), (Stage::Between, Some("Honolulu")));
}

#[test]
fn what_was_cancelled_is_neither_now_nor_next() {
    let mut all = itinerary();
    all[0].booking = Booking::Cancelled;
    let morning = glance(&all, "2026-05-04T07:30:00Z");
    assert_eq!(names(&morning.current), ["Akwa"], "nobody arrives by plane");
    assert_eq!(morning.next.unwrap().segment.name(), "Something");
}

prop_compose! {
    fn any_end()(day in 0_u64..12, minute in proptest::option::of(0_u32..1440), zone in 0_usize..400) -> End {
        let date = NaiveDate::from_ymd_opt(2026, 3, 24).unwrap() + Days::new(day);
        let zone = TimeZone::offered()[zone % TimeZone::offered().len()];
        let time = minute.map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap());
        let at = time.map_or_else(|| zone.start_of(date), |time| clock::instant_or_later(date, time, zone));
        End { date, time, zone, at, place: None, airport: None, country: None }
    }
}

prop_compose! {
    fn any_segment()(
        kind in 0_usize..8,
        start in any_end(),
        end in proptest::option::of(any_end()),
        start_delay in proptest::option::of(0_i32..2_880),
        end_delay in proptest::option::of(0_i32..2_880),
    ) -> Segment {
        let kind = SegmentKind::ALL[kind];
        let end = end.filter(|end| end.at >= start.at && kind != SegmentKind::Note);
        Segment { kind, start, end, start_delay, end_delay, ..segment("note", "Douala 2026-05-04", "") }
    }
}

proptest! {
    #[test]
    fn what_is_now_has_begun_what_is_next_has_not_and_nothing_lies_between(
        segments in proptest::collection::vec(any_segment(), 0..12),
        minutes in 0_i64..20 * 1_440,
    ) {
        let now = at("2026-03-22T00:00:00Z") + TimeDelta::minutes(minutes);
        let glance = Glance::of(&trip("2026-03-25", "2026-04-03"), &segments, now);
        for part in &glance.current {
            prop_assert!(part.starts_at <= now && now < part.ends_at);
        }
        prop_assert_eq!(glance.stage == Stage::UnderWay, !glance.current.is_empty());
        if let Some(next) = &glance.next {
            prop_assert!(next.starts_at > now && glance.stage != Stage::After);
            let spans = spans(&segments);
            prop_assert!(spans.iter().all(|span| span.from <= now || span.from >= next.starts_at));
        }
        prop_assert!(glance.countdown().is_none_or(|time| time > TimeDelta::zero()));
        prop_assert!(glance.changes_at.is_none_or(|then| then > now));
        prop_assert!(glance.current.iter().filter_map(|part| part.night.as_ref()).all(|night| (1..=night.of).contains(&night.number)));
    }

    #[test]
    fn until_it_says_it_changes_nothing_does(
        segments in proptest::collection::vec(any_segment(), 0..8),
        minutes in 0_i64..20 * 1_440,
        part in 0_i32..100,
    ) {
        let now = at("2026-03-22T00:00:00Z") + TimeDelta::minutes(minutes);
        let trip = trip("2026-03-25", "2026-04-03");
        let glance = Glance::of(&trip, &segments, now);
        let span = glance.changes_at.map_or(TimeDelta::days(30), |then| then - now - TimeDelta::seconds(1));
        let later = Glance::of(&trip, &segments, now + span * part / 100);
        let told = |glance: &Glance| {
            let ids = |parts: &[Part]| parts.iter().map(|part| part.segment.id).collect::<Vec<_>>();
            (glance.stage, ids(&glance.current), glance.next.as_ref().map(|next| next.segment.id), glance.zone)
        };
        prop_assert_eq!(told(&glance), told(&later));
    }
}
