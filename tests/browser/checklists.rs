//! Ticking off what is to be done, without another page being loaded.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn somebody_fills_a_checklist_and_ticks_it_off_in_place() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        visitor.follow("Checklist").await;
        visitor.sees("Nothing to do yet.").await;
        visitor.press("Add the usual items").await;
        visitor.sees("0 of 10 done").await;
        visitor.script::<()>("window.stays = true").await;
        visitor.click(&visitor.find(".todo__tick").await).await;
        visitor.eventually("the tick", async || visitor.shows("1 of 10 done").await).await;
        assert!(visitor.script::<bool>("return window.stays === true").await, "the page is the same");
        let ticked = "return document.activeElement.getAttribute('aria-checked')";
        assert_eq!(visitor.script::<String>(ticked).await, "true", "and the focus where it was");
        visitor.fill("What is to be done", "Badge").await;
        visitor.press("Add to the list").await;
        visitor.sees("1 of 11 done").await;
        visitor.press("Delete: Badge").await;
        visitor.press("Undo").await;
        visitor.sees("1 of 11 done").await;
        visitor.press("Move up: Badge").await;
        assert_eq!(visitor.texts(".todo__text").await[9], "Badge");
    })
    .await;
}
