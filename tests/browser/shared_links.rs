//! A link that shows a trip to whoever has it, until it is revoked.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn a_link_is_made_opened_without_signing_in_and_revoked() {
    visit(async |visitor| {
        let trip = visitor.portal.trip(json!({"name": "Site visit", "startDate": "2026-05-10"})).await;
        let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
        let meeting = [("kind", "activity"), ("title", "Meet at the gate"), ("start_date", "2026-05-10")];
        assert_eq!(visitor.portal.submit(&format!("{path}/segments"), &meeting).await.status, 303);
        visitor.open(&path).await;
        visitor.follow("Share by link").await;
        visitor.fill("For whom", "Family").await;
        visitor.press("Make a link").await;
        let address = visitor.text("#made-token").await;
        let shared = address.strip_prefix(visitor.base.as_str()).unwrap().to_owned();

        visitor.become_a_guest().await;
        visitor.open(&shared).await;
        visitor.sees("Shared by admin").await;
        visitor.sees("Meet at the gate").await;
        assert_eq!(visitor.count("main form").await, 0, "nothing can be changed");

        visitor.take_session().await;
        visitor.open(&format!("{path}/links")).await;
        assert!(visitor.text("tbody tr").await.contains("once"), "its use is counted");
        visitor.press("Revoke").await;
        visitor.sees("revoked").await;
        visitor.become_a_guest().await;
        visitor.open(&shared).await;
        assert_eq!(visitor.text("h1").await, "This link works no longer");
    })
    .await;
}
