//! Expenses over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::TestApp;

/// A portal, and where the expenses of a trip are.
async fn portal() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon", "budgetAmount": 1000, "budgetCurrency": "EUR"})).await;
    (portal, format!("/api/trips/{}/expenses", trip["id"].as_str().unwrap()))
}

fn taxi(more: &Value) -> Value {
    let mut taxi = json!({"title": "Taxi", "spentOn": "2026-05-04", "category": "transport", "amount": 42.5, "currency": "EUR", "payer": "company"});
    taxi.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    taxi
}

#[tokio::test]
async fn an_expense_is_created_read_replaced_and_deleted() {
    let (portal, path) = portal().await;
    let created = portal.json(Method::POST, &path, &taxi(&json!({"merchant": "G7"}))).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.text());
    let place = created.header("location").to_owned();
    assert_eq!(created.header("etag"), "\"1\"");
    assert_eq!(created.value()["rateSource"], "same");
    assert_eq!(portal.get_with(&place, &[("if-none-match", "\"1\"")]).await.status, StatusCode::NOT_MODIFIED);
    let replaced =
        portal.json_with(Method::PUT, &place, &taxi(&json!({"amount": -7})), &[("if-match", "\"1\"")]).await.value();
    assert_eq!(
        (&replaced["amount"], &replaced["merchant"], &replaced["version"]),
        (&json!(-7), &Value::Null, &json!(2))
    );
    assert_eq!(portal.get(&path).await.value().as_array().unwrap().len(), 1);
    for (headers, body, status) in [
        (&[("if-match", "\"1\"")][..], taxi(&json!({})), StatusCode::PRECONDITION_FAILED),
        (&[], taxi(&json!({"version": 1})), StatusCode::CONFLICT),
        (&[], taxi(&json!({"version": "x"})), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(portal.json_with(Method::PUT, &place, &body, headers).await.status, status);
    }
    assert_eq!(portal.json(Method::DELETE, &place, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.get(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.json(Method::PUT, &place, &taxi(&json!({}))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_its_member() {
    let (portal, path) = portal().await;
    for (wrong, member) in [
        (json!({"title": " "}), "title"),
        (json!({"spentOn": "2026-02-30"}), "spentOn"),
        (json!({"category": "bribes"}), "category"),
        (json!({"amount": 0}), "amount"),
        (json!({"amount": "42"}), "amount"),
        (json!({"amount": 1.5, "currency": "JPY"}), "amount"),
        (json!({"currency": "XXX"}), "currency"),
        (json!({"payer": "me"}), "payer"),
        (json!({"rate": -1}), "rate"),
        (json!({"version": 2_147_483_648_i64}), "version"),
        (json!({"segmentId": "x"}), "segmentId"),
        (json!({"segmentId": ""}), "segmentId"),
        (json!({"segmentId": "00000000-0000-0000-0000-000000000000"}), "segmentId"),
    ] {
        let refused = portal.json(Method::POST, &path, &taxi(&wrong)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(refused.shows(&format!("\"{member}\"")), "{wrong}: {}", refused.text());
    }
}

#[tokio::test]
async fn an_expense_is_found_under_its_own_trip_only() {
    let (portal, path) = portal().await;
    let id = portal.json(Method::POST, &path, &taxi(&json!({}))).await.value()["id"].as_str().unwrap().to_owned();
    let other = portal.trip(json!({"name": "Other"})).await;
    let place = format!("/api/trips/{}/expenses/{id}", other["id"].as_str().unwrap());
    assert_eq!(portal.get(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.json(Method::PUT, &place, &taxi(&json!({}))).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.json(Method::DELETE, &place, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.get(&format!("{path}/{id}")).await.status, StatusCode::OK);
}
