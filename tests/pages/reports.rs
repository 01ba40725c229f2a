//! What was spent, added up: on its page, as a file and over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// A trip of somebody with these expenses: day, category, amount, currency, rate.
async fn trip(person: &TestApp, trip: Value, expenses: &[(&str, &str, f64, &str, Option<f64>)]) -> String {
    let trip = person.trip(trip).await;
    let path = format!("/api/trips/{}/expenses", trip["id"].as_str().unwrap());
    for (day, category, amount, currency, rate) in expenses {
        let expense = json!({"title": "x", "spentOn": day, "category": category, "amount": amount, "currency": currency, "payer": "company", "rate": rate});
        let answer = person.json(Method::POST, &path, &expense).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    }
    trip["reference"].as_str().unwrap().to_owned()
}

/// A traveller and their manager with expenses, and somebody else with one.
async fn company() -> (TestApp, TestApp, TestApp) {
    let portal = TestApp::start().await;
    let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = portal.person("olga", &[Role::User], Some(&manager)).await;
    let stranger = portal.person("stan", &[Role::User], None).await;
    for (day, rate) in [("2026-05-01", "1.25"), ("2026-05-03", "1.6")] {
        sqlx::query("insert into exchange_rates values ('USD', $1::date, $2::numeric, 'imported', now(), 'x')")
            .bind(day)
            .bind(rate)
            .execute(&portal.app.db)
            .await
            .unwrap();
    }
    let lyon = json!({"name": "Lyon", "costCenter": "=CC-1", "destinationCountry": "FR", "budgetAmount": 9, "budgetCurrency": "EUR"});
    let reference = trip(
        &owner,
        lyon,
        &[
            ("2026-05-02", "meals", 100.0, "USD", None),
            ("2026-05-03", "meals", -10.01, "EUR", None),
            ("2026-02-02", "lodging", 50.0, "EUR", None),
            ("2026-05-03", "fees", 7.0, "KWD", None),
        ],
    )
    .await;
    owner.submit(&format!("/trips/{reference}/submission"), &[]).await;
    let boston = json!({"name": "Boston", "destinationCountry": "US", "budgetAmount": 9, "budgetCurrency": "USD"});
    trip(&stranger, boston, &[("2026-05-02", "transport", 33.0, "EUR", Some(1.3))]).await;
    (portal, owner, manager)
}

async fn spend(person: &TestApp, query: &str) -> Value {
    person.get(&format!("/api/reports/spend{query}")).await.value()
}

#[tokio::test]
async fn every_way_of_putting_lines_together_adds_up_to_the_same() {
    let (portal, _, _) = company().await;
    for (currency, unrated) in [("EUR", 1), ("USD", 2)] {
        let mut totals = Vec::new();
        for by in ["costCenter", "quarter", "country", "category", "traveller"] {
            let report = spend(&portal, &format!("?by={by}&currency={currency}")).await;
            let rows = report["rows"].as_array().unwrap();
            let sum: f64 = rows.iter().map(|row| row["amount"].as_f64().unwrap()).sum();
            assert!((sum - report["total"]["amount"].as_f64().unwrap()).abs() < 0.001, "{by}");
            totals.push(report["total"].clone());
        }
        assert!(totals.iter().all(|total| *total == totals[0]), "{totals:?}");
        assert_eq!(
            (&totals[0]["expenses"], &totals[0]["withoutRate"]),
            (&json!(5), &json!(unrated)),
            "none is dropped in silence"
        );
    }
    let by_quarter = spend(&portal, "?by=quarter").await;
    // 80 + 33 - 10.01: the stranger's line is in euros itself.
    assert_eq!((&by_quarter["rows"][0]["key"], &by_quarter["rows"][0]["amount"]), (&json!("2026-Q1"), &json!(50)));
    assert_eq!((&by_quarter["rows"][1]["key"], &by_quarter["rows"][1]["amount"]), (&json!("2026-Q2"), &json!(102.99)));
    // In dollars the stranger's line counts as on its trip's page, by hand: 42.90; 10.01 € at 1.6, 50 € before any rate.
    let dollars = spend(&portal, "?by=country&currency=USD&from=2026-04-01").await;
    let rows: Vec<_> = dollars["rows"].as_array().unwrap().iter().map(|row| (&row["key"], &row["amount"])).collect();
    assert_eq!(rows, [(&json!("FR"), &json!(83.98)), (&json!("US"), &json!(42.9))]);
}

