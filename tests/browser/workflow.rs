//! The way of a trip through its statuses, by the buttons on its page.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::visit;

/// Presses, and what the page says then: button, status, the end of the message, and the buttons that follow.
const WAY: [(&str, &str, &str, &[&str]); 9] = [
    ("Submit for approval", "Submitted", "submitted for approval", DECIDE),
    ("Withdraw", "Draft", "withdrawn; it is a draft again", PLAN),
    ("Submit for approval", "Submitted", "submitted for approval", DECIDE),
    ("Reject", "Rejected", "rejected", REOPEN),
    ("Reopen as draft", "Draft", "reopened as a draft", PLAN),
    ("Submit for approval", "Submitted", "submitted for approval", DECIDE),
    ("Approve", "Approved", "approved", &["Cancel trip"]),
    ("Cancel trip", "Cancelled", "cancelled", REOPEN),
    ("Reopen as draft", "Draft", "reopened as a draft", PLAN),
];
const PLAN: &[&str] = &["Submit for approval", "Cancel trip"];
const DECIDE: &[&str] = &["Approve", "Reject", "Withdraw", "Cancel trip"];
const REOPEN: &[&str] = &["Reopen as draft"];

#[tokio::test]
async fn the_buttons_lead_through_every_status() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        for (button, status, message, next) in WAY {
            visitor.press(button).await;
            assert_eq!(visitor.text(".trip__eyebrow .status").await, status);
            assert!(visitor.text(".flash").await.ends_with(message));
            let mut buttons = visitor.texts(".trip__actions button").await;
            assert_eq!(buttons.pop().as_deref(), Some("Delete"));
            assert_eq!(buttons, next);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_approves_what_they_have_not_seen() {
    visit(async |visitor| {
        let trip = visitor.portal.trip(json!({"name": "Kick-off", "status": "submitted"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
        let change = json!({"id": trip["id"], "purpose": "Something else"});
        let merge = [("content-type", "application/merge-patch+json")];
        let answer = visitor.portal.json_with(Method::PATCH, &path, &change, &merge).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());

        visitor.press("Approve").await;
        assert_eq!(visitor.text("h1").await, "The trip has changed in the meantime");
        visitor.follow("See the trip as it is now").await;
        assert_eq!(visitor.text(".trip__eyebrow .status").await, "Submitted");
        visitor.sees("Something else").await;
    })
    .await;
}
