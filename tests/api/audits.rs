//! The audit log over REST.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::audit::Action;

use crate::support::audit::note;
use crate::support::{Answer, TestApp};

async fn portal() -> TestApp {
    let portal = TestApp::start().await;
    for (person, action, subject) in [
        ("amelie", Action::SignedIn, "amelie"),
        ("amelie", Action::AccountCreated, "Bruno"),
        ("bruno", Action::SignInFailed, "bruno"),
    ] {
        note(&portal, person, action, subject, "192.0.2.1").await;
        portal.clock.advance(TimeDelta::hours(6));
    }
    portal
}

fn actions(answer: &Answer) -> Vec<String> {
    let value = answer.value();
    let entries = value.as_array().unwrap_or_else(|| panic!("{value}"));
    entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn entries_come_newest_first_with_everything_in_them() {
    let answer = portal().await.get("/api/admin/audits").await;
    assert_eq!(answer.header("x-total-count"), "3");
    let mut newest = answer.value()[0].clone();
    assert!(newest["id"].take().is_string());
    assert_eq!(
        newest,
        json!({
            "id": null, "timestamp": "2026-05-05T00:00:00Z", "person": "bruno", "action": "sign-in-failed",
            "subject": "bruno", "detail": null, "address": "192.0.2.1", "instance": "test-task",
        })
    );
}

#[tokio::test]
async fn filters_and_order_are_those_of_the_page() {
    let portal = portal().await;
    for (query, expected) in [
        ("sort=timestamp,asc", &["signed-in", "account-created", "sign-in-failed"][..]),
        ("person=amelie", &["account-created", "signed-in"]),
        ("action=sign-in-failed", &["sign-in-failed"]),
        ("subject=bruno", &["sign-in-failed", "account-created"]),
        ("address=192.0.2.2", &[]),
        ("to=2026-05-04", &["account-created", "signed-in"]),
        ("from=2026-05-05&person=bruno", &["sign-in-failed"]),
        ("page=1&size=2", &["signed-in"]),
    ] {
        assert_eq!(actions(&portal.get(&format!("/api/admin/audits?{query}")).await), expected, "{query}");
    }
}

#[tokio::test]
async fn links_lead_through_all_of_it() {
    let portal = portal().await;
    let first = portal.get("/api/admin/audits?size=2").await;
    let link = first.header("link").split('>').next().unwrap().trim_start_matches('<').to_owned();
    assert!(first.header("link").contains("rel=\"next\""));
    assert_eq!(actions(&portal.get(&link).await), ["signed-in"]);
}

#[tokio::test]
async fn what_is_not_known_or_does_not_fit_is_named() {
    let portal = portal().await;
    for (query, field) in [
        ("action=lost", "action"),
        ("from=2026-13-01", "from"),
        ("to=x", "to"),
        ("to=", "to"),
        ("action=", "action"),
        ("principal=amelie", "principal"),
        ("sort=person", "sort"),
        ("after=x", "after"),
    ] {
        let answer = portal.get(&format!("/api/admin/audits?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.value()["fieldErrors"][0]["field"], field, "{query}");
    }
}

#[tokio::test]
async fn only_administrators_read_it() {
    let portal = portal().await;
    let manager = portal.person("manager", &[Role::User, Role::Manager], None).await;
    assert_eq!(manager.get("/api/admin/audits").await.status, StatusCode::FORBIDDEN);
    assert_eq!(portal.anonymous().get("/api/admin/audits").await.status, StatusCode::UNAUTHORIZED);
}
