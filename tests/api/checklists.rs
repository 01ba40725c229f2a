//! Checklists over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn an_item_is_made_changed_by_its_version_ticked_twice_and_deleted() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let path = format!("/api/trips/{}/checklist", trip["id"].as_str().unwrap());
    let made =
        portal.json(Method::POST, &path, &json!({"text": " Visa ", "dueOn": "2026-05-20", "person": "admin"})).await;
    assert_eq!((made.status, made.header("etag")), (StatusCode::CREATED, "\"1\""), "{}", made.text());
    let one = made.header("location").to_owned();
    assert_eq!(
        made.value(),
        json!({"id": made.value()["id"], "text": "Visa", "dueOn": "2026-05-20", "person": "admin", "done": false,
            "doneDate": null, "doneBy": null, "version": 1, "createdBy": "admin", "createdDate": "2026-05-04T12:00:00Z",
            "lastModifiedBy": "admin", "lastModifiedDate": "2026-05-04T12:00:00Z"})
    );
    let changed = portal.json_with(Method::PUT, &one, &json!({"text": "Visas"}), &[("if-match", "\"1\"")]).await;
    assert_eq!((&changed.value()["person"], changed.header("etag")), (&Value::Null, "\"2\""));
    let stale = portal.json_with(Method::PUT, &one, &json!({"text": "X"}), &[("if-match", "\"1\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let stale = portal.json(Method::PUT, &one, &json!({"text": "X", "version": 1})).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    for _ in 0..2 {
        let ticked = portal.json(Method::PUT, &format!("{one}/tick"), &Value::Null).await;
        assert_eq!((&ticked.value()["done"], ticked.header("etag")), (&json!(true), "\"3\""), "{}", ticked.text());
    }
    let open = portal.json(Method::DELETE, &format!("{one}/tick"), &Value::Null).await;
    assert_eq!(open.value()["done"], json!(false));
    assert_eq!(portal.get_with(&one, &[("if-none-match", "\"4\"")]).await.status, StatusCode::NOT_MODIFIED);
    for (body, field) in [
        (json!({}), "text"),
        (json!({"text": 3}), "text"),
        (json!({"text": "x", "dueOn": "soon"}), "dueOn"),
        (json!({"text": "x", "person": "nobody"}), "person"),
        (json!({"text": "x", "version": "one"}), "version"),
    ] {
        let refused = portal.json(Method::POST, &path, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{}", refused.text());
    }
    let stale = portal.json_with(Method::DELETE, &one, &Value::Null, &[("if-match", "\"1\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(portal.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.get(&one).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_is_put_into_an_order_that_names_each_item_once() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let path = format!("/api/trips/{}/checklist", trip["id"].as_str().unwrap());
    let mut ids = Vec::new();
    for text in ["one", "two", "three"] {
        ids.push(portal.json(Method::POST, &path, &json!({"text": text})).await.value()["id"].clone());
    }
    ids.reverse();
    for _ in 0..2 {
        let ordered = portal.json(Method::PUT, &format!("{path}-order"), &json!({"items": ids})).await;
        let ordered: Vec<Value> = ordered.value().as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
        assert_eq!(ordered, ids);
    }
    for wrong in [json!([ids[0]]), json!([ids[0], ids[0], ids[1]]), json!([])] {
        let refused = portal.json(Method::PUT, &format!("{path}-order"), &json!({"items": wrong})).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{wrong}");
    }
}
