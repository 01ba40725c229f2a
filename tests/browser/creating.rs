//! Creating a trip.

use serde_json::json;
use thirtyfour::Key;

use super::visit;

#[tokio::test]
async fn a_trip_needs_nothing_but_a_name() {
    visit(async |visitor| {
        visitor.open("/").await;
        visitor.follow("New trip").await;
        visitor.fill("Trip name", "Kick-off in Lyon").await;
        visitor.press("Create trip").await;

        assert!(visitor.address().await.starts_with("/trips/TRP-2026-"));
        assert_eq!(visitor.text("h1").await, "Kick-off in Lyon");
        assert_eq!(visitor.text(".trip__eyebrow .status").await, "Draft");
    })
    .await;
}

#[tokio::test]
async fn a_message_stands_before_the_heading_once() {
    visit(async |visitor| {
        visitor.open("/trips/new").await;
        visitor.fill("Trip name", "Kick-off in Lyon").await;
        visitor.press("Create trip").await;
        let reference = visitor.text(".trip__eyebrow .code").await;
        assert_eq!(visitor.texts("main .flash[role=status]").await, [format!("Trip {reference} created")]);
        let is_before: bool = visitor
            .script(
                "return document.querySelector('.flash').compareDocumentPosition(document.querySelector('h1')) === 4",
            )
            .await;
        assert!(is_before);

        visitor.open("/trips").await;
        assert!(visitor.shows("Kick-off in Lyon").await);
        assert_eq!(visitor.count(".flash").await, 0);
        visitor.open(&format!("/trips/{reference}")).await;
        assert_eq!(visitor.count(".flash").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_leads_to_what_is_wrong_and_keeps_what_was_typed() {
    visit(async |visitor| {
        visitor.open("/trips/new").await;
        visitor.fill("Purpose", "Meet the new team").await;
        visitor.choose("Country", "France").await;
        visitor.fill("Start date", "05102026").await;
        visitor.fill("End date", "05042026").await;
        visitor.fill("Notes", "First line\nSecond line").await;
        visitor.press("Create trip").await;

        assert_eq!(visitor.title().await, "Error: New trip · Trip Management");
        let summary: String = visitor.script("return document.activeElement.getAttribute('aria-labelledby')").await;
        assert_eq!(summary, "error-summary-title");
        assert_eq!(visitor.text("#error-summary-title").await, "There is a problem");
        let wrongs = ["Enter a trip name", "End date must be the same as or after 10 May 2026"];
        assert_eq!(visitor.texts(".error-summary li").await, wrongs);
        for (field, wrong) in ["name", "end_date"].into_iter().zip(wrongs) {
            visitor.click(&visitor.find(&format!(".error-summary a[href='#{field}']")).await).await;
            assert_eq!(visitor.focus().await, field);
            let described: String = visitor
                .script(
                    "const ids = document.activeElement.getAttribute('aria-describedby').split(' ');
                     return ids.map(id => document.getElementById(id).textContent).join(' ')",
                )
                .await;
            assert!(described.contains(wrong), "{field} is described by {described}");
        }

        assert_eq!(visitor.value("Purpose").await, "Meet the new team");
        assert_eq!(visitor.value("Country").await, "FR");
        assert_eq!(visitor.value("Start date").await, "2026-05-10");
        assert_eq!(visitor.value("End date").await, "2026-05-04");
        assert_eq!(visitor.value("Notes").await, "First line\nSecond line");

        visitor.fill("Trip name", "Kick-off in Lyon").await;
        visitor.fill("End date", "05122026").await;
        visitor.press("Create trip").await;
        assert_eq!(visitor.text("h1").await, "Kick-off in Lyon");
    })
    .await;
}

#[tokio::test]
async fn the_form_guesses_the_visitors_own_time_zone() {
    visit(async |visitor| {
        // The older name of Asia/Kolkata, which some browsers still use.
        visitor.devtools("Emulation.setTimezoneOverride", json!({"timezoneId": "Asia/Calcutta"})).await;
        visitor.open("/trips/new").await;
        visitor.eventually("guess", async || visitor.value("Home time zone").await == "Asia/Kolkata").await;
    })
    .await;
}

#[tokio::test]
async fn a_city_brings_its_country_unless_one_is_chosen() {
    visit(async |visitor| {
        visitor.open("/trips/new").await;
        visitor.fill("Place", "Turin").await;
        visitor.keys(Key::Tab).await;
        assert_eq!(visitor.value("Country").await, "IT");
        visitor.fill("Place", "Lyon").await;
        visitor.keys(Key::Tab).await;
        assert_eq!(visitor.value("Country").await, "IT");
    })
    .await;
}
