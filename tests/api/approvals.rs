//! Decisions over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// An owner, a manager of hers, and the address of a trip of hers.
async fn planned() -> (TestApp, TestApp, String) {
    let portal = TestApp::start().await;
    let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = portal.person("olga", &[Role::User], Some(&manager)).await;
    let trip = owner.trip(json!({"name": "Lyon", "budgetAmount": 100, "budgetCurrency": "EUR"})).await;
    (owner, manager, format!("/api/trips/{}", trip["id"].as_str().unwrap()))
}

async fn decide(person: &TestApp, trip: &str, body: Value) -> (StatusCode, Value) {
    let answer = person.json(Method::POST, &format!("{trip}/approvals"), &body).await;
    (answer.status, answer.value())
}

#[tokio::test]
async fn a_trip_goes_its_way_and_every_decision_is_kept() {
    let (owner, manager, trip) = planned().await;
    for (person, action, comment, status) in [
        (&owner, "submit", None, "submitted"),
        (&owner, "withdraw", None, "draft"),
        (&owner, "submit", Some("Again"), "submitted"),
        (&manager, "send_back", Some("By train"), "draft"),
        (&owner, "submit", None, "submitted"),
        (&manager, "reject", Some("Not this year"), "rejected"),
        (&owner, "reopen", None, "draft"),
        (&owner, "submit", None, "submitted"),
        (&manager, "approve", Some("Enjoy"), "approved"),
        (&owner, "cancel", Some("Fell ill"), "cancelled"),
    ] {
        let version = owner.get(&trip).await.value()["version"].clone();
        let (answered, decision) =
            decide(person, &trip, json!({"action": action, "comment": comment, "onVersion": version})).await;
        assert_eq!(answered, StatusCode::CREATED, "{action}: {decision}");
        let expected = [json!(action), json!(person.login()), json!(comment), version, Value::Null];
        let members = ["action", "actor", "comment", "onVersion", "onBehalfOf"].map(|name| decision[name].clone());
        assert_eq!(members, expected);
        assert_eq!(owner.get(&trip).await.value()["status"], status);
    }
    let kept = owner.get(&format!("{trip}/approvals")).await.value();
    assert_eq!(kept.as_array().unwrap().len(), 10);
    assert_eq!((&kept[0]["action"], &kept[9]["action"]), (&json!("cancel"), &json!("submit")));
}

#[tokio::test]
async fn what_cannot_be_decided_is_a_problem() {
    let (owner, manager, trip) = planned().await;
    let status = async |person, body| decide(person, &trip, body).await.0;
    assert_eq!(status(&owner, json!({"action": "approve"})).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&owner, json!({"action": "reopen"})).await, StatusCode::CONFLICT);
    assert_eq!(status(&owner, json!({"action": "bless"})).await, StatusCode::BAD_REQUEST);
    assert_eq!(status(&owner, json!({"action": "submit", "comment": "a\u{0}b"})).await, StatusCode::BAD_REQUEST);
    assert_eq!(status(&owner, json!({"action": "submit", "onVersion": 2})).await, StatusCode::CONFLICT);
    assert_eq!(status(&owner, json!({"action": "submit", "onVersion": 1.0})).await, StatusCode::CREATED);
    let (refused, problem) = decide(&manager, &trip, json!({"action": "reject"})).await;
    assert_eq!(refused, StatusCode::BAD_REQUEST);
    assert_eq!(problem["fieldErrors"][0]["field"], "comment");
}

#[tokio::test]
async fn the_status_alone_decides_as_it_always_did() {
    let (owner, manager, trip) = planned().await;
    for (person, status) in [
        (&owner, "submitted"),
        (&manager, "rejected"),
        (&owner, "draft"),
        (&owner, "submitted"),
        (&owner, "draft"),
        (&owner, "submitted"),
        (&manager, "approved"),
    ] {
        let answer = person.json(Method::PATCH, &trip, &json!({"status": status})).await;
        assert_eq!(answer.value()["status"], status);
    }
    let kept = owner.get(&format!("{trip}/approvals")).await.value();
    let actions: Vec<_> = kept.as_array().unwrap().iter().rev().map(|one| one["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["submit", "reject", "reopen", "submit", "withdraw", "submit", "approve"]);
}

#[tokio::test]
async fn an_approved_trip_that_may_cost_more_is_submitted_again() {
    let (owner, manager, trip) = planned().await;
    for (person, status) in [(&owner, "submitted"), (&manager, "approved")] {
        person.json(Method::PATCH, &trip, &json!({"status": status})).await;
    }
    let less = owner.json(Method::PATCH, &trip, &json!({"budgetAmount": 90, "status": "approved"})).await;
    assert_eq!(less.value()["status"], "approved");
    let more = owner.json(Method::PATCH, &trip, &json!({"budgetAmount": 91, "status": "approved"})).await;
    assert_eq!(more.value()["status"], "submitted");
    let kept = owner.get(&format!("{trip}/approvals")).await.value();
    assert_eq!((&kept[0]["action"], &kept[0]["onVersion"]), (&json!("resubmit"), &more.value()["version"]));
}
