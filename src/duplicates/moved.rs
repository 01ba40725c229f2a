//! Moving plans by whole days: what clocks show stays, in the zone it is shown in; the instants follow.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::segments::clock::{end_of, instant_or_later};
use crate::segments::{Booking, End, Segment, SegmentInput};
use crate::web::parse::parse_date;

/// A date so many days later; nothing beyond the years that dates may lie in.
#[must_use]
pub fn date(date: NaiveDate, by: TimeDelta) -> Option<NaiveDate> {
    parse_date(&date.checked_add_signed(by)?.to_string())
}

/// An entry so many days later, as it is planned: nobody has booked it, so there are neither a confirmation nor a seat nor
/// a gate. Nothing if it would lie beyond the years that dates may lie in.
#[must_use]
pub fn segment(segment: &Segment, by: TimeDelta) -> Option<SegmentInput> {
    let of = segment.clone();
    let start = end(&of.start, by, |end, day| end.zone.start_of(day))?;
    let last = match &of.end {
        Some(last) => Some(not_before(&start, end(last, by, |end, day| end_of(day, end.zone))?)),
        None => None,
    };
    Some(SegmentInput {
        kind: of.kind,
        title: of.title,
        carrier: of.carrier,
        number: of.number,
        start,
        end: last,
        terminal: of.terminal,
        gate: None,
        seat: None,
        end_terminal: of.end_terminal,
        start_delay: None,
        end_delay: None,
        travel_class: of.travel_class,
        booking: Booking::Planned,
        confirmation: None,
        cost: of.cost,
        notes: of.notes,
    })
}

/// One end of an entry. Of a time that clocks skip on that day, what they show instead.
fn end(of: &End, by: TimeDelta, whole_day: impl Fn(&End, NaiveDate) -> DateTime<Utc>) -> Option<End> {
    let day = date(of.date, by)?;
    let Some(time) = of.time else {
        return Some(End { date: day, at: whole_day(of, day), ..of.clone() });
    };
    let at = instant_or_later(day, time, of.zone);
    let shown = of.zone.at(at).naive_local();
    Some(End { date: shown.date(), time: Some(shown.time()), at, ..of.clone() })
}

/// Clocks that change between the two ends make it shorter, but it never ends before it begins.
fn not_before(start: &End, end: End) -> End {
    if end.at >= start.at {
        return end;
    }
    let shown = end.zone.at(start.at).naive_local();
    End { date: shown.date(), time: end.time.map(|_| shown.time()), at: start.at, ..end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reference::TimeZone;

    fn at(day: &str, time: &str, zone: &str) -> End {
        let zone: TimeZone = zone.parse().unwrap();
        let (date, time) = (day.parse().unwrap(), crate::web::parse::parse_time(time).unwrap());
        let at = instant_or_later(date, time, zone);
        End { date, time: Some(time), zone, at, place: None, airport: None, country: None }
    }

    fn shown(end: &End) -> String {
        format!("{} {} {}", end.date, end.time.unwrap().format("%H:%M"), end.at.format("%d %H:%M"))
    }

    fn later(of: &End, days: i64) -> End {
        end(of, TimeDelta::days(days), |_, _| unreachable!()).unwrap()
    }

    #[test]
    fn clocks_show_the_same_and_the_instant_follows_the_zone() {
        // From summer time to winter time.
        let moved = later(&at("2026-10-20", "09:15", "Europe/Paris"), 7);
        assert_eq!(shown(&moved), "2026-10-27 09:15 27 08:15");
    }

    #[test]
    fn a_time_that_is_skipped_becomes_what_clocks_show_then() {
        let moved = later(&at("2026-03-22", "02:30", "Europe/Paris"), 7);
        assert_eq!(shown(&moved), "2026-03-29 03:30 29 01:30");
    }

    #[test]
    fn nothing_ends_before_it_begins() {
        let start = later(&at("2026-03-22", "02:30", "Europe/Paris"), 7);
        let end = not_before(&start, later(&at("2026-03-22", "03:10", "Europe/Paris"), 7));
        assert_eq!((shown(&end), end.at >= start.at), ("2026-03-29 03:30 29 01:30".to_owned(), true));
    }

    #[test]
    fn dates_stay_within_the_years_there_are() {
        assert_eq!(date("2199-12-31".parse().unwrap(), TimeDelta::days(1)), None);
        assert_eq!(date("1900-01-01".parse().unwrap(), TimeDelta::days(-1)), None);
    }

    proptest! {
        #[test]
        fn there_and_back_is_where_it_was(days in -4_000_i64..4_000, minute in 0_u32..1440) {
            let time = format!("{:02}:{:02}", minute / 60, minute % 60);
            let noon = at("2026-05-04", &time, "Asia/Kathmandu");
            prop_assert_eq!(later(&later(&noon, days), -days), noon);
        }
    }
}
