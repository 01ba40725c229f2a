//! Links to a trip over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn a_link_is_made_listed_opened_and_taken_back() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Audit", "startDate": "2026-05-10", "endDate": "2026-05-12"})).await;
    let path = format!("/api/trips/{}/links", trip["id"].as_str().unwrap());
    let made = portal.json(Method::POST, &path, &json!({"label": "Hotel"})).await;
    assert_eq!((made.status, made.header("cache-control")), (StatusCode::CREATED, "no-store"), "{}", made.text());
    let made = made.value();
    assert_eq!((&made["link"]["shows"], &made["link"]["lastDay"]), (&json!(["itinerary"]), &json!("2026-06-11")));
    let address = made["url"].as_str().unwrap().split_once("/shared/").unwrap().1.to_owned();
    let shared = format!("/shared/{address}");
    assert_eq!(portal.anonymous().get(&shared).await.status, StatusCode::OK);
    let listed = portal.get(&path).await.value();
    assert_eq!((&listed[0]["timesUsed"], &listed[0]["works"]), (&json!(1), &json!(true)));
    assert!(!listed.to_string().contains(&address));
    let one = format!("{path}/{}", made["link"]["id"].as_str().unwrap());
    assert_eq!(portal.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.anonymous().get(&shared).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_member() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Audit"})).await;
    let path = format!("/api/trips/{}/links", trip["id"].as_str().unwrap());
    for (body, field) in [
        (json!({"shows": []}), "shows"),
        (json!({"shows": ["passwords"]}), "shows"),
        (json!({"shows": ["confirmations"]}), "shows"),
        (json!({"lastDay": "2030-01-01"}), "lastDay"),
        (json!({"label": "x".repeat(101)}), "label"),
    ] {
        let refused = portal.json(Method::POST, &path, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{body}");
    }
}
