//! The way of a trip through its statuses, by the buttons of its page.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::trips::{TripAction, TripStatus};

use crate::support::TestApp;

/// The actions that lead from a draft to each status.
fn way_to(status: TripStatus) -> &'static [TripAction] {
    match status {
        TripStatus::Draft => &[],
        TripStatus::Submitted => &[TripAction::Submit],
        TripStatus::Approved => &[TripAction::Submit, TripAction::Approve],
        TripStatus::Rejected => &[TripAction::Submit, TripAction::Reject],
        TripStatus::Cancelled => &[TripAction::Cancel],
    }
}

fn address(reference: &str, action: TripAction) -> String {
    format!("/trips/{reference}/{}", action.resource())
}

const COMMENT: &[(&str, &str)] = &[("comment", "Because")];

#[tokio::test]
async fn every_action_in_every_status_does_what_the_table_says() {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    for status in TripStatus::ALL {
        for action in TripAction::ALL {
            let trip = owner.trip(json!({"name": format!("{action:?} when {status}")})).await;
            let reference = trip["reference"].as_str().unwrap();
            for step in way_to(status) {
                assert_eq!(portal.submit(&address(reference, *step), COMMENT).await.status, StatusCode::SEE_OTHER);
            }
            let page = portal.get(&format!("/trips/{reference}")).await;
            let explained = format!("/trips/{reference}/decision?action={}\"", action.as_str());
            let button = format!("action=\"{}\"", address(reference, action).replace('&', "&#38;"));
            let offered = page.shows(&explained) && page.shows(&button) != action.has_page();
            let answer = portal.submit(&address(reference, action), COMMENT).await;
            let stored = portal.get(&format!("/api/trips/{}", trip["id"].as_str().unwrap())).await.value();
            if let Some(next) = status.after(action) {
                assert!(offered, "{action:?} is offered when {status}");
                assert_eq!(answer.status, StatusCode::SEE_OTHER);
                assert_eq!(stored["status"], next.as_str(), "{action:?} when {status}");
            } else {
                assert!(!page.shows(&explained) && !page.shows(&button), "{action:?} is not offered when {status}");
                assert_eq!(answer.status, StatusCode::CONFLICT, "{action:?} when {status}");
                assert_eq!(stored["status"], status.as_str(), "{action:?} when {status}");
            }
        }
    }
}

#[tokio::test]
async fn nobody_approves_what_was_changed_behind_their_back() {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    owner.trip(json!({"name": "Lyon", "status": "submitted", "budgetAmount": 100, "budgetCurrency": "EUR"})).await;
    let raised = [("version", "1"), ("name", "Lyon"), ("budget_amount", "9000"), ("budget_currency", "EUR")];
    owner.submit("/trips/TRP-2026-000001?_method=put", &raised).await;
    let approval = portal.submit("/trips/TRP-2026-000001/approval", &[("version", "1")]).await;
    assert_eq!(approval.status, StatusCode::CONFLICT);
    assert!(approval.shows("href=\"/trips/TRP-2026-000001\""), "a way back to the trip as it is now");
    assert_eq!(portal.get("/api/trips?size=1").await.value()[0]["status"], "submitted");
}

#[tokio::test]
async fn a_trip_in_the_trash_takes_no_action() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    portal.submit("/trips/TRP-2026-000001?_method=delete", &[]).await;
    assert_eq!(portal.submit("/trips/TRP-2026-000001/submission", &[]).await.status, StatusCode::NOT_FOUND);
}
