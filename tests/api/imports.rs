//! Imports over REST.

use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use tripmgmt::imports::work::work_off;

use crate::support::{Answer, TestApp};

async fn post(portal: &TestApp, path: &str, kind: &str, key: &str, body: &str) -> Answer {
    let mut request = Request::post(path).header("content-type", kind);
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    portal.send(request.body(body.to_owned().into()).unwrap()).await
}

#[tokio::test]
async fn a_file_is_accepted_worked_off_and_reported_row_by_row() {
    let portal = TestApp::start().await;
    let body = json!([{"name": "Lyon", "segments": [{"kind": "note", "title": "x", "startDate": "2026-05-04"}]}, {"name": "", "startDate": "soon"}]);
    let accepted = post(&portal, "/api/imports?mode=right", "application/json", "k1", &body.to_string()).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{}", accepted.text());
    assert_eq!(accepted.value()["state"], "queued");
    let again = post(&portal, "/api/imports?mode=right", "application/json", "k1", &body.to_string()).await;
    assert_eq!(again.value()["id"], accepted.value()["id"], "the same request finds the first import");
    let other = post(&portal, "/api/imports", "application/json", "k1", "[{}]").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    work_off(&portal.app).await.unwrap();
    let place = accepted.header("location").to_owned();
    let done: Value = portal.get(&place).await.value();
    assert_eq!((&done["state"], &done["rowsImported"], &done["rowsWrong"]), (&json!("done"), &json!(1), &json!(1)));
    assert_eq!((&done["trips"][0]["line"], &done["problems"][0]["line"]), (&json!(1), &json!(2)));
    assert_eq!(done["problems"][1]["field"], "startDate");
    assert_eq!(portal.json(Method::DELETE, &place, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.get("/api/trips/count").await.text(), "0");
    assert_eq!(portal.get(&place).await.value()["state"], "undone");
}

#[tokio::test]
async fn csv_comes_in_as_text_and_what_cannot_be_read_is_refused() {
    let portal = TestApp::start().await;
    let accepted =
        post(&portal, "/api/imports?dates=month_first", "text/csv", "", "name,start\nLyon,04/05/2026\n").await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{}", accepted.text());
    work_off(&portal.app).await.unwrap();
    assert_eq!(portal.get("/api/trips").await.value()[0]["startDate"], "2026-04-05");
    for (path, kind, body, status) in [
        ("/api/imports", "text/csv", "what\nLyon\n", StatusCode::BAD_REQUEST),
        ("/api/imports", "text/csv", "", StatusCode::BAD_REQUEST),
        ("/api/imports", "application/json", "{", StatusCode::BAD_REQUEST),
        ("/api/imports?mode=some", "text/csv", "name\nLyon\n", StatusCode::BAD_REQUEST),
        ("/api/imports?dates=year", "text/csv", "name\nLyon\n", StatusCode::BAD_REQUEST),
        ("/api/imports", "text/plain", "name\nLyon\n", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let refused = post(&portal, path, kind, "", body).await;
        assert_eq!(refused.status, status, "{path} {body}");
    }
    assert_eq!(portal.get("/api/imports/x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_more_than_five_wait_at_once() {
    let portal = TestApp::start().await;
    for _ in 0..5 {
        assert_eq!(post(&portal, "/api/imports", "text/csv", "", "name\nLyon\n").await.status, StatusCode::ACCEPTED);
    }
    let refused = post(&portal, "/api/imports", "text/csv", "", "name\nLyon\n").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.shows("5 imports under way"));
}
