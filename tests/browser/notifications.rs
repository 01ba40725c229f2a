//! Being told of what others do, and talking about a trip.

use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::notifications::worker;

use super::visit;
use crate::support::TestApp;

#[tokio::test]
async fn somebody_is_told_answers_and_chooses_how_to_be_told() {
    visit(async |visitor| {
        let vera: TestApp = visitor.portal.person("vera", &[Role::User], None).await;
        let trip = visitor.portal.trip(json!({"name": "Kick-off"})).await;
        let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
        visitor.portal.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "editor")]).await;
        vera.submit(&format!("{path}/comments"), &[("text", "@admin, is the hotel booked?")]).await;
        worker::tell(&vera.app).await.unwrap();

        visitor.open("/trips").await;
        assert_eq!(visitor.text(".bell__count").await.lines().next().unwrap(), "1");
        visitor.next_page(async || visitor.click(&visitor.find(".bell").await).await).await;
        visitor.follow("vera mentioned you on “Kick-off”").await;
        assert_eq!(visitor.text(".mention").await, "@admin");
        visitor.press("Comment").await;
        visitor.sees("Enter a comment").await;
        visitor.fill("Comment", "Yes, **it is**").await;
        visitor.press("Comment").await;
        visitor.sees("Your comment stands with").await;
        assert_eq!(visitor.count(".comment").await, 2);
        visitor.press("Delete").await;
        visitor.press("Undo").await;
        assert_eq!(visitor.count(".comment").await, 2);

        visitor.open("/notifications").await;
        assert_eq!((visitor.count(".notice--unread").await, visitor.count(".bell__count").await), (0, 0));
        visitor.follow("How you are told").await;
        visitor.press("Save preferences").await;
    })
    .await;
}
