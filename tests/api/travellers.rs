//! Travellers over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

async fn travellers() -> (TestApp, String) {
    let portal = TestApp::start().await;
    portal.person("vera", &[Role::User], None).await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    (portal, format!("/api/trips/{}/travellers", trip["id"].as_str().unwrap()))
}

#[tokio::test]
async fn travellers_are_named_read_changed_and_removed() {
    let (portal, path) = travellers().await;
    assert_eq!(portal.get(&path).await.value(), json!([]));
    let body = json!({"login": "vera@portal.test", "phone": "555 1"});
    let added = portal.json(Method::POST, &path, &body).await;
    let heads = (added.status, added.header("x-tripmgmtapp-alert"), added.header("etag"));
    assert_eq!(heads, (StatusCode::CREATED, "tripmgmtApp.traveller.created", "\"1\""));
    let vera = added.value();
    assert_eq!(
        (&vera["login"], &vera["name"], &vera["email"], &vera["phone"]),
        (&json!("vera"), &json!("vera"), &Value::Null, &json!("555 1"))
    );
    let one = added.header("location").to_owned();
    let known = portal.get_with(&one, &[("if-none-match", "\"1\"")]).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    let back = portal.json(Method::PUT, &one, &vera).await;
    assert_eq!(back.status, StatusCode::OK, "what was read can be sent back: {}", back.text());
    let guest = portal.json(Method::POST, &path, &json!({"name": "Ada", "email": "Ada@example.com"})).await.value();
    assert_eq!((&guest["login"], &guest["email"]), (&Value::Null, &json!("ada@example.com")));
    assert_eq!(portal.get(&path).await.value().as_array().unwrap().len(), 2);
    let gone = portal.json(Method::DELETE, &one, &Value::Null).await;
    assert_eq!(
        (gone.status, gone.header("x-tripmgmtapp-alert")),
        (StatusCode::NO_CONTENT, "tripmgmtApp.traveller.deleted")
    );
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        assert_eq!(portal.json(method, &one, &json!({"name": "x"})).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_stale_change_is_refused() {
    let (portal, path) = travellers().await;
    let added = portal.json(Method::POST, &path, &json!({"name": "Ada"})).await;
    let one = added.header("location").to_owned();
    let changed = portal
        .json_with(Method::PUT, &one, &json!({"name": "Ada King", "version": 1.0}), &[("if-match", "\"1\"")])
        .await;
    assert_eq!((changed.status, changed.header("etag")), (StatusCode::OK, "\"2\""));
    assert_eq!(portal.json(Method::PUT, &one, &json!({"name": "x", "version": 1})).await.status, StatusCode::CONFLICT);
    for method in [Method::PUT, Method::DELETE] {
        let stale = portal.json_with(method, &one, &json!({"name": "x"}), &[("if-match", "\"1\"")]).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    }
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_member() {
    let (portal, path) = travellers().await;
    for (body, field) in [
        (json!({}), "login"),
        (json!({"login": "nobody"}), "login"),
        (json!({"login": "vera", "name": "Ada"}), "name"),
        (json!({"name": "Ada", "email": "x"}), "email"),
        (json!({"name": "Ada", "phone": "call"}), "phone"),
        (json!({"name": 7}), "name"),
    ] {
        let refused = portal.json(Method::POST, &path, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{body}");
    }
}

#[tokio::test]
async fn a_segment_is_limited_and_opened_again() {
    let (portal, path) = travellers().await;
    let ada = portal.json(Method::POST, &path, &json!({"name": "Ada"})).await.value();
    portal.json(Method::POST, &path, &json!({"name": "Bo"})).await;
    let id = portal.app.clock.new_id();
    sqlx::query(
        "insert into segments (id, trip_id, kind, start_date, start_zone, start_at, created_at, created_by, changed_at, changed_by)
         select $1, id, 'flight', '2026-05-04', 'UTC', '2026-05-04', created_at, 'x', created_at, 'x' from trips",
    )
    .bind(id)
    .execute(&portal.app.db)
    .await
    .unwrap();
    let part = format!("{}/segments/{id}/travellers", path.trim_end_matches("/travellers"));
    assert_eq!(portal.get(&part).await.value(), json!({"travellers": []}));
    let limited = portal.json(Method::PUT, &part, &json!({"travellers": [ada["id"]]})).await;
    assert_eq!(limited.value(), json!({"travellers": [ada["id"]]}));
    let strange = portal.json(Method::PUT, &part, &json!({"travellers": [id]})).await;
    assert_eq!(strange.value()["fieldErrors"][0]["field"], "travellers");
    let opened = portal.json(Method::PUT, &part, &json!({"travellers": []})).await;
    assert_eq!(opened.value(), json!({"travellers": []}));
}

#[tokio::test]
async fn a_removed_traveller_comes_back_unless_they_were_named_again() {
    let (portal, path) = travellers().await;
    let vera = portal.json(Method::POST, &path, &json!({"login": "vera", "phone": "555 1"})).await;
    let one = vera.header("location").to_owned();
    let restoration = format!("{one}/restoration");
    portal.json(Method::DELETE, &one, &Value::Null).await;
    let back = portal.json(Method::POST, &restoration, &Value::Null).await;
    assert_eq!((back.status, back.header("x-tripmgmtapp-alert")), (StatusCode::OK, "tripmgmtApp.traveller.restored"));
    assert_eq!((&back.value()["phone"], back.header("etag")), (&json!("555 1"), portal.get(&one).await.header("etag")));
    assert_eq!(portal.json(Method::POST, &restoration, &Value::Null).await.status, StatusCode::OK, "again");
    portal.json(Method::DELETE, &one, &Value::Null).await;
    portal.json(Method::POST, &path, &json!({"login": "vera"})).await;
    assert_eq!(portal.json(Method::POST, &restoration, &Value::Null).await.status, StatusCode::BAD_REQUEST);
    let nobody = format!("{path}/{}/restoration", uuid::Uuid::nil());
    assert_eq!(portal.json(Method::POST, &nobody, &Value::Null).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_trip_is_handed_over() {
    let (portal, path) = travellers().await;
    let owner = path.replace("/travellers", "/owner");
    let refused = portal.json(Method::PUT, &owner, &json!({"login": "nobody"})).await;
    assert_eq!(refused.value()["fieldErrors"][0]["field"], "login");
    let done = portal.json(Method::PUT, &owner, &json!({"login": "vera", "keepAccess": true})).await;
    assert_eq!((done.status, &done.value()["owner"]["login"]), (StatusCode::OK, &json!("vera")));
    let members = portal.get(&path.replace("/travellers", "/members")).await.value();
    assert_eq!((&members[0]["login"], &members[0]["role"]), (&json!("admin"), &json!("owner")));
}
