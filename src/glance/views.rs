//! What the status of a trip says on its page. Templates hand over references.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::glance::{Glance, Part, Stage};
use crate::trips::Trip;

impl Stage {
    /// The key of the heading.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Unplanned => "glance-unplanned",
            Self::Before => "glance-before",
            Self::UnderWay => "glance-under-way",
            Self::Between => "glance-between",
            Self::After => "glance-after",
        }
    }
}

impl Part {
    /// On the clocks where it begins, with the delay: "10:55".
    #[must_use]
    pub fn begins(&self) -> Option<String> {
        let start = &self.segment.start;
        start.time.map(|_| start.zone.at(self.starts_at).format("%H:%M").to_string())
    }

    /// On the clocks where it ends, with the delay.
    #[must_use]
    pub fn ends(&self) -> Option<String> {
        let end = self.segment.end.as_ref().filter(|end| end.time.is_some())?;
        Some(end.zone.at(self.ends_at).format("%H:%M").to_string())
    }

    /// How long it goes on.
    #[must_use]
    pub fn left(&self, at: &DateTime<Utc>) -> TimeDelta {
        self.ends_at - *at
    }

    /// What clocks are called where it ends.
    #[must_use]
    pub fn end_zone(&self) -> String {
        let end = self.segment.end.as_ref().unwrap_or(&self.segment.start);
        end.zone.abbreviation(self.ends_at)
    }

    /// What clocks are called where it begins.
    #[must_use]
    pub fn start_zone(&self) -> String {
        self.segment.start.zone.abbreviation(self.starts_at)
    }

    /// The day on which it begins, with the delay.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        if self.segment.start.time.is_some() {
            self.segment.start.zone.today(self.starts_at)
        } else {
            self.segment.start.date
        }
    }

    /// The day on which it ends, with the delay.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        match &self.segment.end {
            Some(end) if end.time.is_some() => end.zone.today(self.ends_at),
            Some(end) => end.date,
            None => self.first_day(),
        }
    }
}

impl Glance {
    /// What clocks show where the traveller is.
    #[must_use]
    pub fn local_time(&self) -> String {
        self.zone.at(self.at).format("%H:%M").to_string()
    }

    /// What clocks are called there.
    #[must_use]
    pub fn local_zone(&self) -> String {
        self.zone.abbreviation(self.at)
    }

    /// The first day of a trip that has not begun and of whose itinerary nothing is known.
    #[must_use]
    pub fn begins_on(&self, trip: &Trip) -> Option<NaiveDate> {
        trip.start_date.filter(|_| self.stage == Stage::Before)
    }

    /// Which day it is there.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.zone.today(self.at)
    }
}
