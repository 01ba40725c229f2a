//! Itineraries over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::TestApp;

/// A portal, and the address of a trip's itinerary.
async fn portal() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Audit", "timeZone": "Europe/Paris"})).await;
    let path = format!("/api/trips/{}/segments", trip["id"].as_str().unwrap());
    (portal, path)
}

fn flight() -> Value {
    json!({"kind": "flight", "number": "AF 946", "startAirport": "CDG", "startDate": "2026-05-04", "startTime": "10:30",
        "endPlace": "Douala", "endDate": "2026-05-04", "endTime": "16:10", "costAmount": 420.5, "costCurrency": "EUR"})
}

#[tokio::test]
async fn an_entry_is_made_read_replaced_changed_and_deleted() {
    let (portal, path) = portal().await;
    let made = portal.json(Method::POST, &path, &flight()).await;
    assert_eq!((made.status, made.header("etag")), (StatusCode::CREATED, "\"1\""), "{}", made.text());
    let one = made.header("location").to_owned();
    let segment = made.value();
    for (member, value) in [
        ("startZone", json!("Europe/Paris")),
        ("startAt", json!("2026-05-04T08:30:00Z")),
        ("endAirport", json!("DLA")),
        ("endZone", json!("Africa/Douala")),
        ("endAt", json!("2026-05-04T15:10:00Z")),
        ("endCountry", json!("CM")),
        ("booking", json!("planned")),
        ("costAmount", json!(420.5)),
    ] {
        assert_eq!(segment[member], value, "{member}");
    }
    assert_eq!(portal.get(&path).await.value(), json!([segment]));
    assert_eq!(portal.get_with(&one, &[("if-none-match", "\"1\"")]).await.status, StatusCode::NOT_MODIFIED);
    // What was read can be sent back.
    let same = portal.json(Method::PUT, &one, &segment).await;
    assert_eq!((same.status, same.header("etag")), (StatusCode::OK, "\"2\""), "{}", same.text());
    let changed = portal.json(Method::PATCH, &one, &json!({"endAirport": "NSI", "seat": null})).await.value();
    assert_eq!((&changed["endAirport"], &changed["endZone"]), (&json!("NSI"), &json!("Africa/Douala")));
    let stale = portal.json_with(Method::PATCH, &one, &json!({"seat": "1A"}), &[("if-match", "\"1\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let stale = portal.json(Method::PATCH, &one, &json!({"seat": "1A", "version": 1})).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(portal.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.get(&one).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_zone_that_followed_from_a_place_follows_the_next() {
    let (portal, path) = portal().await;
    let made = portal.json(Method::POST, &path, &flight()).await;
    let one = made.header("location").to_owned();
    let changed = portal.json(Method::PATCH, &one, &json!({"startAirport": "LHR", "startTime": "09:30"})).await.value();
    assert_eq!((&changed["startZone"], &changed["startAt"]), (&json!("Europe/London"), &json!("2026-05-04T08:30:00Z")));
    let emptied = json!({"startTime": null, "costAmount": null, "costCurrency": null});
    let merged =
        portal.json_with(Method::PATCH, &one, &emptied, &[("content-type", "application/merge-patch+json")]).await;
    assert_eq!(merged.status, StatusCode::OK, "{}", merged.text());
    assert_eq!((&merged.value()["startTime"], &merged.value()["costAmount"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_member() {
    let (portal, path) = portal().await;
    let changed = |changes: Value| {
        let mut body = flight();
        for (member, value) in changes.as_object().unwrap() {
            body[member] = value.clone();
        }
        body
    };
    for (body, field) in [
        (json!({"kind": "rocket", "startDate": "2026-05-04"}), "kind"),
        (changed(json!({"startAirport": "ZZZ"})), "startAirport"),
        (changed(json!({"startAirport": null, "startPlace": "Paris"})), "startPlace"),
        (changed(json!({"endTime": "09:29"})), "endTime"),
        (changed(json!({"startDate": "2026-03-29", "startTime": "02:30"})), "startTime"),
        (changed(json!({"startZone": "Asia/Tokyo"})), "startZone"),
        (changed(json!({"title": "A flight has no title"})), "title"),
        (changed(json!({"costAmount": "1,5"})), "costAmount"),
        (changed(json!({"seat": 12})), "seat"),
    ] {
        let refused = portal.json(Method::POST, &path, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{body}");
    }
    assert_eq!(portal.get(&path).await.value(), json!([]));
}

#[tokio::test]
async fn places_are_found_by_what_is_typed() {
    let portal = TestApp::start().await;
    let found = portal.get("/api/places?q=paris%20charles&airports=true").await.value();
    assert_eq!((&found[0]["airport"], &found[0]["timeZone"]), (&json!("CDG"), &json!("Europe/Paris")));
    assert_eq!(found[0]["name"], "Paris Charles de Gaulle (CDG)");
    let cities = portal.get("/api/places?q=douala").await.value();
    assert_eq!((&cities[0]["name"], &cities[1]["airport"]), (&json!("Douala, Cameroon"), &json!("DLA")));
    assert!(portal.get("/api/places?q=a").await.value().as_array().unwrap().is_empty());
    for wrong in ["/api/places", "/api/places?q=x&limit=1000", "/api/places?q=x&airports=maybe"] {
        assert_eq!(portal.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let long = format!("/api/places?q={}", "x".repeat(101));
    assert_eq!(portal.get(&long).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(portal.anonymous().get("/api/places?q=paris").await.status, StatusCode::UNAUTHORIZED);
}
