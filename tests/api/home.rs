//! The day at a glance over REST.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

#[tokio::test]
async fn the_day_says_what_is_next_what_waits_and_what_is_unfinished() {
    let portal = TestApp::start().await;
    let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let olga = portal.person("olga", &[Role::User], Some(&manager)).await;
    let trip = olga.trip(json!({"name": "Site visit", "startDate": "2026-05-10", "endDate": "2026-05-12"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    for number in 1..=4 {
        let title = format!("Note {number}");
        let note = [("kind", "note"), ("title", title.as_str()), ("start_date", "2026-05-10")];
        assert_eq!(olga.submit(&format!("{path}/segments"), &note).await.status, StatusCode::SEE_OTHER);
    }
    let day = olga.get("/api/home").await.value();
    assert_eq!((&day["today"], &day["next"]["trip"]["reference"]), (&json!("2026-05-04"), &trip["reference"]));
    assert_eq!(day["next"]["coming"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&day["unfinished"][0]["name"], &day["unfinished"][0]["sentBack"]),
        (&json!("Site visit"), &json!(false))
    );
    assert_eq!((&day["waiting"], &day["team"]), (&json!(null), &json!(null)), "who decides about nothing");
    assert_eq!((&day["upcoming"][0]["phase"], &day["recent"][0]["status"]), (&json!("upcoming"), &json!("draft")));
    assert_eq!((&day["spend"]["currency"], &day["spend"]["total"]["expenses"]), (&json!("EUR"), &json!(0)));

    assert_eq!(olga.submit(&format!("{path}/submission"), &[]).await.status, StatusCode::SEE_OTHER);
    let day = manager.get("/api/home").await.value();
    assert_eq!((&day["waiting"][0]["ownerName"], &day["waiting"][0]["name"]), (&json!("olga"), &json!("Site visit")));
    assert_eq!((&day["team"]["stays"], &day["team"]["more"]), (&json!([]), &json!(false)));
    assert_eq!(day["next"], json!(null));
    assert_eq!(portal.anonymous().get("/api/home").await.status, StatusCode::UNAUTHORIZED);
}
