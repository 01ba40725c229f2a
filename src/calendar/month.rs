//! A month of a year, as it stands in an address: `2026-05`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// A month of the years 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

/// What is not the name of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month of the years 1900 to 2199")]
pub struct NoMonth;

impl Month {
    /// The first year there is.
    pub const FIRST_YEAR: i32 = 1900;
    /// The last year there is.
    pub const LAST_YEAR: i32 = 2199;

    /// The month of a day; of one too far away, the nearest there is.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let year = day.year().clamp(Self::FIRST_YEAR, Self::LAST_YEAR);
        Self(day.with_day(1).and_then(|first| first.with_year(year)).unwrap_or(day))
    }

    /// The twelve months of a year.
    ///
    /// # Errors
    /// [`NoMonth`] for a year that is too far away.
    pub fn all_of(year: i32) -> Result<[Self; 12], NoMonth> {
        let first = Self::named(year, 1)?;
        Ok(std::array::from_fn(|month| Self(first.0 + Months::new(u32::try_from(month).unwrap_or_default()))))
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.0 + Months::new(1) - Days::new(1)
    }

    /// Which year it belongs to.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month before; there is none before the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let day = self.0 - Months::new(1);
        (day.year() >= Self::FIRST_YEAR).then_some(Self(day))
    }

    /// The month after; there is none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let day = self.0 + Months::new(1);
        (day.year() <= Self::LAST_YEAR).then_some(Self(day))
    }

    /// Whether a day belongs to it.
    #[must_use]
    pub fn holds(self, day: &NaiveDate) -> bool {
        self == Self::of(*day)
    }

    /// The Mondays of the weeks it touches.
    pub fn weeks(self) -> impl Iterator<Item = NaiveDate> {
        let monday = self.0 - Days::new(self.0.weekday().num_days_from_monday().into());
        let last = self.last_day();
        monday.iter_weeks().take_while(move |start| *start <= last)
    }

    fn named(year: i32, month: u32) -> Result<Self, NoMonth> {
        let known = (Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year);
        NaiveDate::from_ymd_opt(year, month, 1).filter(|_| known).map(Self).ok_or(NoMonth)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Self, NoMonth> {
        let (year, month) = text.split_once('-').ok_or(NoMonth)?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Err(NoMonth);
        }
        Self::named(year.parse().map_err(|_| NoMonth)?, month.parse().map_err(|_| NoMonth)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn weeks_cover_the_month_and_touch_it(year in 1900..=2199, month in 1u32..=12) {
            let month = Month::named(year, month).unwrap();
            let weeks: Vec<NaiveDate> = month.weeks().collect();
            prop_assert!(weeks[0] <= month.first_day());
            prop_assert!(*weeks.last().unwrap() + Days::new(6) >= month.last_day());
            for monday in &weeks {
                prop_assert_eq!(monday.weekday(), chrono::Weekday::Mon);
                prop_assert!((0..7).any(|day| month.holds(&(*monday + Days::new(day)))));
            }
        }

        #[test]
        fn a_month_reads_back_equal(year in 1900..=2199, month in 1u32..=12) {
            let month = Month::named(year, month).unwrap();
            prop_assert_eq!(month.to_string().parse(), Ok(month));
            prop_assert!(month.next().is_none_or(|next| next.previous() == Some(month)));
        }

        #[test]
        fn no_text_breaks_it(text in ".{0,10}") {
            let _ = text.parse::<Month>();
        }
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "2026", "2026-13", "2026-00", "2026-5", "26-05", "1899-12", "2200-01", "2026-05-01", "+026-05"]
        {
            assert_eq!(text.parse::<Month>(), Err(NoMonth), "{text}");
        }
    }
}
