//! Leafing through the calendar, and subscribing to it.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn somebody_leafs_to_a_trip_in_another_month() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Audit", "startDate": "2026-06-10", "endDate": "2026-06-18"})).await;
        visitor.open("/").await;
        visitor.follow("Calendar").await;
        visitor.sees("No trips in this month.").await;
        visitor.click(&visitor.find("[rel=next]").await).await;
        visitor.sees("June 2026").await;
        assert_eq!(visitor.count(".trip-bar").await, 2, "one a week");
        visitor.follow("Year 2026").await;
        visitor.sees("1 trip").await;
        visitor.follow("June").await;
        visitor.click(&visitor.find(".trip-bar a").await).await;
        visitor.sees("Calendar file").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_subscribes_in_french_without_scripts() {
    visit(async |visitor| {
        visitor.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
        visitor.open("/calendar").await;
        visitor.press("Français").await;
        visitor.follow("S’abonner").await;
        visitor.fill("Un seul voyage", "TRP-2026-999999").await;
        visitor.press("Créer le flux").await;
        visitor.sees("Saisissez la référence d’un voyage que vous voyez").await;
        visitor.open("/account/calendar-feeds").await;
        visitor.press("Créer le flux").await;
        assert!(visitor.text("#made-token").await.contains("/calendar-feed.ics?key=tmc_"));
        visitor.press("Révoquer").await;
        visitor.sees("Flux révoqué").await;
    })
    .await;
}
