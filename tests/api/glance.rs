//! A trip's status over REST.

use axum::http::{Method, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::TestApp;

fn set_time(portal: &TestApp, to: &str) {
    portal.clock.advance(to.parse::<DateTime<Utc>>().unwrap() - portal.clock.now());
}

/// A portal three hours before a flight, and the addresses of the trip's status and itinerary.
async fn portal() -> (TestApp, String, String) {
    let portal = TestApp::start().await;
    set_time(&portal, "2026-05-04T05:30:00Z");
    let trip = portal.trip(json!({"name": "Audit", "startDate": "2026-05-04", "endDate": "2026-05-08"})).await;
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let flight = json!({"kind": "flight", "number": "AF 946", "startAirport": "CDG", "startDate": "2026-05-04",
        "startTime": "10:30", "endPlace": "Douala", "endDate": "2026-05-04", "endTime": "16:10"});
    let made = portal.json(Method::POST, &format!("{path}/segments"), &flight).await;
    let segment = made.header("location").to_owned();
    (portal, format!("{path}/status"), segment)
}

#[tokio::test]
async fn it_tells_what_comes_next_and_how_long_that_takes() {
    let (portal, path, _) = portal().await;
    let status = portal.get(&path).await.value();
    assert_eq!(status["stage"], "before");
    assert_eq!(status["countdown"], json!({"seconds": 10_800, "words": "3\u{a0}h"}));
    assert_eq!(status["next"]["segment"]["number"], "AF 946");
    assert_eq!(status["next"]["startsAt"], "2026-05-04T08:30:00Z");
    assert_eq!(
        (&status["localTime"], &status["timeZone"]),
        (&json!("2026-05-04T07:30:00+02:00"), &json!("Europe/Paris"))
    );
    portal.clock.advance(TimeDelta::hours(4));
    let status = portal.get(&path).await.value();
    assert_eq!((&status["stage"], &status["next"]), (&json!("under_way"), &Value::Null));
    assert_eq!((&status["place"], &status["current"][0]["endsAt"]), (&json!("Douala"), &json!("2026-05-04T15:10:00Z")));
}

#[tokio::test]
async fn asking_again_is_cheap_until_something_changes() {
    let (portal, path, segment) = portal().await;
    let first = portal.get(&path).await;
    assert_eq!(first.header("cache-control"), "private, max-age=15");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/"));
    portal.clock.advance(TimeDelta::seconds(60));
    let same = portal.get_with(&path, &[("if-none-match", &tag)]).await;
    assert_eq!((same.status, same.text().as_str()), (StatusCode::NOT_MODIFIED, ""));
    let late = portal.json(Method::PATCH, &segment, &json!({"startDelay": 40, "endTerminal": "A"})).await;
    assert_eq!(late.status, StatusCode::OK, "{}", late.text());
    assert_eq!((&late.value()["startDelay"], &late.value()["endDelay"]), (&json!(40), &Value::Null));
    let changed = portal.get_with(&path, &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(changed.value()["next"]["startsAt"], "2026-05-04T09:10:00Z");
    set_time(&portal, "2026-05-04T09:09:57Z");
    assert_eq!(portal.get(&path).await.header("cache-control"), "private, max-age=3", "never longer than it is true");
}

#[tokio::test]
async fn a_delay_is_a_whole_number_of_minutes() {
    let (portal, _, segment) = portal().await;
    for wrong in [json!(-1), json!(2_881), json!(1.5), json!("soon"), json!("5")] {
        let refused = portal.json(Method::PATCH, &segment, &json!({"endDelay": wrong})).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], "endDelay", "{wrong}");
    }
    let cleared = json!({"endDelay": 5.0});
    assert_eq!(portal.json(Method::PATCH, &segment, &cleared).await.value()["endDelay"], 5);
}
