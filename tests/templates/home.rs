//! The home page, with everything and with nothing.

use chrono::TimeDelta;
use rust_decimal::Decimal;
use tripmgmt::checklists::ItemId;
use tripmgmt::checklists::queries::DueItem;
use tripmgmt::home::queries::Unfinished;
use tripmgmt::home::{GuestHomePage, HomePage, NextTrip, Spend};
use tripmgmt::reports::{Report, Row, Spent};
use tripmgmt::trips::{TripStatus, TripSummary};
use tripmgmt::ui::Bars;
use uuid::Uuid;

use super::segments::itinerary;
use super::trips::{summaries, trip};
use super::whereabouts::stay;
use super::{Sample, approvals, now};

fn unfinished(is_sent_back: bool) -> Unfinished {
    Unfinished {
        reference: "TRP-2026-000042".to_owned(),
        name: "<Site>".to_owned(),
        start_date: is_sent_back.then(|| now().date_naive()),
        is_sent_back,
        comment: is_sent_back.then(|| "<Site>".to_owned()),
    }
}

fn due(days_ago: i64) -> DueItem {
    DueItem {
        id: ItemId(Uuid::from_u128(1)),
        text: "<Site> visa".to_owned(),
        due_on: now().date_naive() - TimeDelta::days(days_ago),
        reference: "TRP-2026-000042".to_owned(),
        name: "<Site>".to_owned(),
    }
}

fn spend(report: Report) -> Spend {
    let day = now().date_naive();
    let bars = Bars::up_to(report.rows.iter().map(|row| row.spent.amount));
    Spend { from: day, to: day, currency: "EUR".parse().ok(), report, bars }
}

fn page(trips: Vec<TripSummary>) -> HomePage {
    HomePage {
        name: "Amélie <Site>".to_owned(),
        today: now().date_naive(),
        next: None,
        waiting: None,
        unfinished: Vec::new(),
        due: Vec::new(),
        team: None,
        spend: spend(Report::default()),
        current: trips.clone(),
        upcoming: trips.clone(),
        recent: trips,
        now: now(),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let spent = Spent { amount: Decimal::new(12_345, 2), lines: 3, unrated: 1 };
    let report = Report {
        rows: [Some("transport"), None].map(|key| Row { key: key.map(str::to_owned), name: None, spent }).to_vec(),
        others: Some((2, spent)),
    };
    let next = summaries().into_iter().next().map(|trip| NextTrip { trip, coming: itinerary() });
    let full = HomePage {
        next,
        waiting: Some([true, false].map(|full| approvals::waiting(trip(full, TripStatus::Submitted), full)).to_vec()),
        unfinished: vec![unfinished(true), unfinished(false)],
        due: [0, 1].map(due).to_vec(),
        team: Some((vec![stay("FR", Some("Lyon")), stay("FR", None), stay("", None)], true)),
        spend: spend(report),
        ..page(summaries())
    };
    vec![
        ("home/guest.html", Box::new(GuestHomePage)),
        ("home/index.html", Box::new(full)),
        ("home/index.html", Box::new(HomePage { team: Some((Vec::new(), false)), ..page(summaries()) })),
        ("home/index.html", Box::new(page(Vec::new()))),
    ]
}
