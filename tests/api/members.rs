//! Sharing trips over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

#[tokio::test]
async fn members_are_added_changed_listed_and_removed() {
    let portal = TestApp::start().await;
    let vera = portal.person("vera", &[Role::User], None).await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let members = format!("/api/trips/{}/members", trip["id"].as_str().unwrap());
    assert_eq!(portal.get(&members).await.value(), json!([]));
    let body = json!({"login": "vera@portal.test", "role": "viewer"});
    let added = portal.json(Method::POST, &members, &body).await;
    assert_eq!(
        (added.status, added.header("x-tripmgmtapp-alert")),
        (StatusCode::CREATED, "tripmgmtApp.member.created")
    );
    let member = json!({"login": "vera", "firstName": null, "lastName": null, "role": "viewer",
        "addedDate": "2026-05-04T12:00:00Z", "addedBy": "admin"});
    assert_eq!(added.value(), member);
    assert_eq!(portal.json(Method::POST, &members, &body).await.status, StatusCode::OK, "the second time");
    assert_eq!(vera.get(&members).await.value(), json!([member]));

    let one = format!("{members}/vera");
    let changed = portal.json(Method::PUT, &one, &json!({"role": "editor"})).await;
    assert_eq!((changed.status, &changed.value()["role"]), (StatusCode::OK, &json!("editor")));
    let gone = vera.json(Method::DELETE, &one, &Value::Null).await;
    assert_eq!((gone.status, gone.header("x-tripmgmtapp-params")), (StatusCode::NO_CONTENT, "vera"));
    assert_eq!(vera.get(&members).await.status, StatusCode::NOT_FOUND, "whoever has left");
    assert_eq!(portal.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_cannot_be_found_is_named_by_member() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let members = format!("/api/trips/{}/members", trip["id"].as_str().unwrap());
    for (body, field) in [
        (json!({"login": "nobody", "role": "viewer"}), "login"),
        (json!({"login": "", "role": "viewer"}), "login"),
        (json!({"login": "admin", "role": "viewer"}), "login"),
        (json!({"login": "nobody", "role": "king"}), "role"),
    ] {
        let refused = portal.json(Method::POST, &members, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{body}");
    }
}

#[tokio::test]
async fn a_trip_names_its_owner_and_a_list_is_narrowed_down_to_one() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let trip = olga.trip(json!({"name": "Lyon"})).await;
    assert_eq!(trip["owner"]["login"], "olga");
    portal.trip(json!({"name": "Nice"})).await;
    let path = format!("/api/trips?ownerId.equals={}", trip["owner"]["id"].as_str().unwrap());
    let listed = portal.get(&path).await.value();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["owner"]), (1, &trip["owner"]));
    let read = portal.get(&format!("/api/trips/{}", trip["id"].as_str().unwrap())).await.value();
    assert_eq!(read["owner"], trip["owner"]);
}
