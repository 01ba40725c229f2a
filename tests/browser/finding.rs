//! Searching and filtering the list.

use serde_json::json;

use super::visit;
use super::visitor::Visitor;

async fn plan_trips(visitor: &Visitor) {
    for trip in [
        json!({"name": "Kick-off", "destinationPlace": "Lyon", "destinationCountry": "FR", "startDate": "2026-06-01"}),
        json!({"name": "Fair", "destinationPlace": "Lyon", "destinationCountry": "FR", "status": "submitted"}),
        json!({"name": "Audit", "destinationPlace": "Turin", "destinationCountry": "IT", "startDate": "2026-06-02"}),
        json!({"name": "Retreat", "destinationPlace": "Lyon", "destinationCountry": "FR", "startDate": "2026-01-02",
            "endDate": "2026-01-03"}),
    ] {
        visitor.portal.trip(trip).await;
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn an_address_holds_the_search_every_filter_and_the_order() {
    visit(async |visitor| {
        plan_trips(visitor).await;
        visitor.open("/trips").await;
        visitor.follow("Trip").await;
        visitor.fill("Search", "lyon").await;
        visitor.choose("When", "Upcoming").await;
        visitor.choose("Country", "France").await;
        visitor.fill("From", "05012026").await;
        visitor.fill("To", "07012026").await;
        visitor.tick("Draft").await;
        visitor.tick("Approved").await;
        visitor.press("Show trips").await;

        let expected = pairs(&[
            ("country", "FR"),
            ("from", "2026-05-01"),
            ("q", "lyon"),
            ("sort", "name"),
            ("status", "approved"),
            ("status", "draft"),
            ("to", "2026-07-01"),
            ("when", "upcoming"),
        ]);
        let mut query = visitor.query().await;
        query.sort();
        assert_eq!(query, expected);
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off"]);

        // Somebody who gets this address sees the same.
        let address = visitor.address().await;
        visitor.open("/").await;
        visitor.open(&address).await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off"]);
        assert_eq!(visitor.value("Search").await, "lyon");
        assert_eq!(visitor.value("When").await, "upcoming");
        assert_eq!(visitor.value("Country").await, "FR");
        assert_eq!(visitor.value("From").await, "2026-05-01");
        assert_eq!(visitor.value("To").await, "2026-07-01");
        assert_eq!(visitor.texts(".tick:has(:checked)").await, ["Draft", "Approved"]);
        assert_eq!(visitor.count("th[aria-sort=ascending]").await, 1);
    })
    .await;
}

#[tokio::test]
async fn each_filter_can_be_taken_away_and_back_brings_it_back() {
    visit(async |visitor| {
        plan_trips(visitor).await;
        visitor.open("/trips?sort=name&q=lyon&status=draft&when=upcoming").await;
        let chips = ["Remove filter Search lyon", "Remove filter Status Draft", "Remove filter When Upcoming"];
        assert_eq!(visitor.names(".chip").await, chips);
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off"]);

        visitor.follow("Remove filter When Upcoming").await;
        assert_eq!(visitor.query().await, pairs(&[("q", "lyon"), ("status", "draft"), ("sort", "name")]));
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off", "Retreat"]);
        visitor.follow("Remove filter Status Draft").await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Fair", "Kick-off", "Retreat"]);

        visitor.back().await;
        visitor.back().await;
        assert_eq!(visitor.names(".chip").await, chips);
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off"]);

        visitor.follow("Clear all filters").await;
        assert_eq!(visitor.address().await, "/trips");
        assert_eq!(visitor.texts(".row__trip a").await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn the_search_in_the_masthead_leads_to_the_list() {
    visit(async |visitor| {
        plan_trips(visitor).await;
        visitor.open("/").await;
        visitor.fill("Search trips", "turin").await;
        visitor.press("Search").await;
        assert_eq!(visitor.address().await, "/trips?q=turin");
        assert_eq!(visitor.texts(".row__trip a").await, ["Audit"]);
    })
    .await;
}

#[tokio::test]
async fn no_trips_yet_is_not_no_trips_match() {
    visit(async |visitor| {
        visitor.open("/trips").await;
        visitor.sees("No trips yet").await;
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        assert!(!visitor.shows("No trips").await);

        visitor.fill("Search", "nothing has this name").await;
        visitor.press("Show trips").await;
        visitor.sees("No trips match").await;
        assert!(!visitor.shows("No trips yet").await);
        visitor.follow("Clear all filters").await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Kick-off"]);
    })
    .await;
}

#[tokio::test]
async fn a_filter_that_makes_no_sense_is_named_beside_its_field() {
    visit(async |visitor| {
        visitor.open("/trips?from=2026-02-30").await;
        assert_eq!(visitor.title().await, "Error: Trips · Trip Management");
        assert_eq!(visitor.texts(".error-summary li").await, ["From must be a real date, such as 2026-05-04"]);
        visitor.click(&visitor.find(".error-summary a").await).await;
        assert_eq!(visitor.focus().await, "from");
    })
    .await;
}
