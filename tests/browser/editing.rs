//! Changing a trip, alone and against somebody else.

use serde_json::json;
use thirtyfour::prelude::*;

use super::visit;
use super::visitor::Visitor;

#[tokio::test]
async fn a_change_starts_from_what_is_stored_and_shows_on_the_trip() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off", "startDate": "2026-06-01", "timeZone": "Europe/Paris"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        visitor.follow("Edit").await;
        assert_eq!(visitor.value("Trip name").await, "Kick-off");
        assert_eq!(visitor.value("Start date").await, "2026-06-01");
        assert_eq!(visitor.value("Home time zone").await, "Europe/Paris");

        visitor.fill("Trip name", "Kick-off in Lyon").await;
        visitor.fill("Place", "Lyon").await;
        visitor.choose("Country", "France").await;
        visitor.fill("End date", "06032026").await;
        visitor.fill("Budget", "1,200.50").await;
        visitor.choose("Currency", "EUR – Euro").await;
        visitor.fill("Notes", "Bring the **samples**.").await;
        visitor.press("Save trip").await;

        assert!(visitor.text(".flash").await.starts_with("Changes to TRP-2026-"));
        assert_eq!(visitor.text("h1").await, "Kick-off in Lyon");
        assert_eq!(visitor.text(".ticket__place").await, "Destination\nLyon\nFrance");
        assert_eq!(visitor.text(".prose strong").await, "samples");
        let facts = visitor.text(".facts").await;
        assert!(facts.contains("3 days") && facts.contains("1,200.50"), "{facts}");
    })
    .await;
}

#[tokio::test]
async fn two_windows_that_change_one_trip_lose_nothing() {
    visit(async |visitor| {
        let trip = json!({"name": "Kick-off", "destinationPlace": "Lyon", "costCenter": "R-1"});
        let reference = visitor.portal.trip(trip).await["reference"].as_str().unwrap().to_owned();
        let edit = format!("/trips/{reference}/edit");
        let mine = visitor.driver.window().await.unwrap();
        visitor.open(&edit).await;
        let theirs = in_a_new_window(visitor).await;
        visitor.open(&edit).await;
        visitor.fill("Trip name", "Kick-off in Nice").await;
        visitor.fill("Place", "Nice").await;
        visitor.press("Save trip").await;

        visitor.driver.switch_to_window(mine.clone()).await.unwrap();
        visitor.fill("Place", "Paris").await;
        visitor.fill("Notes", "By train").await;
        visitor.press("Save trip").await;

        assert_eq!(visitor.title().await, "Error: Somebody else changed this trip · Trip Management");
        let rows = [
            ("Trip name", ["Kick-off in Nice", "Kick-off"], "theirs"),
            ("Place\nBoth changed this", ["Nice", "Paris"], "mine"),
            ("Notes", ["Empty", "By train"], "mine"),
        ];
        assert_eq!(visitor.count(".versions__row").await, rows.len());
        for (at, (field, versions, chosen)) in rows.into_iter().enumerate() {
            let row = format!(".versions__row:nth-child({})", at + 1);
            assert_eq!(visitor.text(&format!("{row} legend")).await.replace(" Both", "\nBoth"), field);
            assert_eq!(visitor.texts(&format!("{row} .version__value")).await, versions);
            assert_eq!(visitor.count(&format!("{row} input[value={chosen}]:checked")).await, 1, "{field}");
        }

        // While one window decides, the other one saves again.
        visitor.driver.switch_to_window(theirs).await.unwrap();
        visitor.open(&edit).await;
        visitor.fill("Cost center", "R-2").await;
        visitor.press("Save trip").await;
        visitor.driver.switch_to_window(mine).await.unwrap();
        visitor.click(&visitor.find("input[name=pick_destination_place][value=theirs]").await).await;
        visitor.press("Save these choices").await;
        assert_eq!(visitor.texts(".versions__row legend").await, ["Cost center", "Notes"]);
        visitor.press("Save these choices").await;

        assert_eq!(visitor.text("h1").await, "Kick-off in Nice");
        assert_eq!(visitor.text(".ticket__city").await, "Nice");
        assert_eq!(visitor.text(".prose").await, "By train");
        assert!(visitor.text(".facts").await.contains("R-2"));
    })
    .await;
}

async fn in_a_new_window(visitor: &Visitor) -> WindowHandle {
    let window = visitor.driver.new_window().await.unwrap();
    visitor.driver.switch_to_window(window.clone()).await.unwrap();
    window
}
