//! A trip's history over REST.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;

use crate::support::TestApp;

async fn with_changes() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon", "costCenter": "CC-1"})).await;
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    for change in [json!({"name": "Paris"}), json!({"startDate": "2026-06-01"})] {
        portal.clock.advance(TimeDelta::minutes(1));
        assert_eq!(portal.json(Method::PATCH, &path, &change).await.status, StatusCode::OK);
    }
    (portal, path)
}

#[tokio::test]
async fn changes_are_listed_the_newest_first_with_their_fields() {
    let (portal, path) = with_changes().await;
    let answer = portal.get(&format!("{path}/history")).await;
    assert_eq!(answer.header("x-total-count"), "3");
    let changes = answer.value();
    let expected = json!([{"field": "startDate", "before": null, "after": "2026-06-01"}]);
    assert_eq!((&changes[0]["fields"], &changes[0]["action"]), (&expected, &json!("changed")));
    assert_eq!((&changes[2]["action"], &changes[2]["person"]), (&json!("created"), &json!("admin")));
    let mut first: Vec<_> =
        changes[2]["fields"].as_array().unwrap().iter().map(|field| field["field"].as_str()).collect();
    first.sort_unstable();
    assert_eq!(first, ["costCenter", "name", "status", "timeZone"].map(Some), "what came to be with it");
}

#[tokio::test]
async fn a_page_leads_to_the_next_one() {
    let (portal, path) = with_changes().await;
    let answer = portal.get(&format!("{path}/history?size=2&subject=trip")).await;
    assert_eq!(answer.value().as_array().unwrap().len(), 2);
    let link = answer.header("link").split('>').next().unwrap().trim_start_matches('<').to_owned();
    assert!(link.contains("subject=trip"));
    assert_eq!(portal.get(&link).await.value()[0]["action"], "created");
    // An instant with something that PostgreSQL takes for a zone.
    let zone = "after=7ad5db37-fab5-6ce3-7b3a-0dc363e58c88~01a208bc-243a-7b12-b229-50114cea1d53";
    for bad in ["subject=lost", "subject=", "sort=name", "after=x~y", zone, "color=red"] {
        assert_eq!(portal.get(&format!("{path}/history?{bad}")).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn a_version_is_restored_unless_the_trip_is_another_by_now() {
    let (portal, path) = with_changes().await;
    let changes = portal.get(&format!("{path}/history")).await.value();
    let restoration = format!("{path}/history/{}/restoration", changes[2]["id"].as_str().unwrap());
    let stale = portal.json_with(Method::POST, &restoration, &json!({}), &[("if-match", "\"2\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let restored = portal.json_with(Method::POST, &restoration, &json!({}), &[("if-match", "\"3\"")]).await;
    let trip = restored.value();
    assert_eq!((&trip["name"], &trip["startDate"], &trip["version"]), (&json!("Lyon"), &json!(null), &json!(4)));
    assert!(restored.header("etag").starts_with("\"4"));
    let again = portal.json(Method::POST, &restoration, &json!({})).await;
    assert_eq!((again.status, &again.value()["version"]), (StatusCode::OK, &json!(4)), "nothing to do");
}
