//! Travel documents over REST: one's own, and what is said about them on a trip.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

const DOCUMENTS: &str = "/api/account/travel-documents";

fn passport() -> Value {
    json!({"kind": "passport", "country": "FR", "validUntil": "2027-05-04", "label": "The blue one"})
}

#[tokio::test]
async fn documents_are_made_read_changed_and_deleted_by_their_owner_alone() {
    let portal = TestApp::start().await;
    let other = portal.person("stan", &[Role::User], None).await;
    let made = portal.json(Method::POST, DOCUMENTS, &passport()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let path = made.header("location").to_owned();
    assert_eq!((&made.value()["validUntil"], &made.value()["version"]), (&json!("2027-05-04"), &json!(1)));
    assert_eq!(portal.get(DOCUMENTS).await.value()[0], portal.get(&path).await.value());

    let mut body = json!({"kind": "visa", "country": "JP", "validUntil": "2028-01-31", "version": 1});
    assert_eq!(other.json(Method::PUT, &path, &body).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(DOCUMENTS).await.value(), json!([]));

    let changed = portal.json(Method::PUT, &path, &body).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    let changed = changed.value();
    assert_eq!(
        (&changed["kind"], &changed["country"], &changed["label"], &changed["version"]),
        (&json!("visa"), &json!("JP"), &Value::Null, &json!(2))
    );
    assert_eq!(portal.json(Method::PUT, &path, &body).await.status, StatusCode::CONFLICT, "seen before the change");
    body["version"] = Value::Null;
    assert_eq!(portal.json(Method::PUT, &path, &body).await.value()["version"], 3);
    assert_eq!(portal.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_its_member() {
    let portal = TestApp::start().await;
    for (member, value) in [
        ("kind", json!("library_card")),
        ("country", json!("ZZ")),
        ("country", Value::Null),
        ("validUntil", json!("tomorrow")),
        ("validUntil", json!("1899-12-31")),
        ("validUntil", Value::Null),
        ("label", json!("x".repeat(81))),
        ("label", json!("two\nlines")),
        ("version", json!(1.5)),
    ] {
        let mut body = passport();
        body[member] = value.clone();
        let refused = portal.json(Method::POST, DOCUMENTS, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{member} {value}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], member, "{}", refused.text());
    }
    let other = json!({"kind": "other", "validUntil": "2027-05-04"});
    let made = portal.json(Method::POST, DOCUMENTS, &other).await;
    assert_eq!((made.status, &made.value()["country"]), (StatusCode::CREATED, &Value::Null));
}

#[tokio::test]
async fn a_trip_tells_its_traveller_which_document_and_others_that_there_is_one() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let trip = olga.trip(json!({"name": "Tokyo", "startDate": "2027-05-01", "endDate": "2027-05-09"})).await;
    let path = format!("/api/trips/{}/travel-documents", trip["id"].as_str().unwrap());
    assert_eq!(olga.get(&path).await.value(), json!([]));
    olga.json(Method::POST, DOCUMENTS, &passport()).await;
    assert_eq!(
        olga.get(&path).await.value(),
        json!([{"concern": "ends_before_trip", "person": "olga", "kind": "passport", "country": "FR",
            "validUntil": "2027-05-04"}])
    );
    assert_eq!(
        portal.get(&path).await.value(),
        json!([{"concern": "ends_before_trip", "person": "olga", "kind": null, "country": null, "validUntil": null}])
    );
}
