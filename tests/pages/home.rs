//! The home page.

use axum::http::StatusCode;
use serde_json::json;

use tripmgmt::trips::policy::Visible;

use crate::support::TestApp;

#[tokio::test]
async fn the_load_balancers_health_check_gets_200_without_cookie_or_redirect() {
    let portal = TestApp::start().await;
    let answer = portal.get_with("/", &[("user-agent", "ELB-HealthChecker/2.0")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn an_empty_portal_says_how_to_begin() {
    let portal = TestApp::start().await;
    let page = portal.get("/").await;
    assert!(page.shows("/trips/new"));
}

#[tokio::test]
async fn trips_stand_where_their_dates_put_them_in_their_own_zone() {
    let portal = TestApp::start().await;
    // It is noon of 4 May in UTC: already 5 May in Kiritimati, still 4 May on Midway.
    for (name, start, end, zone) in [
        ("Begun in Kiritimati", "2026-05-05", "2026-05-06", "Pacific/Kiritimati"),
        ("Not yet begun in UTC", "2026-05-05", "2026-05-06", "UTC"),
        ("Last day on Midway", "2026-05-01", "2026-05-04", "Pacific/Midway"),
        ("Over in Kiritimati", "2026-05-01", "2026-05-04", "Pacific/Kiritimati"),
    ] {
        portal.trip(json!({"name": name, "startDate": start, "endDate": end, "timeZone": zone})).await;
    }
    let cancelled = json!({"name": "Called off", "startDate": "2026-05-04", "endDate": "2026-05-09"});
    let cancelled = portal.trip(cancelled).await;
    portal.submit(&format!("/trips/{}/cancellation", cancelled["id"].as_str().unwrap()), &[]).await;

    let trips = tripmgmt::trips::queries::home(&portal.app.db, portal.clock.now(), Visible::All).await.unwrap();
    let names = |rows: &[tripmgmt::trips::TripSummary]| rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&trips.current), ["Last day on Midway", "Begun in Kiritimati"]);
    assert_eq!(names(&trips.upcoming), ["Not yet begun in UTC"]);
    assert_eq!(trips.recent.len(), 5);
}

#[tokio::test]
async fn the_footer_names_version_commit_and_task() {
    let portal = TestApp::start().await;
    let page = portal.get("/").await;
    let build = tripmgmt::build::Build::current();
    assert!(page.shows(build.version) && page.shows(build.commit) && page.shows("test-task"));
}

#[tokio::test]
async fn only_the_test_listener_shows_the_preview_ribbon() {
    let portal = TestApp::start().await;
    let ribbon = "not in production yet";
    assert!(portal.get_with("/", &[("x-forwarded-port", "8080")]).await.shows(ribbon));
    assert!(portal.get_with("/trips", &[("x-forwarded-port", "8080")]).await.shows(ribbon));
    assert!(!portal.get_with("/", &[("x-forwarded-port", "80")]).await.shows(ribbon));
    assert!(!portal.get("/").await.shows(ribbon));
}
