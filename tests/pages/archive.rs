//! Trips that are put out of the way, and made after others.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

async fn path_of(app: &TestApp, body: serde_json::Value) -> String {
    format!("/trips/{}", app.trip(body).await["reference"].as_str().unwrap())
}

#[tokio::test]
async fn an_archived_trip_leaves_the_lists_until_they_ask_for_it() {
    let app = TestApp::start().await;
    let path = path_of(&app, json!({"name": "Kick-off in Lyon", "startDate": "2026-06-01"})).await;
    assert!(app.get("/").await.shows("Kick-off in Lyon"));
    let done = app.submit(&format!("{path}/archive"), &[]).await;
    let list = app.follow(&done).await;
    assert!(list.shows("put into the archive") && !list.shows("Kick-off in Lyon"));
    assert!(list.shows(&format!("{path}/archive?_method=delete")), "the message offers to undo it");
    assert!(!app.get("/").await.shows("Kick-off in Lyon"));
    for (query, there) in [("", false), ("?archived=only", true), ("?archived=also", true), ("?q=lyon", false)] {
        assert_eq!(app.get(&format!("/trips{query}")).await.shows("Kick-off in Lyon"), there, "{query}");
    }
    assert!(app.get(&path).await.shows("This trip is in the archive"));
    let back = app.submit(&format!("{path}/archive?_method=delete"), &[]).await;
    assert!(app.follow(&back).await.shows("taken out of the archive"));
    assert!(app.get("/trips").await.shows("Kick-off in Lyon"));
    let history = app.get(&format!("{path}/history")).await;
    assert!(history.shows("Archived") && history.shows("Taken out of the archive"));
}

#[tokio::test]
async fn an_archived_trip_does_not_come_to_the_top_of_what_was_changed() {
    let app = TestApp::start().await;
    let trip = app.trip(json!({"name": "Lyon"})).await;
    app.clock.advance(chrono::TimeDelta::hours(1));
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let archived = app.json(Method::POST, &format!("{path}/archive"), &json!({})).await.value();
    assert_eq!((&archived["archived"], &archived["version"]), (&json!(true), &json!(2)));
    assert_eq!(archived["lastModifiedDate"], trip["lastModifiedDate"]);
}

#[tokio::test]
async fn programs_see_the_archive_if_they_ask_for_it() {
    let app = TestApp::start().await;
    let trip = app.trip(json!({"name": "Lyon"})).await;
    app.trip(json!({"name": "Nice"})).await;
    let path = format!("/api/trips/{}/archive", trip["id"].as_str().unwrap());
    app.json(Method::POST, &path, &json!({})).await;
    for (filter, count) in [
        ("", "1"),
        ("?archived.equals=true", "1"),
        ("?archived.equals=false", "1"),
        ("?archived.in=true,false", "2"),
        ("?archived.notIn=true,false", "0"),
        ("?archived.notEquals=false&name.contains=lyon", "1"),
    ] {
        assert_eq!(app.get(&format!("/api/trips/count{filter}")).await.text(), count, "{filter}");
    }
    assert_eq!(app.get("/api/trips?archived.equals=perhaps").await.status, StatusCode::BAD_REQUEST);
    let back = app.json(Method::DELETE, &path, &json!({})).await.value();
    assert_eq!(back["archived"], json!(false));
}

/// A trip with an itinerary, booked, and somebody limited to a part of it.
async fn planned(app: &TestApp) -> (String, String) {
    let body = json!({"name": "Kick-off", "purpose": "Kick-off", "destinationPlace": "Lyon", "destinationCountry": "FR",
        "startDate": "2026-10-20", "endDate": "2026-10-22", "budgetAmount": 500, "budgetCurrency": "EUR",
        "timeZone": "Europe/Paris", "notes": "Bring the flyers"});
    let trip = app.trip(body).await;
    let id = trip["id"].as_str().unwrap().to_owned();
    let flight = json!({"kind": "flight", "carrier": "Air France", "number": "AF 7640", "startPlace": "CDG",
        "endPlace": "LYS", "startDate": "2026-10-20", "startTime": "09:15", "endDate": "2026-10-20", "endTime": "10:20",
        "booking": "booked", "confirmation": "X7K2PQ", "seat": "12A", "startGate": "F21", "costAmount": 120,
        "costCurrency": "EUR"});
    let hotel = json!({"kind": "hotel", "title": "Given up", "startPlace": "Lyon", "startDate": "2026-10-20",
        "endDate": "2026-10-22", "booking": "cancelled"});
    for segment in [flight, hotel] {
        let made = app.json(Method::POST, &format!("/api/trips/{id}/segments"), &segment).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }
    (id, format!("/trips/{}", trip["reference"].as_str().unwrap()))
}

