//! Deleting and having it back.

use chrono::TimeDelta;
use serde_json::json;

use super::visit;

#[tokio::test]
async fn a_deletion_can_be_undone_at_once() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        visitor.press("Delete").await;
        assert_eq!(visitor.address().await, "/trips");
        assert!(visitor.text(".flash").await.contains("moved to the trash"));
        assert!(visitor.shows("No trips yet").await);

        visitor.press("Undo").await;
        assert!(visitor.text(".flash").await.ends_with("restored"));
        assert_eq!(visitor.text("h1").await, "Kick-off");
        visitor.follow("Edit").await;
    })
    .await;
}

#[tokio::test]
async fn a_deleted_trip_comes_back_from_the_trash() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.portal.trip(json!({"name": "Fair"})).await;
        for name in ["Kick-off", "Fair"] {
            visitor.open("/trips").await;
            visitor.follow(name).await;
            visitor.portal.clock.advance(TimeDelta::minutes(1));
            visitor.press("Delete").await;
        }
        visitor.follow("Trash").await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Fair", "Kick-off"]);
        assert!(visitor.text("tbody").await.contains("3 June 2026"));

        visitor.follow("Kick-off").await;
        visitor.sees("This trip is in the trash").await;
        assert_eq!(visitor.count(".trip__actions").await, 0);
        visitor.back().await;
        visitor.press("Restore Kick-off").await;
        assert_eq!(visitor.text("h1").await, "Kick-off");
        assert!(!visitor.shows("This trip is in the trash").await);

        visitor.open("/trips/trash").await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Fair"]);
        visitor.press("Restore Fair").await;
        visitor.open("/trips/trash").await;
        visitor.sees("The trash is empty").await;
    })
    .await;
}