#[tokio::test]
async fn people_see_what_was_spent_on_trips_they_see() {
    let (portal, owner, manager) = company().await;
    let stranger = portal.person("nora", &[Role::User], None).await;
    for (person, rows) in [(&portal, 2), (&owner, 1), (&manager, 1), (&stranger, 0)] {
        let report = spend(person, "?by=traveller").await;
        assert_eq!(report["rows"].as_array().unwrap().len(), rows, "{}", person.login());
        let page = person.get("/reports?by=traveller").await;
        assert_eq!(page.shows("/reports?by=quarter&#38;traveller=olga"), rows > 0, "{}", person.login());
        assert_eq!(page.shows("Nothing was spent here"), rows == 0, "{}", person.login());
    }
}

#[tokio::test]
async fn filters_narrow_a_report_and_stand_in_its_address() {
    let (portal, _, _) = company().await;
    for (filter, amount) in [
        ("costCenter=%3DCC-1", json!(119.99)),
        ("country=US", json!(33)),
        ("category=meals", json!(69.99)),
        ("traveller=stan", json!(33)),
        ("from=2026-01-01&to=2026-03-31", json!(50)),
        ("traveller=nobody", json!(0)),
    ] {
        assert_eq!(spend(&portal, &format!("?{filter}")).await["total"]["amount"], amount, "{filter}");
    }
    let page = portal.get("/reports?by=category&country=FR&category=meals").await;
    assert!(page.shows("EUR\u{a0}69.99 in 2 expenses") && page.shows("France") && page.shows("Meals"));
    let wrong = portal.get("/reports?by=moon&from=x&currency=XXX&country=ZZ").await;
    assert!(wrong.status == StatusCode::BAD_REQUEST && wrong.shows("<title>Error: What was spent"));
    for wrong in ["by=moon", "to=1066-01-01", "spell=1", "traveller=a+b"] {
        assert_eq!(portal.get(&format!("/api/reports/spend?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn a_report_is_a_file_that_spreadsheets_do_not_calculate() {
    let (portal, _, _) = company().await;
    let file = portal.get("/reports.csv?currency=EUR").await;
    assert!(
        file.header("content-type").starts_with("text/csv")
            && file.header("content-disposition").contains("spend-2025-07-01-2026-06-30.csv")
    );
    assert_eq!(
        file.text(),
        "\u{feff}Cost center,Amount,Currency,Expenses,Without a rate\r\n'=CC-1,119.99,EUR,4,1\r\nNo cost center,33.00,EUR,1,0\r\n"
    );
}

#[tokio::test]
async fn what_is_beyond_the_rows_stands_in_one_honest_line() {
    let portal = TestApp::start().await;
    for number in 0..52 {
        let plan = json!({"name": "x", "costCenter": format!("CC-{number}")});
        trip(&portal, plan, &[("2026-05-02", "meals", f64::from(number + 1), "EUR", None)]).await;
    }
    let report = spend(&portal, "").await;
    assert_eq!(report["rows"].as_array().unwrap().len(), 50);
    assert_eq!(report["others"], json!({"rows": 2, "amount": 3, "expenses": 2, "withoutRate": 0}));
    assert_eq!(report["total"]["amount"], json!(52 * 53 / 2));
    assert!(portal.get("/reports").await.shows("2 others"));
    assert_eq!(portal.get("/reports.csv").await.text().lines().count(), 53, "the file holds them all");
}