#[tokio::test]
async fn a_duplicate_moves_everything_and_forgets_what_was_booked() {
    let app = TestApp::start().await;
    let (id, path) = planned(&app).await;
    let page = app.get(&format!("{path}/duplicate")).await;
    assert!(page.shows("value=\"2026-10-20\"") && page.shows("value=\"Kick-off\""), "{}", page.text());
    // A week later clocks have gone back: they show the same, an hour later.
    let fields = [("name", "Kick-off again"), ("start_date", "2026-10-27")];
    let made = app.submit(&format!("{path}/duplicate"), &fields).await;
    let page = app.follow(&made).await;
    assert!(page.shows("This trip was made after TRP-") && page.shows("Kick-off again"));
    let copies = app.get("/api/trips?name.equals=Kick-off%20again").await.value();
    let copy = &copies[0];
    assert_eq!((&copy["startDate"], &copy["endDate"]), (&json!("2026-10-27"), &json!("2026-10-29")));
    assert_eq!((&copy["status"], &copy["budgetAmount"]), (&json!("draft"), &json!(500)));
    assert_eq!(copy["notes"], json!("Bring the flyers"));
    let itinerary = app.get(&format!("/api/trips/{}/segments", copy["id"].as_str().unwrap())).await.value();
    assert_eq!(itinerary.as_array().unwrap().len(), 1, "what was cancelled stays behind");
    let flight = &itinerary[0];
    assert_eq!((&flight["startDate"], &flight["startTime"]), (&json!("2026-10-27"), &json!("09:15")));
    for forgotten in ["confirmation", "seat", "startGate"] {
        assert!(flight[forgotten].is_null(), "{forgotten} in {flight}");
    }
    assert_eq!((&flight["booking"], &flight["costAmount"]), (&json!("planned"), &json!(120)));
    let before = app.get(&format!("/api/trips/{id}/segments")).await.value();
    let instant =
        |of: &serde_json::Value| -> chrono::DateTime<chrono::Utc> { of["startAt"].as_str().unwrap().parse().unwrap() };
    let flights = before.as_array().unwrap().iter().find(|one| one["kind"] == "flight").unwrap();
    assert_eq!(instant(flight) - instant(flights), chrono::TimeDelta::hours(7 * 24 + 1));
}

#[tokio::test]
async fn whoever_sees_a_trip_duplicates_it_and_owns_what_they_made() {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let friend = portal.person("vera", &[Role::User], None).await;
    let (id, path) = planned(&owner).await;
    assert_eq!(friend.get(&format!("{path}/duplicate")).await.status, StatusCode::NOT_FOUND);
    owner.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "viewer")]).await;
    owner.submit(&format!("{path}/travellers"), &[("person", "vera"), ("with_owner", "on")]).await;
    let empty = friend.json(Method::POST, &format!("/api/trips/{id}/duplicate"), &json!({"startDate": ""})).await;
    assert!(empty.status == StatusCode::BAD_REQUEST && empty.shows("\"startDate\""), "{}", empty.text());
    let copy = friend.json(Method::POST, &format!("/api/trips/{id}/duplicate"), &json!({"travellers": true})).await;
    assert_eq!(copy.status, StatusCode::CREATED, "{}", copy.text());
    let copy = copy.value();
    assert_eq!((&copy["owner"]["login"], &copy["startDate"]), (&json!("vera"), &json!("2026-10-20")));
    let travellers = friend.get(&format!("/api/trips/{}/travellers", copy["id"].as_str().unwrap())).await.value();
    assert!(travellers.as_array().unwrap().iter().any(|one| one["login"] == "vera"), "{travellers}");
    let alone =
        friend.json(Method::POST, &format!("/api/trips/{id}/duplicate"), &json!({"name": "Alone"})).await.value();
    let travellers = friend.get(&format!("/api/trips/{}/travellers", alone["id"].as_str().unwrap())).await.value();
    assert_eq!(travellers, json!([]));
}

#[tokio::test]
async fn a_duplicate_that_cannot_be_made_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let (_, path) = planned(&app).await;
    for (start, remedy) in [("2199-12-30", "Choose an earlier start date"), ("soon", "must be a real date")] {
        let fields = [("name", "My copy"), ("start_date", start)];
        let refused = app.submit(&format!("{path}/duplicate"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{start}");
        assert!(refused.shows(remedy) && refused.shows("value=\"My copy\""), "{start}: {}", refused.text());
    }
    assert!(app.submit(&format!("{path}/duplicate"), &[("name", " ")]).await.shows("Enter a trip name"));
    assert_eq!(app.get("/api/trips/count").await.text(), "1");
}
