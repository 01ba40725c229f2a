//! Trips laid out on the weeks of a month: each is a bar in every week it touches, in the first row that has room.

use chrono::{Days, NaiveDate};

use super::{Entry, Month};

/// More bars than this do not fit into a week; its days say how many are not shown.
pub const ROWS: usize = 5;

/// A week, from Monday on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub monday: NaiveDate,
    /// Its last day.
    pub sunday: NaiveDate,
    pub days: Vec<Day>,
    pub bars: Vec<Bar>,
    /// How many trips no bar shows.
    pub hidden: usize,
}

/// A day of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    /// Whether it belongs to the month that is shown.
    pub is_inside: bool,
    /// How many trips it has that no bar shows.
    pub hidden: usize,
}

/// A trip within one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub entry: Entry,
    /// From 1 for Monday.
    pub first_column: usize,
    pub columns: usize,
    /// From 1 for the uppermost.
    pub row: usize,
    /// Whether the trip began in an earlier week.
    pub goes_back: bool,
    /// Whether the trip lasts beyond this week.
    pub goes_on: bool,
}

/// The weeks of a month with trips on them. `entries` are sorted by their first day.
#[must_use]
pub fn weeks(month: Month, entries: &[Entry]) -> Vec<Week> {
    month.weeks().map(|monday| week(month, monday, entries)).collect()
}

fn week(month: Month, monday: NaiveDate, entries: &[Entry]) -> Week {
    let sunday = monday + Days::new(6);
    let mut days: Vec<Day> =
        monday.iter_days().take(7).map(|date| Day { date, is_inside: month.holds(&date), hidden: 0 }).collect();
    let mut taken = [[false; 7]; ROWS];
    let (mut bars, mut hidden) = (Vec::new(), 0);
    for entry in entries.iter().filter(|entry| entry.start <= sunday && entry.end >= monday) {
        let (first, last) = (column(monday, entry.start.max(monday)), column(monday, entry.end.min(sunday)));
        let Some(row) = taken.iter().position(|row| row[first..=last].iter().all(|taken| !taken)) else {
            for day in &mut days[first..=last] {
                day.hidden += 1;
            }
            hidden += 1;
            continue;
        };
        taken[row][first..=last].fill(true);
        bars.push(Bar {
            entry: entry.clone(),
            first_column: first + 1,
            columns: last - first + 1,
            row: row + 1,
            goes_back: entry.start < monday,
            goes_on: entry.end > sunday,
        });
    }
    Week { monday, sunday, days, bars, hidden }
}

fn column(monday: NaiveDate, day: NaiveDate) -> usize {
    usize::try_from((day - monday).num_days()).unwrap_or_default().min(6)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::trips::{TripId, TripStatus};

    fn entry(start: NaiveDate, days: u64) -> Entry {
        Entry {
            id: TripId(Uuid::nil()),
            reference: "TRP-2026-000042".to_owned(),
            name: "Audit".to_owned(),
            destination_place: None,
            destination_country: None,
            start,
            end: start + Days::new(days),
            status: TripStatus::Draft,
        }
    }

    proptest! {
        #[test]
        fn every_day_of_every_trip_is_drawn_or_counted_once(
            trips in prop::collection::vec((0u64..60, 0u64..40), 0..30)
        ) {
            let month: Month = "2026-05".parse().unwrap();
            let first = NaiveDate::from_ymd_opt(2026, 4, 10).unwrap();
            let mut entries: Vec<Entry> = trips.into_iter().map(|(from, days)| entry(first + Days::new(from), days)).collect();
            entries.sort_by_key(|entry| entry.start);
            for week in weeks(month, &entries) {
                for (index, day) in week.days.iter().enumerate() {
                    let covers = |bar: &&Bar| (bar.first_column..bar.first_column + bar.columns).contains(&(index + 1));
                    let drawn: Vec<&Bar> = week.bars.iter().filter(covers).collect();
                    let there = entries.iter().filter(|entry| entry.start <= day.date && entry.end >= day.date).count();
                    prop_assert_eq!(drawn.len() + day.hidden, there);
                    let mut rows: Vec<usize> = drawn.iter().map(|bar| bar.row).collect();
                    rows.sort_unstable();
                    rows.dedup();
                    prop_assert_eq!(rows.len(), drawn.len(), "two bars in one place");
                }
            }
        }
    }

    #[test]
    fn a_trip_over_the_turn_of_a_week_is_a_bar_in_both() {
        let month: Month = "2026-05".parse().unwrap();
        let weeks = weeks(month, &[entry(NaiveDate::from_ymd_opt(2026, 5, 9).unwrap(), 3)]);
        let bars: Vec<_> = weeks
            .iter()
            .flat_map(|week| &week.bars)
            .map(|bar| (bar.first_column, bar.columns, bar.goes_back, bar.goes_on))
            .collect();
        assert_eq!(bars, [(6, 2, false, true), (1, 2, true, false)]);
    }
}
