//! The pages of the calendar, and the one about feeds.

use askama::Template;
use chrono::NaiveDate;

use super::feeds::{Feed, FeedId};
use super::layout::Week;
use super::{Entry, Month};
use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::trips::criteria::Whose;
use crate::web::fields::address;
use crate::web::filters;

/// Whose trips a calendar shows: one's own, or all that one sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Mine,
    All,
}

impl Shown {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Mine, Self::All];

    /// The name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "me",
            Self::All => "all",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mine => "calendar-mine",
            Self::All => "calendar-everybodys",
        }
    }

    /// The filter of the list.
    #[must_use]
    pub fn whose(self) -> Option<Whose> {
        (self == Self::Mine).then_some(Whose::Mine)
    }

    /// Whether it is that one.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self == other
    }
}

/// The address of a month.
#[must_use]
pub fn month_address(month: Month, shown: Shown) -> String {
    address("/calendar", [("month", month.to_string().as_str()), ("owner", shown.as_str())])
}

/// The address of a year.
#[must_use]
pub fn year_address(year: i32, shown: Shown) -> String {
    address("/calendar", [("year", year.to_string().as_str()), ("owner", shown.as_str())])
}

/// `GET /calendar?month=2026-05`
#[derive(Template)]
#[template(path = "calendar/month.html")]
pub struct MonthPage {
    pub month: Month,
    pub shown: Shown,
    pub today: NaiveDate,
    pub weeks: Vec<Week>,
    /// How many trips the month has.
    pub count: usize,
    /// Whether there are more than could be read.
    pub is_cut: bool,
    /// What of the address could not be understood.
    pub errors: FieldErrors,
}

impl MonthPage {
    /// The address of a month.
    #[must_use]
    pub fn to_month(&self, month: &Month) -> String {
        month_address(*month, self.shown)
    }

    /// This page with the trips of others or without.
    #[must_use]
    pub fn to_shown(&self, shown: &Shown) -> String {
        month_address(self.month, *shown)
    }

    /// The list of the trips that touch some days.
    #[must_use]
    pub fn to_days(&self, first: &NaiveDate, last: &NaiveDate) -> String {
        let (first, last) = (first.to_string(), last.to_string());
        let owner = self.shown.whose().map(|whose| ("owner", whose.as_str()));
        let days = [("from", first.as_str()), ("to", last.as_str()), ("sort", "start")];
        address("/trips", days.into_iter().chain(owner))
    }

    /// The year of this month.
    #[must_use]
    pub fn year_address(&self) -> String {
        year_address(self.month.year(), self.shown)
    }

    /// The month of today.
    #[must_use]
    pub fn this_month(&self) -> String {
        month_address(Month::of(self.today), self.shown)
    }
}

/// A month as a year shows it.
pub struct SmallMonth {
    pub month: Month,
    /// Weeks from Monday on; days of other months are left empty.
    pub weeks: Vec<[Option<SmallDay>; 7]>,
    /// How many trips touch it.
    pub count: usize,
}

/// A day as a year shows it.
#[derive(Clone, Copy, Debug)]
pub struct SmallDay {
    pub date: NaiveDate,
    /// How many trips it has.
    pub count: usize,
}

impl SmallDay {
    /// How strongly it is coloured: 0 to 3.
    const fn strength(&self) -> usize {
        if self.count > 3 { 3 } else { self.count }
    }
}

/// The months of a year with trips on them.
#[must_use]
pub fn small_months(months: &[Month], entries: &[Entry]) -> Vec<SmallMonth> {
    let on = |date: NaiveDate| entries.iter().filter(|entry| entry.start <= date && entry.end >= date).count();
    let day = |month: Month, date: NaiveDate| month.holds(&date).then(|| SmallDay { date, count: on(date) });
    let of = |month: Month| SmallMonth {
        month,
        weeks: month
            .weeks()
            .map(|monday| {
                let mut dates = monday.iter_days();
                std::array::from_fn(|_| dates.next().and_then(|date| day(month, date)))
            })
            .collect(),
        count: entries.iter().filter(|entry| entry.start <= month.last_day() && entry.end >= month.first_day()).count(),
    };
    months.iter().copied().map(of).collect()
}

/// `GET /calendar?year=2026`
#[derive(Template)]
#[template(path = "calendar/year.html")]
pub struct YearPage {
    pub year: i32,
    pub shown: Shown,
    pub today: NaiveDate,
    pub months: Vec<SmallMonth>,
    /// How many trips the year has.
    pub count: usize,
    /// Whether there are more than could be read.
    pub is_cut: bool,
}

impl YearPage {
    /// The address of a month.
    #[must_use]
    pub fn to_month(&self, month: &Month) -> String {
        month_address(*month, self.shown)
    }

    /// This page with the trips of others or without.
    #[must_use]
    pub fn to_shown(&self, shown: &Shown) -> String {
        year_address(self.year, *shown)
    }

    /// The year before.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        (self.year > Month::FIRST_YEAR).then(|| year_address(self.year - 1, self.shown))
    }

    /// The year after.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        (self.year < Month::LAST_YEAR).then(|| year_address(self.year + 1, self.shown))
    }

    /// The year of today.
    #[must_use]
    pub fn this_year(&self) -> String {
        year_address(Month::of(self.today).year(), self.shown)
    }
}

/// `GET /account/calendar-feeds`, a refused `POST /account/calendar-feeds`, and the answer to one that made a feed
#[derive(Template)]
#[template(path = "calendar/feeds.html")]
pub struct FeedsPage {
    pub feeds: Vec<Feed>,
    /// The feed that has just been made; nothing else ever shows its address.
    pub made: Option<(FeedId, String)>,
    /// The trip, as typed.
    pub trip: String,
    pub errors: FieldErrors,
    /// The zone that times are shown in.
    pub zone: TimeZone,
}

impl FeedsPage {
    fn is_new(&self, feed: &Feed) -> bool {
        self.made.as_ref().is_some_and(|(id, _)| *id == feed.id)
    }
}
