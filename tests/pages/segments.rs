//! The itinerary of a trip, on its page.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

const FLIGHT: &[(&str, &str)] = &[
    ("kind", "flight"),
    ("carrier", "Air France"),
    ("number", "AF 946"),
    ("start_place", "CDG"),
    ("start_date", "2026-05-04"),
    ("start_time", "22:30"),
    ("end_place", "Douala"),
    ("end_date", "2026-05-05"),
    ("end_time", "04:10"),
];

/// A portal, the path of a trip, and its id.
async fn portal() -> (TestApp, String, String) {
    let portal = TestApp::start().await;
    let trip = portal
        .trip(json!({"name": "Audit", "destinationPlace": "Douala", "destinationCountry": "CM",
            "startDate": "2026-05-04", "endDate": "2026-05-08"}))
        .await;
    let text = |member: &str| trip[member].as_str().unwrap().to_owned();
    (portal, format!("/trips/{}", text("reference")), text("id"))
}

/// Fields with some of them changed.
fn with<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.chain(changes).copied().collect()
}

async fn add(portal: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
    portal.submit(&format!("{path}/segments"), fields).await
}

async fn listed(portal: &TestApp, id: &str) -> Vec<Value> {
    portal.get(&format!("/api/trips/{id}/segments")).await.value().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_flight_is_added_and_shown_with_the_zones_of_its_airports() {
    let (portal, path, _) = portal().await;
    assert!(portal.get(&format!("{path}/itinerary")).await.shows("Nothing in the itinerary yet"));
    let added = add(&portal, &path, FLIGHT).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    assert!(added.header("location").starts_with(&format!("{path}/itinerary#segment-")));
    let page = portal.get(&format!("{path}/itinerary")).await;
    for text in [
        "AF 946 Paris – Douala",
        "22:30",
        "CEST",
        "04:10",
        "WAT",
        "+1\u{a0}day",
        "6\u{a0}h 40\u{a0}min",
        "1\u{a0}h behind",
        "Tue 5 May 2026",
    ] {
        let text = text.replace("+1\u{a0}day", "+1 day");
        assert!(page.shows(&text), "{text}");
    }
    assert!(portal.get(&path).await.shows("AF 946 Paris – Douala"), "the overview tells what comes next");
}

#[tokio::test]
async fn a_refused_entry_keeps_what_was_typed() {
    let (portal, path, id) = portal().await;
    let refused =
        add(&portal, &path, &with(FLIGHT, &[("end_time", "03:00"), ("end_date", "2026-05-04"), ("seat", "12A")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("<title>Error: Add a flight") && refused.shows("value=\"12A\""));
    assert!(refused.shows("At Douala it is 4 May 2026, 21:30 by then"));
    assert_eq!(listed(&portal, &id).await.len(), 0);
}

#[tokio::test]
async fn a_city_with_several_airports_asks_which_and_loses_nothing() {
    let (portal, path, id) = portal().await;
    let ambiguous = with(FLIGHT, &[("start_place", "Paris")]);
    let asked = add(&portal, &path, &ambiguous).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.shows("Which one do you mean?") && asked.shows("Paris-Orly") || asked.shows("(ORY)"));
    let chosen = with(&ambiguous, &[("start_asked", "Paris"), ("start_choice", "Paris Charles de Gaulle (CDG)")]);
    let corrected = with(&chosen, &[("start_place", "ORY")]);
    assert_eq!(add(&portal, &path, &chosen).await.status, StatusCode::SEE_OTHER);
    assert_eq!(add(&portal, &path, &corrected).await.status, StatusCode::SEE_OTHER, "what was typed since counts more");
    let mut airports: Vec<String> =
        listed(&portal, &id).await.iter().map(|one| one["startAirport"].as_str().unwrap().to_owned()).collect();
    airports.sort();
    assert_eq!(airports, ["CDG", "ORY"]);
}

#[tokio::test]
async fn an_entry_is_deleted_at_once_and_brought_back() {
    let (portal, path, id) = portal().await;
    add(&portal, &path, FLIGHT).await;
    let one = format!("{path}/segments/{}", listed(&portal, &id).await[0]["id"].as_str().unwrap());
    let deleted = portal.submit(&format!("{one}?_method=delete"), &[]).await;
    let page = portal.follow(&deleted).await;
    assert!(page.shows("Removed from the itinerary") && page.shows(&format!("action=\"{one}/restoration\"")));
    assert!(page.shows("Deleted entries"));
    assert_eq!(portal.get(&format!("{one}/edit")).await.status, StatusCode::NOT_FOUND);
    let back = portal.submit(&format!("{one}/restoration"), &[]).await;
    assert!(portal.follow(&back).await.shows("Back in the itinerary"));
    assert_eq!(listed(&portal, &id).await.len(), 1);
    let history: Vec<String> =
        sqlx::query_scalar("select action from trip_changes where subject = 'segment' order by id")
            .fetch_all(&portal.app.db)
            .await
            .unwrap();
    assert_eq!(history.len(), 3);
    for action in ["created", "deleted", "restored"] {
        assert!(history.iter().any(|one| one == action), "{action}");
    }
}

#[tokio::test]
async fn a_stale_change_shows_both_versions() {
    let (portal, path, id) = portal().await;
    add(&portal, &path, FLIGHT).await;
    let one = format!("{path}/segments/{}", listed(&portal, &id).await[0]["id"].as_str().unwrap());
    let save =
        async |changes: &[(&str, &str)]| portal.submit(&format!("{one}?_method=put"), &with(FLIGHT, changes)).await;
    assert_eq!(save(&[("version", "1"), ("seat", "12A")]).await.status, StatusCode::SEE_OTHER);
    let stale = save(&[("version", "1"), ("seat", "14C")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.shows("12A") && stale.shows("14C"));
    let kept = save(&[("version", "2"), ("seat", "14C"), ("pick_seat", "theirs")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert_eq!(listed(&portal, &id).await[0]["seat"], "12A");
}

#[tokio::test]
async fn a_change_of_a_deleted_entry_comes_back_and_restores_it() {
    let (portal, path, id) = portal().await;
    add(&portal, &path, FLIGHT).await;
    let one = format!("{path}/segments/{}", listed(&portal, &id).await[0]["id"].as_str().unwrap());
    portal.submit(&format!("{one}?_method=delete"), &[]).await;
    let save =
        async |changes: &[(&str, &str)]| portal.submit(&format!("{one}?_method=put"), &with(FLIGHT, changes)).await;
    let met = save(&[("version", "1"), ("seat", "14C")]).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.shows("Saving restores it") && met.shows("value=\"14C\""));
    assert_eq!(save(&[("version", "2"), ("seat", "14C"), ("restore", "1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(listed(&portal, &id).await[0]["seat"], "14C");
}

#[tokio::test]
async fn a_trip_has_so_many_entries_and_no_more() {
    let (portal, path, id) = portal().await;
    sqlx::query(
        "insert into segments (id, trip_id, kind, title, start_date, start_zone, start_at, created_at, created_by,
             changed_at, changed_by)
         select gen_random_uuid(), $1::uuid, 'note', 'n', '2026-05-04', 'UTC', now(), now(), 'x', now(), 'x'
         from generate_series(1, 200)",
    )
    .bind(&id)
    .execute(&portal.app.db)
    .await
    .unwrap();
    let refused = add(&portal, &path, FLIGHT).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("200 entries, which is the most"));
    assert!(portal.get(&format!("{path}/itinerary")).await.shows("Delete one to add another"));
}

#[tokio::test]
async fn an_entry_is_found_under_its_own_trip_alone() {
    let (portal, path, id) = portal().await;
    add(&portal, &path, FLIGHT).await;
    let segment = listed(&portal, &id).await[0]["id"].as_str().unwrap().to_owned();
    let other = portal.trip(json!({"name": "Other"})).await;
    let path = format!("/trips/{}/segments/{segment}", other["reference"].as_str().unwrap());
    assert_eq!(portal.get(&format!("{path}/edit")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.submit(&format!("{path}?_method=delete"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        portal.get(&format!("/trips/{}/segments/x/edit", other["reference"].as_str().unwrap())).await.status,
        StatusCode::NOT_FOUND
    );
}
