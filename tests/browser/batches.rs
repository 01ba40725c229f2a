//! Many trips at once.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn trips_are_ticked_archived_and_taken_back() {
    visit(async |visitor| {
        for name in ["Kick-off", "Fair", "Audit"] {
            visitor.portal.trip(json!({"name": name})).await;
        }
        visitor.open("/trips").await;
        for name in ["Kick-off", "Fair"] {
            visitor.click(&visitor.find(&format!("[aria-label='Choose {name}']")).await).await;
        }
        visitor.press("Archive").await;
        assert!(visitor.text(".flash").await.contains("2 trips put into the archive"));
        assert_eq!(visitor.texts(".row__trip > a").await, ["Audit"]);
        visitor.press("Undo").await;
        assert!(visitor.text(".flash").await.contains("2 trips are as they were before"));
        assert_eq!(visitor.count(".row__trip").await, 3);
    })
    .await;
}
