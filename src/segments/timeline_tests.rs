use chrono::NaiveTime;
use proptest::prelude::*;

use super::*;
use crate::reference::TimeZone;
use crate::segments::testing::{hotel, segment, trip};
use crate::segments::{End, clock};

/// The days as text: each with its entries.
fn told(segments: &[Segment]) -> Vec<String> {
    let days = days(&trip("2026-05-01", "2026-05-31"), segments);
    days.iter()
        .map(|day| {
            let entries = day.entries.iter().map(|entry| format!("{:?} {}", entry.role, entry.segment.name()));
            let again = if day.again { " again" } else { "" };
            format!("{}{again}: {}", day.date.format("%d"), entries.collect::<Vec<_>>().join(", "))
        })
        .collect()
}

#[test]
fn a_flight_over_night_arrives_on_the_next_day() {
    let flight = segment("flight", "CDG 2026-05-04 22:30", "DLA 2026-05-05 05:10");
    assert_eq!(told(std::slice::from_ref(&flight)), ["04: Begins Paris – Douala", "05: Arrives Paris – Douala"]);
    assert_eq!(flight.day_shift(), 1);
}

#[test]
fn over_the_date_line_a_date_comes_twice() {
    let first = segment("flight", "NRT 2026-05-04 08:00", "HND 2026-05-04 09:00");
    let back = segment("flight", "HND 2026-05-05 00:05", "LAX 2026-05-04 18:00");
    let hotel = hotel("Downtown", "Los Angeles 2026-05-04", "2026-05-06");
    assert_eq!(
        told(&[hotel, first, back.clone()]),
        [
            "04: Begins Tokyo – Tokyo",
            "05: Begins Tokyo – Los Angeles",
            "04 again: Arrives Tokyo – Los Angeles, Begins Downtown",
            "06: Ends Downtown",
        ]
    );
    assert_eq!(back.day_shift(), -1);
}

#[test]
fn what_has_no_time_stands_where_people_do_it() {
    let note = segment("note", "Douala 2026-05-04", "");
    let hotel = hotel("Akwa", "Douala 2026-05-04", "2026-05-05");
    let flight = segment("flight", "CDG 2026-05-04 10:30", "DLA 2026-05-04 16:10");
    let days = days(&trip("2026-05-04", "2026-05-05"), &[hotel, note, flight]);
    let kinds: Vec<_> = days[0].entries.iter().map(|entry| entry.segment.kind).collect();
    assert_eq!(kinds, [SegmentKind::Note, SegmentKind::Flight, SegmentKind::Hotel]);
    assert_eq!(days[0].nights, [Night { name: "Akwa".to_owned(), number: 1, of: 1 }]);
    assert_eq!((days[0].number, days[1].number), (Some(1), Some(2)));
}

#[test]
fn days_without_anything_are_told_as_a_pause() {
    let one = segment("train", "Paris 2026-05-04 10:30", "Lyon 2026-05-04 12:30");
    let other = segment("train", "Lyon 2026-05-08 10:30", "Paris 2026-05-08 12:30");
    let days = days(&trip("2026-05-04", "2026-05-08"), &[one, other]);
    let (first, last) = ("2026-05-05".parse().unwrap(), "2026-05-07".parse().unwrap());
    assert_eq!(days[1].pause, Some(Pause { first, last }));
}

#[test]
fn a_wait_between_two_flights_is_a_layover() {
    let one = segment("flight", "CDG 2026-05-04 10:30", "CMN 2026-05-04 12:50");
    let next = segment("flight", "CMN 2026-05-04 15:05", "DLA 2026-05-04 20:45");
    let days = days(&trip("2026-05-04", "2026-05-08"), &[one.clone(), next.clone()]);
    assert_eq!(days[0].entries[1].layover, Some(TimeDelta::minutes(135)));
    let elsewhere = Segment { start: segment("flight", "NBO 2026-05-04 15:05", "DLA 2026-05-04 20:45").start, ..next };
    assert_eq!(layover(&one, &elsewhere), None);
}

#[test]
fn the_overview_tells_what_comes_next() {
    let all: Vec<_> = (4..9)
        .map(|day| segment("train", &format!("Paris 2026-05-0{day} 10:00"), &format!("Lyon 2026-05-0{day} 12:00")))
        .collect();
    let (next, more) = coming(all.clone(), "2026-05-06T09:00:00Z".parse().unwrap(), 2);
    assert_eq!((next[0].start.date.to_string(), more), ("2026-05-06".to_owned(), 3));
    assert_eq!(coming(all, "2027-01-01T00:00:00Z".parse().unwrap(), 3).0[0].start.date.to_string(), "2026-05-04");
}

prop_compose! {
    fn any_end()(day in 0_u64..20, minute in proptest::option::of(0_u32..1440), zone in 0_usize..400) -> End {
        let date = NaiveDate::from_ymd_opt(2026, 3, 20).unwrap() + Days::new(day);
        let zone = TimeZone::offered()[zone % TimeZone::offered().len()];
        let time = minute.map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap());
        let at = time.map_or_else(|| zone.start_of(date), |time| clock::instant_or_later(date, time, zone));
        End { date, time, zone, at, place: None, airport: None, country: None }
    }
}

prop_compose! {
    fn any_segment()(kind in 0_usize..8, start in any_end(), end in proptest::option::of(any_end())) -> Segment {
        let kind = SegmentKind::ALL[kind];
        let end = end.filter(|end| end.at >= start.at && kind != SegmentKind::Note);
        Segment { kind, start, end, ..segment("note", "Douala 2026-05-04", "") }
    }
}

proptest! {
    #[test]
    fn every_entry_stands_on_its_day_and_times_only_go_on(segments in proptest::collection::vec(any_segment(), 0..20)) {
        let days = days(&trip("2026-03-20", "2026-04-10"), &segments);
        let entries: Vec<&Entry> = days.iter().flat_map(|day| &day.entries).collect();
        let begun = entries.iter().filter(|entry| entry.role == Role::Begins).count();
        prop_assert_eq!(begun, segments.len());
        for day in &days {
            prop_assert!(!day.entries.is_empty());
            for entry in &day.entries {
                let end = entry.segment.end.as_ref();
                let date = if entry.role == Role::Begins { entry.segment.start.date } else { end.unwrap().date };
                prop_assert_eq!(date, day.date);
            }
        }
        for pair in days.windows(2) {
            prop_assert_ne!(pair[0].date, pair[1].date);
        }
        let timed: Vec<_> = entries
            .iter()
            .filter_map(|entry| {
                let end = if entry.role == Role::Begins { Some(&entry.segment.start) } else { entry.segment.end.as_ref() };
                end.filter(|end| end.time.is_some()).map(|end| end.at)
            })
            .collect();
        prop_assert!(timed.is_sorted());
    }
}
