//! Entering what a trip costs and reading what it adds up to, in both languages.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn somebody_enters_an_expense_corrects_it_and_takes_a_deletion_back() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off", "budgetAmount": 100, "budgetCurrency": "EUR"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        visitor.follow("Costs").await;
        visitor.sees("Nothing spent yet").await;
        visitor.follow("Add an expense").await;
        visitor.fill("What for", "Dinner with the client").await;
        visitor.choose("Category", "Meals").await;
        visitor.press("Save expense").await;
        visitor.sees("Enter an amount").await;
        assert_eq!(visitor.value("What for").await, "Dinner with the client");
        visitor.fill("Amount", "150.50").await;
        visitor.press("Save expense").await;
        visitor.sees("Added the expense").await;
        visitor.sees("Over budget").await;
        visitor.follow("Edit Dinner with the client").await;
        visitor.fill("Amount", "50.50").await;
        visitor.press("Save expense").await;
        visitor.sees("EUR\u{a0}49.50").await;
        let receipt = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("Bill of the dinner.txt");
        std::fs::write(&receipt, "50,50 EUR").unwrap();
        visitor.sees("1 expense has no receipt.").await;
        visitor.follow("Edit Dinner with the client").await;
        visitor.find("#files").await.send_keys(receipt.to_str().unwrap()).await.unwrap();
        visitor.press("Save expense").await;
        assert_eq!(visitor.texts(".expense__receipts a").await, ["Bill of the dinner.txt"]);
        visitor.press("Delete Dinner with the client").await;
        visitor.sees("Deleted an expense").await;
        visitor.press("Undo").await;
        visitor.sees("Restored the expense").await;
        visitor.follow("Overview").await;
        visitor.sees("EUR\u{a0}50.50").await;
    })
    .await;
}
