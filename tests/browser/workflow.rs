//! The way of a trip through its statuses, by the buttons on its page.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tripmgmt::accounts::Role;

use super::visit;
use super::visitor::Visitor;

/// What is done, and what the page says then: action, status, the end of the message, and the actions that follow.
const WAY: [(&str, &str, &str, &[&str]); 7] = [
    ("Submit for approval", "Submitted", "submitted for approval", DECIDE),
    ("Send back", "Draft", "sent back; it is a draft again", PLAN),
    ("Submit for approval", "Submitted", "submitted for approval", DECIDE),
    ("Reject", "Rejected", "rejected", REOPEN),
    ("Reopen as draft", "Draft", "reopened as a draft", PLAN),
    ("Submit for approval", "Submitted", "submitted for approval", DECIDE),
    ("Approve", "Approved", "approved", &["Edit", "Cancel trip"]),
];
const PLAN: &[&str] = &["Submit for approval", "Edit", "Cancel trip"];
const DECIDE: &[&str] = &["Approve", "Send back", "Reject", "Withdraw", "Edit", "Cancel trip"];
const REOPEN: &[&str] = &["Reopen as draft", "Edit"];

/// Does something about a trip, through the page where it is explained, if there is one.
async fn act(visitor: &Visitor, action: &str) {
    if ["Approve", "Reopen as draft"].contains(&action) {
        return visitor.press(action).await;
    }
    let needs_comment = action != "Submit for approval";
    visitor
        .script_with::<()>(
            "[...document.querySelectorAll('.trip__actions a')].find(a => a.textContent == arguments[0]).focus()",
            vec![action.into()],
        )
        .await;
    visitor.next_page(async || visitor.script("document.activeElement.click()").await).await;
    if needs_comment {
        visitor.press(action).await;
        assert!(visitor.title().await.starts_with("Error: "));
        visitor.fill("Comment", &format!("About “{action}”")).await;
    }
    visitor.press(action).await;
    assert_eq!(visitor.shows(&format!("About “{action}”")).await, needs_comment);
}

#[tokio::test]
async fn the_buttons_lead_through_every_status() {
    visit(async |visitor| {
        let owner = visitor.portal.person("olga", &[Role::User], None).await;
        owner.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        for (action, status, message, next) in WAY {
            act(visitor, action).await;
            assert_eq!(visitor.text(".trip__eyebrow .status").await, status);
            assert!(visitor.text(".flash").await.ends_with(message));
            let mut actions = visitor.texts(".trip__actions a, .trip__actions button").await;
            assert_eq!(actions.pop().as_deref(), Some("Delete"));
            assert_eq!(actions, next);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_approves_what_they_have_not_seen() {
    visit(async |visitor| {
        let owner = visitor.portal.person("olga", &[Role::User], None).await;
        let trip = owner.trip(json!({"name": "Kick-off", "status": "submitted"})).await;
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

#[tokio::test]
async fn what_breaks_a_rule_is_flagged_and_a_delegate_decides() {
    visit(async |visitor| {
        visitor.open("/admin/policies/new?kind=lead_time").await;
        visitor.press("Save rule").await;
        assert!(visitor.title().await.starts_with("Error: "));
        visitor.fill("Name", "Two weeks ahead").await;
        visitor.fill("Days", "14").await;
        visitor.press("Save rule").await;
        visitor.sees("14 days before the start").await;
        let mia = visitor.portal.person("mia", &[Role::User, Role::Manager], None).await;
        let owner = visitor.portal.person("olga", &[Role::User], Some(&mia)).await;
        owner.trip(json!({"name": "Kick-off", "status": "submitted", "startDate": "2026-05-07"})).await;
        visitor.open("/account/delegates").await;
        visitor.fill("Person", "mia").await;
        visitor.script::<()>("document.getElementById('last_day').value = '2026-05-20'").await;
        visitor.press("Name delegate").await;
        visitor.sees("Delegate named").await;
        visitor.open("/approvals").await;
        visitor.follow("1 rule to look at").await;
        visitor.sees("Departs in 3 days; 14 are asked for").await;
        visitor.press("Approve").await;
        visitor.sees("Nothing waits for you").await;
    })
    .await;
}

#[tokio::test]
async fn a_manager_goes_through_what_waits_in_french() {
    visit(async |visitor| {
        let owner = visitor.portal.person("olga", &[Role::User], None).await;
        for name in ["Audit", "Lancement", "Visite"] {
            owner.trip(json!({"name": name, "status": "submitted"})).await;
        }
        visitor.open("/approvals").await;
        visitor.press("Français").await;
        assert_eq!(visitor.text("h1").await, "En attente de votre approbation");
        visitor.press("Approuver Audit").await;
        visitor.sees("approuvé").await;
        visitor.follow("Lancement").await;
        visitor.press("Approuver").await;
        assert_eq!(visitor.text("h1").await, "Visite", "the next one");
        visitor.open("/approvals").await;
        visitor.follow("Refuser Visite").await;
        visitor.fill("Commentaire", "Pas cette année").await;
        visitor.press("Refuser").await;
        visitor.sees("Rien ne vous attend").await;
    })
    .await;
}
