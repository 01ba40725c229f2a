//! What a trip's page says of now and next.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::support::TestApp;

const FLIGHT: &[(&str, &str)] = &[
    ("kind", "flight"),
    ("number", "AF 946"),
    ("start_place", "CDG"),
    ("start_date", "2026-05-04"),
    ("start_time", "10:30"),
    ("start_terminal", "2E"),
    ("start_gate", "K41"),
    ("start_delay", "25"),
    ("end_place", "DLA"),
    ("end_date", "2026-05-04"),
    ("end_time", "16:10"),
    ("end_terminal", "A"),
    ("seat", "12A"),
];

fn set_time(portal: &TestApp, to: &str) {
    portal.clock.advance(to.parse::<DateTime<Utc>>().unwrap() - portal.clock.now());
}

/// A portal at seven in the morning of a flight from Paris, and the trip's path.
async fn portal(now: &str) -> (TestApp, String) {
    let portal = TestApp::start().await;
    set_time(&portal, now);
    let trip = portal.trip(json!({"name": "Audit", "startDate": "2026-05-04", "endDate": "2026-05-08"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    let added = portal.submit(&format!("{path}/segments"), FLIGHT).await;
    assert_eq!(added.status, 303, "{}", added.text());
    (portal, path)
}

#[tokio::test]
async fn before_a_flight_its_page_tells_how_long_from_where_and_how_late() {
    let (portal, path) = portal("2026-05-04T05:00:00Z").await;
    let page = portal.get(&path).await;
    for text in
        ["Coming up", "AF 946", "3\u{a0}h 55\u{a0}min", "10:55", "25\u{a0}min late", "2E", "K41", "12A", "07:00"]
    {
        assert!(page.shows(text), "{text} in {}", page.text());
    }
    assert!(page.shows("data-changes-at=\"2026-05-04T08:55:00Z\""));
}

#[tokio::test]
async fn during_the_flight_it_tells_when_it_lands_on_the_clocks_there() {
    let (portal, path) = portal("2026-05-04T12:00:00Z").await;
    let page = portal.get(&path).await;
    for text in ["Right now", "Local time in Douala", "13:00", "16:35", "<dd>A</dd>", "Nothing more"] {
        assert_eq!(page.shows(text), text != "Nothing more", "{text} in {}", page.text());
    }
    portal.clock.advance(TimeDelta::hours(4));
    assert!(portal.get(&path).await.shows("In between"));
    portal.clock.advance(TimeDelta::hours(24 * 5));
    assert!(!portal.get(&path).await.shows("id=\"glance\""), "what is over needs no status");
}

#[tokio::test]
async fn a_cancelled_trip_has_no_status_to_tell() {
    let (portal, path) = portal("2026-05-04T05:00:00Z").await;
    portal.submit(&format!("{path}/cancellation"), &[]).await;
    assert!(!portal.get(&path).await.shows("id=\"glance\""));
}

#[tokio::test]
async fn a_delay_that_is_no_number_of_minutes_is_refused_and_kept() {
    let (portal, path) = portal("2026-05-04T05:00:00Z").await;
    for wrong in ["soon", "-5", "2881", "1.5"] {
        let fields: Vec<_> =
            FLIGHT.iter().map(|(name, value)| (*name, if *name == "start_delay" { wrong } else { *value })).collect();
        let refused = portal.submit(&format!("{path}/segments"), &fields).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(
            refused.shows("minutes from 0 to") && refused.shows(&format!("value=\"{wrong}\"")),
            "{}",
            refused.text()
        );
    }
}
