//! Planning a journey: airports by what one types, the days it makes, a delay, and what does not go together.

use serde_json::json;
use thirtyfour::prelude::*;

use super::visit;
use super::visitor::Visitor;

/// Puts digits into a date or a time, as the browser's own control takes them.
async fn enter(visitor: &Visitor, id: &str, digits: &str) {
    visitor.driver.find(By::Id(id)).await.unwrap().send_keys(digits).await.unwrap();
}

/// Types part of an airport and takes what is suggested first.
async fn take_airport(visitor: &Visitor, label: &str, side: &str, typed: &str) -> String {
    visitor.fill(label, typed).await;
    let options = format!("#{side}-places option");
    visitor.find(&options).await;
    let first = "return document.querySelector(arguments[0]).value";
    let name: String = visitor.script_with(first, vec![options.into()]).await;
    visitor.fill(label, &name).await;
    name
}

#[tokio::test]
async fn somebody_plans_a_flight_and_hears_what_does_not_go_together() {
    visit(async |visitor| {
        let trip = visitor
            .portal
            .trip(json!({"name": "Site visit", "startDate": "2026-05-10", "endDate": "2026-05-12"}))
            .await;
        let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
        visitor.open(&format!("{path}/itinerary")).await;
        visitor.sees("Nothing in the itinerary yet").await;
        visitor.follow("Flight").await;
        visitor.fill("Flight number", "AF 946").await;
        assert!(take_airport(visitor, "From airport", "start", "charles").await.contains("(CDG)"));
        enter(visitor, "start_date", "05102026").await;
        enter(visitor, "start_time", "1030AM").await;
        assert!(take_airport(visitor, "To airport", "end", "doua").await.contains("(DLA)"));
        enter(visitor, "end_date", "05102026").await;
        enter(visitor, "end_time", "0410PM").await;
        visitor.press("Add to itinerary").await;
        assert_eq!(visitor.texts(".itinerary__date").await, ["Sun 10 May 2026 Day 1"]);
        // Paris is an hour ahead of Douala in summer.
        visitor.sees("6\u{a0}h 40\u{a0}min").await;
        visitor.sees("1\u{a0}h behind").await;

        let meeting = [
            ("kind", "activity"),
            ("title", "Kick-off"),
            ("start_place", "Douala"),
            ("start_date", "2026-05-10"),
            ("start_time", "16:00"),
            ("end_date", "2026-05-10"),
            ("end_time", "17:30"),
        ];
        assert_eq!(visitor.portal.submit(&format!("{path}/segments"), &meeting).await.status, 303);
        visitor.press("Français").await;
        visitor.click(&visitor.driver.find(By::Css(".segment__actions a")).await.unwrap()).await;
        visitor.fill("Retard au départ, en minutes", "45").await;
        visitor.press("Enregistrer l’étape").await;
        visitor.sees("45\u{a0}min de retard").await;
        visitor.sees("1 point à vérifier").await;
        visitor.sees("commence avant la fin de").await;
    })
    .await;
}
