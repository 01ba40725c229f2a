//! Time zones as calendar files describe them: not every program knows the IANA names, so a file says itself when clocks
//! change, for as long as it speaks of (RFC 5545, section 3.6.5).

use std::fmt::Write as _;

use crate::reference::TimeZone;
use chrono::{DateTime, NaiveDateTime, Offset as _, TimeDelta, Utc};
use chrono_tz::{OffsetComponents as _, OffsetName as _};

/// From when on the clocks of a zone show what: until the next observance, local time is UTC plus `offset`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Observance {
    /// By the clocks as they were before.
    starts: NaiveDateTime,
    /// Seconds east of Greenwich before it.
    before: i32,
    /// Seconds east of Greenwich from it on.
    offset: i32,
    is_summer_time: bool,
    name: String,
}

/// The description of a zone, good for every instant between two: lines of a file.
pub(super) fn describe(zone: TimeZone, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let mut lines = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    for observance in observances(zone, from, to) {
        let kind = if observance.is_summer_time { "DAYLIGHT" } else { "STANDARD" };
        let _ = write!(
            lines,
            "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{}\r\nEND:{kind}\r\n",
            observance.starts.format("%Y%m%dT%H%M%S"),
            utc_offset(observance.before),
            utc_offset(observance.offset),
            observance.name,
        );
    }
    lines.push_str("END:VTIMEZONE\r\n");
    lines
}

fn observances(zone: TimeZone, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Observance> {
    let mut found = vec![observance(zone, from, offset(zone, from))];
    let mut day = from;
    while day < to {
        let next = day + TimeDelta::days(1);
        if offset(zone, day) != offset(zone, next) {
            let change = change_between(zone, day, next);
            found.push(observance(zone, change, offset(zone, day)));
        }
        day = next;
    }
    found
}

fn observance(zone: TimeZone, starts: DateTime<Utc>, before: i32) -> Observance {
    let there = zone.at(starts);
    Observance {
        starts: (starts + TimeDelta::seconds(before.into())).naive_utc(),
        before,
        offset: there.offset().fix().local_minus_utc(),
        is_summer_time: !there.offset().dst_offset().is_zero(),
        name: there.offset().abbreviation().unwrap_or(zone.name()).to_owned(),
    }
}

/// The first second at which clocks show something else than at `before`.
fn change_between(zone: TimeZone, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    let old = offset(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if offset(zone, middle) == old {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

/// Seconds east of Greenwich.
fn offset(zone: TimeZone, at: DateTime<Utc>) -> i32 {
    zone.at(at).offset().fix().local_minus_utc()
}

/// `+0530`; seconds only where there are any, as before there were time zones.
fn utc_offset(seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 == 0 { text } else { format!("{text}{:02}", seconds % 60) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    proptest! {
        #[test]
        fn a_described_zone_shows_what_the_zone_shows(
            zone in prop::sample::select(TimeZone::offered()),
            hours in 0i64..24 * 365 * 2,
        ) {
            let from = at("2026-01-01T00:00:00Z");
            let instant = from + TimeDelta::hours(hours);
            let all = observances(zone, from, from + TimeDelta::days(731));
            let current = all.iter().rfind(|one| one.starts.and_utc() - TimeDelta::seconds(one.before.into()) <= instant);
            prop_assert_eq!(current.unwrap().offset, offset(zone, instant), "{}", zone.name());
        }
    }

    #[test]
    fn clocks_change_at_the_second_they_do() {
        let berlin: TimeZone = "Europe/Berlin".parse().unwrap();
        let all = observances(berlin, at("2026-01-15T12:00:00Z"), at("2026-12-15T12:00:00Z"));
        let starts: Vec<_> =
            all.iter().map(|one| (one.starts.to_string(), one.name.clone(), one.is_summer_time)).collect();
        assert_eq!(starts[1], ("2026-03-29 02:00:00".to_owned(), "CEST".to_owned(), true));
        assert_eq!(starts[2], ("2026-10-25 03:00:00".to_owned(), "CET".to_owned(), false));
        assert_eq!(starts.len(), 3);
    }

    #[test]
    fn offsets_are_written_as_the_standard_has_them() {
        for (seconds, text) in [(0, "+0000"), (19_800, "+0530"), (-12_600, "-0330"), (-2_205, "-003645")] {
            assert_eq!(utc_offset(seconds), text);
        }
    }
}
