//! The pages of the calendar.

use chrono::{Days, NaiveDate};
use tripmgmt::calendar::feeds::{Feed, FeedId};
use tripmgmt::calendar::views::{FeedsPage, MonthPage, Shown, YearPage, small_months};
use tripmgmt::calendar::{Entry, Month, layout};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::reference::TimeZone;
use tripmgmt::trips::{TripId, TripStatus};
use uuid::Uuid;

use super::{Sample, now};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
}

fn entry(start: u32, days: u64, status: TripStatus) -> Entry {
    Entry {
        id: TripId(Uuid::from_u128(42)),
        reference: "TRP-2026-000042".to_owned(),
        name: "<Site> & audit".to_owned(),
        destination_place: Some("Douala".to_owned()),
        destination_country: None,
        start: day(start),
        end: day(start) + Days::new(days),
        status,
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let month: Month = "2026-05".parse().unwrap();
    // More than fit into a week.
    let entries: Vec<Entry> =
        (0..8).map(|number| entry(4 + number % 3, 9, TripStatus::ALL[number as usize % 3])).collect();
    let mut errors = FieldErrors::default();
    errors.add("month", Message::new("error-calendar-month"));
    errors.add("year", Message::new("error-calendar-year"));
    let month_page = |entries: &[Entry], is_cut, errors| MonthPage {
        month,
        shown: Shown::Mine,
        today: day(4),
        weeks: layout::weeks(month, entries),
        count: entries.len(),
        is_cut,
        errors,
    };
    let months = Month::all_of(2026).unwrap();
    let year_page = |year, entries: &[Entry], is_cut| YearPage {
        year,
        shown: Shown::All,
        today: day(4),
        months: small_months(&months, entries),
        count: entries.len(),
        is_cut,
    };
    let feed = |number: u128, trip: Option<&str>| Feed {
        id: FeedId(Uuid::from_u128(number)),
        reference: trip.map(str::to_owned),
        trip_name: trip.map(|_| "<Site> & audit".to_owned()),
        created_at: now(),
        last_used_at: trip.map(|_| now()),
    };
    let mut wrong = FieldErrors::default();
    wrong.add("trip", Message::new("error-feed-trip"));
    let feeds_page =
        |feeds, made, trip: &str, errors| FeedsPage { feeds, made, trip: trip.to_owned(), errors, zone: TimeZone::UTC };
    let made = Some((FeedId(Uuid::from_u128(1)), "https://portal.test/calendar-feed.ics?key=tmc_1".to_owned()));
    let none = FieldErrors::default;
    vec![
        ("calendar/month.html", Box::new(month_page(&entries, true, none()))),
        ("calendar/month.html", Box::new(month_page(&[], false, errors))),
        ("calendar/year.html", Box::new(year_page(2026, &entries, true))),
        ("calendar/year.html", Box::new(year_page(Month::FIRST_YEAR, &[], false))),
        ("calendar/feeds.html", Box::new(feeds_page(Vec::new(), None, "", none()))),
        (
            "calendar/feeds.html",
            Box::new(feeds_page(vec![feed(1, Some("TRP-2026-000042")), feed(2, None)], made, "", none())),
        ),
        ("calendar/feeds.html", Box::new(feeds_page(Vec::new(), None, "<x>", wrong))),
    ]
}
