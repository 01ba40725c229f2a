//! A trip whose dates move, and what of its itinerary moves along; and what there is to look at in one.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

/// A portal with a trip from 4 to 8 May: a booked flight at the start, a train that is only planned at the end. The path
/// of the trip, and its id.
async fn portal() -> (TestApp, String, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Audit", "startDate": "2026-05-04", "endDate": "2026-05-08"})).await;
    let id = trip["id"].as_str().unwrap().to_owned();
    for (kind, from, start, to, end, booking) in [
        ("flight", "CDG", "2026-05-04T22:30", "DLA", "2026-05-05T04:10", "booked"),
        ("train", "Douala", "2026-05-08T09:00", "Yaoundé", "2026-05-08T13:00", "planned"),
    ] {
        let (start, end) = (start.split_once('T').unwrap(), end.split_once('T').unwrap());
        let body = json!({"kind": kind, "startPlace": from, "startDate": start.0, "startTime": start.1,
            "endPlace": to, "endDate": end.0, "endTime": end.1, "booking": booking});
        let added = portal.json(Method::POST, &format!("/api/trips/{id}/segments"), &body).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    }
    (portal, format!("/trips/{}", trip["reference"].as_str().unwrap()), id)
}

async fn move_to(portal: &TestApp, path: &str, (start, end): (&str, &str), more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("name", "Audit"),
        ("version", "1"),
        ("start_date", start),
        ("end_date", end),
        ("time_zone", "UTC"),
        ("notes", "Bring <the> form"),
    ];
    fields.extend(more);
    portal.submit(&format!("{path}?_method=put"), &fields).await
}

/// When the entries begin, in the order of time.
async fn starts(portal: &TestApp, id: &str) -> Vec<String> {
    let listed = portal.get(&format!("/api/trips/{id}/segments")).await.value();
    let text = |one: &Value, member: &str| one[member].as_str().unwrap().to_owned();
    listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", text(one, "startDate"), text(one, "startTime")))
        .collect()
}

#[tokio::test]
async fn moving_the_dates_asks_first_and_loses_nothing() {
    let (portal, path, id) = portal().await;
    let asked = move_to(&portal, &path, ("2026-05-11", "2026-05-15"), &[]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.shows("Move the itinerary, too?") && asked.shows("The trip now begins 7 days later"));
    assert!(asked.shows("value=\"all\" checked"), "both ends moved by as much");
    assert!(asked.shows("Mon 11 May 2026, 22:30") && asked.shows("Fri 15 May 2026, 13:00"), "a preview");
    assert!(asked.shows("1 entry moves, 1 thing to look at afterwards"), "the flight would lie before the trip");
    assert!(asked.shows("name=\"notes\" value=\"Bring &#60;the&#62; form\""));
    assert_eq!(
        portal.get(&format!("/api/trips/{id}")).await.value()["startDate"],
        "2026-05-04",
        "nothing is saved yet"
    );
    let form = move_to(&portal, &path, ("2026-05-11", "2026-05-15"), &[("along", "all"), ("back", "true")]).await;
    assert!(form.shows("value=\"2026-05-11\"") && form.shows("Bring &#60;the&#62; form"));
}

#[tokio::test]
async fn everything_moves_along_what_is_not_booked_or_nothing() {
    for (along, expected) in [
        ("all", ["2026-05-11 22:30", "2026-05-15 09:00"]),
        ("unbooked", ["2026-05-04 22:30", "2026-05-15 09:00"]),
        ("none", ["2026-05-04 22:30", "2026-05-08 09:00"]),
    ] {
        let (portal, path, id) = portal().await;
        let saved = move_to(&portal, &path, ("2026-05-11", "2026-05-15"), &[("along", along)]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{along}");
        assert_eq!(starts(&portal, &id).await, expected, "{along}");
        let history = portal.get(&format!("/api/trips/{id}/history")).await.value();
        let moved =
            history.as_array().unwrap().iter().filter(|one| one["subject"] == "segment" && one["action"] == "changed");
        let count = expected.iter().filter(|start| !["2026-05-04 22:30", "2026-05-08 09:00"].contains(start)).count();
        assert_eq!(moved.count(), count, "{along}: {history}");
    }
}

#[tokio::test]
async fn nobody_is_asked_if_nothing_could_move() {
    let (portal, path, _) = portal().await;
    let longer = move_to(&portal, &path, ("2026-05-04", "2026-05-12"), &[]).await;
    assert_eq!(longer.status, StatusCode::SEE_OTHER, "the first day stays");
    let trip = portal.trip(json!({"name": "Empty", "startDate": "2026-05-04"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    assert_eq!(move_to(&portal, &path, ("2026-05-11", ""), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn rest_moves_nothing_along_unless_told_to() {
    let (portal, _, id) = portal().await;
    let dates = |start: &str, end: &str| json!({"startDate": start, "endDate": end});
    let patch =
        async |query: &str, body: Value| portal.json(Method::PATCH, &format!("/api/trips/{id}{query}"), &body).await;
    assert_eq!(patch("", dates("2026-05-05", "2026-05-09")).await.status, StatusCode::OK);
    assert_eq!(starts(&portal, &id).await, ["2026-05-04 22:30", "2026-05-08 09:00"]);
    assert_eq!(patch("?along=unbooked", dates("2026-05-06", "2026-05-10")).await.status, StatusCode::OK);
    assert_eq!(starts(&portal, &id).await, ["2026-05-04 22:30", "2026-05-09 09:00"]);
    let wrong = patch("?along=some", dates("2026-05-07", "2026-05-11")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.shows("\"along\""));
}

#[tokio::test]
async fn what_does_not_go_together_is_said_on_the_itinerary_and_over_rest() {
    let (portal, path, id) = portal().await;
    assert!(!portal.get(&format!("{path}/itinerary")).await.shows("to look at"));
    let body = json!({"kind": "flight", "startPlace": "ORY", "startDate": "2026-05-05", "startTime": "03:00",
        "endPlace": "MAD", "endDate": "2026-05-05", "endTime": "05:30", "number": "VY 8001"});
    let added = portal.json(Method::POST, &format!("/api/trips/{id}/segments"), &body).await.value();
    let page = portal.get(&format!("{path}/itinerary")).await;
    assert!(page.shows("2 things to look at"), "the train does not leave from Madrid");
    assert!(page.shows("begins before “Paris – Douala” is over") && page.shows("nothing leads there from"));
    let concerns = portal.get(&format!("/api/trips/{id}/concerns")).await.value();
    assert_eq!((&concerns[0]["kind"], &concerns[0]["segmentId"]), (&json!("overlap"), &added["id"]));
    assert_eq!(concerns[1]["kind"], "unconnected");
}
