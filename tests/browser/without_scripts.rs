//! Everything works without scripts; they only add comfort.

use axum::http::StatusCode;
use serde_json::json;

use super::visit;
use super::visitor::Visitor;

async fn switch_scripts_off(visitor: &Visitor) {
    visitor.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    visitor.open("/").await;
    visitor.keys("?").await;
    assert_eq!(visitor.count("dialog[open]").await, 0, "scripts run");
}

#[tokio::test]
async fn without_scripts_a_trip_is_created_and_changed() {
    visit(async |visitor| {
        switch_scripts_off(visitor).await;
        visitor.follow("New trip").await;
        visitor.fill("Purpose", "Meet the new team").await;
        visitor.press("Create trip").await;
        assert_eq!(visitor.title().await, "Error: New trip · Trip Management");
        let focus: String = visitor.script("return document.activeElement.className").await;
        assert_eq!(focus, "error-summary");
        assert_eq!(visitor.value("Purpose").await, "Meet the new team");
        visitor.fill("Trip name", "Kick-off").await;
        visitor.press("Create trip").await;
        assert_eq!(visitor.text("h1").await, "Kick-off");

        visitor.follow("Edit").await;
        let path = visitor.address().await;
        visitor.fill("Place", "Lyon").await;
        let theirs = [("name", "Kick-off in Nice"), ("time_zone", "UTC"), ("version", "1")];
        let trip = path.trim_end_matches("/edit");
        let answer = visitor.portal.submit(&format!("{trip}?_method=put"), &theirs).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        visitor.press("Save trip").await;
        assert_eq!(visitor.text("h1").await, "Somebody else changed this trip");
        visitor.click(&visitor.find("input[name=pick_name][value=theirs]").await).await;
        visitor.press("Save these choices").await;
        assert_eq!(visitor.text("h1").await, "Kick-off in Nice");
        assert_eq!(visitor.text(".ticket__city").await, "Lyon");
    })
    .await;
}

#[tokio::test]
async fn without_scripts_a_trip_is_found_decided_and_deleted() {
    visit(async |visitor| {
        for name in ["Fair", "Kick-off"] {
            visitor.portal.trip(json!({"name": name})).await;
        }
        switch_scripts_off(visitor).await;
        visitor.follow("Trips").await;
        visitor.fill("Search", "kick").await;
        visitor.tick("Draft").await;
        visitor.press("Show trips").await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off"]);
        visitor.follow("Kick-off").await;
        visitor.follow("Submit for approval").await;
        visitor.press("Submit for approval").await;
        assert_eq!(visitor.text(".trip__eyebrow .status").await, "Submitted");
        visitor.press("Delete").await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Fair"]);
        visitor.press("Undo").await;
        assert_eq!(visitor.text("h1").await, "Kick-off");
        visitor.press("Dark").await;
        assert_eq!(visitor.count("html[data-theme=dark]").await, 1);
    })
    .await;
}
