//! What a trip costs, on its page.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

/// A portal with rates of 1 and 4 May, and the path of a trip with a budget in euros.
async fn portal() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let rates = [
        ("USD", "2026-05-01", "1.25"),
        ("USD", "2026-05-04", "1.6"),
        ("JPY", "2026-05-01", "160"),
        ("GBP", "2026-05-01", "0.8"),
    ];
    for (currency, day, rate) in rates {
        rate_on(&portal, currency, day, rate).await;
    }
    let trip = portal.trip(json!({"name": "Lyon", "budgetAmount": 1000, "budgetCurrency": "EUR"})).await;
    (portal, format!("/trips/{}", trip["reference"].as_str().unwrap()))
}

async fn rate_on(portal: &TestApp, currency: &str, day: &str, per_euro: &str) {
    sqlx::query(
        "insert into exchange_rates (currency, day, per_euro, source, set_at, set_by)
         values ($1, $2::date, $3::numeric, 'imported', now(), 'test')",
    )
    .bind(currency)
    .bind(day)
    .bind(per_euro)
    .execute(&portal.app.db)
    .await
    .unwrap();
}

async fn spend(portal: &TestApp, path: &str, more: &[(&str, &str)]) -> Answer {
    portal.submit(&format!("{path}/expenses"), &fields(more)).await
}

/// A whole form with some fields changed.
fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("title", "Taxi"),
        ("spent_on", "2026-05-03"),
        ("category", "transport"),
        ("amount", "50"),
        ("currency", "USD"),
        ("payer", "traveller"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more.iter().copied()).collect()
}

/// The expenses of a trip over REST, whose path pages do not know.
async fn stored(portal: &TestApp, path: &str) -> Vec<Value> {
    let id: String = sqlx::query_scalar("select id::text from trips where reference = $1")
        .bind(path.trim_start_matches("/trips/"))
        .fetch_one(&portal.app.db)
        .await
        .unwrap();
    portal.get(&format!("/api/trips/{id}/expenses")).await.value().as_array().unwrap().clone()
}

async fn only_id(portal: &TestApp, path: &str) -> String {
    stored(portal, path).await[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_expense_counts_at_the_newest_rate_on_or_before_its_day() {
    let (portal, path) = portal().await;
    let page = portal.follow(&spend(&portal, &path, &[]).await).await;
    assert!(
        page.shows("Added the expense to TRP-")
            && page.shows("EUR\u{a0}40.00")
            && page.shows("1 USD = 0.8, 1 May 2026")
    );
    let line = &stored(&portal, &path).await[0];
    assert_eq!(
        (&line["rate"], &line["rateDate"], &line["convertedAmount"]),
        (&json!(0.8), &json!("2026-05-01"), &json!(40))
    );
}

#[tokio::test]
async fn totals_are_the_sums_of_the_lines_as_shown() {
    let (portal, path) = portal().await;
    // Three times a third of a cent too little: 33.33 each, and not 100 in all.
    for _ in 0..3 {
        spend(&portal, &path, &[("amount", "5333"), ("currency", "JPY"), ("payer", "company")]).await;
    }
    spend(&portal, &path, &[("amount", "-10.01"), ("currency", "EUR"), ("category", "meals")]).await;
    let page = portal.get(&format!("{path}/costs")).await;
    assert_eq!(page.text().matches("EUR\u{a0}33.33<").count(), 0, "with its rate beside it");
    assert_eq!(page.text().matches("EUR\u{a0}33.33 ").count(), 3);
    for shown in ["EUR\u{a0}99.99", "EUR\u{a0}-10.01", "EUR\u{a0}89.98", "JPY\u{a0}15,999", "EUR\u{a0}910.02", "Refund"]
    {
        assert!(page.shows(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_rate_stays_as_it_was_fixed_until_day_or_currency_change() {
    let (portal, path) = portal().await;
    spend(&portal, &path, &[]).await;
    rate_on(&portal, "USD", "2026-05-02", "2").await;
    let id = only_id(&portal, &path).await;
    let save = async |version: &'static str, more: &'static [(&'static str, &'static str)]| {
        let fields = [fields(more), vec![("version", version)]].concat();
        let saved = portal.submit(&format!("{path}/expenses/{id}?_method=put"), &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        stored(&portal, &path).await[0]["convertedAmount"].clone()
    };
    assert_eq!(save("1", &[("amount", "100")]).await, json!(80), "still at the rate of 1 May");
    assert_eq!(save("2", &[("amount", "100"), ("spent_on", "2026-05-02")]).await, json!(50));
    assert_eq!(save("3", &[("amount", "100"), ("rate", "0,9")]).await, json!(90), "by hand");
    assert_eq!(save("4", &[("amount", "200"), ("rate", "0,9")]).await, json!(180));
    assert_eq!(save("5", &[("amount", "200")]).await, json!(100), "the rate of the day again");
}

#[tokio::test]
async fn a_line_without_a_rate_is_counted_apart_until_there_is_one() {
    let (portal, path) = portal().await;
    spend(&portal, &path, &[("amount", "12.345"), ("currency", "KWD")]).await;
    spend(&portal, &path, &[("amount", "10"), ("currency", "EUR")]).await;
    let page = portal.get(&format!("{path}/costs")).await;
    assert!(
        page.shows("1 expense has no known rate and is in no total below.")
            && page.shows("1 cost without a known rate")
    );
    assert!(page.shows("KWD\u{a0}12.345") && page.shows("No rate known") && page.shows("EUR\u{a0}10.00"));
    let rates = format!("{path}/expenses/rates");
    assert!(portal.follow(&portal.submit(&rates, &[]).await).await.shows("are still not known"));
    rate_on(&portal, "KWD", "2026-04-30", "0.25").await;
    let page = portal.follow(&portal.submit(&rates, &[]).await).await;
    assert!(
        page.shows("Found rates that were missing") && page.shows("EUR\u{a0}49.38") && page.shows("EUR\u{a0}59.38")
    );
    assert!(!page.shows("no known rate"));
}

#[tokio::test]
async fn another_currency_of_the_budget_needs_other_rates() {
    let (portal, path) = portal().await;
    spend(&portal, &path, &[("amount", "100"), ("currency", "EUR")]).await;
    let id: String = sqlx::query_scalar("select id::text from trips").fetch_one(&portal.app.db).await.unwrap();
    let change = json!({"budgetAmount": 500, "budgetCurrency": "GBP"});
    assert_eq!(portal.json(Method::PATCH, &format!("/api/trips/{id}"), &change).await.status, StatusCode::OK);
    assert!(portal.get(&format!("{path}/costs")).await.shows("1 expense has no known rate"));
    let page = portal.follow(&portal.submit(&format!("{path}/expenses/rates"), &[]).await).await;
    assert!(page.shows("GBP\u{a0}80.00") && page.shows("GBP\u{a0}420.00"));
}

#[tokio::test]
async fn what_is_planned_stands_beside_what_is_spent_until_it_is_paid() {
    let (portal, path) = portal().await;
    let segment: String = sqlx::query_scalar(
        "insert into segments (id, trip_id, kind, title, start_date, start_zone, start_at, cost_amount, cost_currency,
             created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), id, 'hotel', 'Hôtel du Parc', '2026-06-01', 'Europe/Paris', now(), 1600, 'USD',
             now(), 'x', now(), 'x' from trips returning id::text",
    )
    .fetch_one(&portal.app.db)
    .await
    .unwrap();
    spend(&portal, &path, &[("amount", "200"), ("currency", "EUR")]).await;
    let page = portal.get(&path).await;
    assert!(page.shows("EUR\u{a0}200.00 spent and EUR\u{a0}1,000.00 planned, of a budget of EUR\u{a0}1,000.00"));
    assert!(page.shows("Over budget") && page.shows("EUR\u{a0}200.00"));
    let new = portal.get(&format!("{path}/expenses/new?segment={segment}")).await;
    assert!(new.shows("value=\"1600.00\"") && new.shows("value=\"Hôtel du Parc\""));
    let paid = [("amount", "900"), ("currency", "EUR"), ("category", "lodging"), ("segment", segment.as_str())];
    let page = portal.follow(&spend(&portal, &path, &paid).await).await;
    assert!(page.shows("EUR\u{a0}1,100.00 spent and EUR\u{a0}0.00 planned") && page.shows("for Hôtel du Parc"));
    assert!(!page.shows("Planned, not spent yet"));
    let other = portal.trip(json!({"name": "Other"})).await;
    let other = format!("/trips/{}", other["reference"].as_str().unwrap());
    let refused = spend(&portal, &other, &paid).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no other trip's");
}

#[tokio::test]
async fn a_refused_expense_keeps_what_was_typed_and_names_every_problem() {
    let (portal, path) = portal().await;
    let wrong = [
        ("title", ""),
        ("amount", "1200,5"),
        ("currency", "JPY"),
        ("rate", "x"),
        ("merchant", "Yamato"),
        ("written_in", "fr"),
    ];
    let refused = spend(&portal, &path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in [
        "<title>Error: Add an expense",
        "Enter what the money was spent on",
        "Enter an amount in JPY without decimals",
        "Enter a rate above 0",
        "value=\"1200,5\"",
        "value=\"Yamato\"",
    ] {
        assert!(refused.shows(shown), "{shown}");
    }
    let same = spend(&portal, &path, &[("currency", "EUR"), ("rate", "2")]).await;
    assert!(same.shows("the amount is in the trip’s currency already"));
    assert!(stored(&portal, &path).await.is_empty());
}

#[tokio::test]
async fn deleting_is_undone_with_one_press() {
    let (portal, path) = portal().await;
    spend(&portal, &path, &[]).await;
    let id = only_id(&portal, &path).await;
    let expense = format!("{path}/expenses/{id}");
    let page = portal.follow(&portal.submit(&format!("{expense}?_method=delete"), &[]).await).await;
    assert!(page.shows("Deleted an expense") && page.shows(&format!("action=\"{expense}/restoration\"")));
    assert!(page.shows("Nothing spent yet"));
    assert_eq!(portal.get(&format!("{expense}/edit")).await.status, StatusCode::NOT_FOUND);
    let page = portal.follow(&portal.submit(&format!("{expense}/restoration"), &[]).await).await;
    assert!(page.shows("Restored the expense") && page.shows("EUR\u{a0}40.00"));
    let history: Vec<String> = sqlx::query_scalar(
        "select action || ' ' || subject_name from trip_changes where subject = 'expense' order by action",
    )
    .fetch_all(&portal.app.db)
    .await
    .unwrap();
    assert_eq!(history, ["created Taxi", "deleted Taxi", "restored Taxi"]);
}

#[tokio::test]
async fn a_stale_edit_shows_both_versions_and_a_deleted_expense_comes_back_when_saved() {
    let (portal, path) = portal().await;
    spend(&portal, &path, &[]).await;
    let id = only_id(&portal, &path).await;
    let put = format!("{path}/expenses/{id}?_method=put");
    portal.submit(&put, &[fields(&[("amount", "60")]), vec![("version", "1")]].concat()).await;
    let stale = [fields(&[("amount", "70"), ("category", "meals")]), vec![("version", "1")]].concat();
    let conflict = portal.submit(&put, &stale).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(
        conflict.shows("60.00") && conflict.shows("70.00") && conflict.shows("Meals") && conflict.shows("Transport")
    );
    let picked = [stale, vec![("version", "2"), ("pick_amount", "theirs")]].concat();
    let picked: Vec<_> = picked.into_iter().filter(|pair| *pair != ("version", "1")).collect();
    portal.submit(&put, &picked).await;
    let line = &stored(&portal, &path).await[0];
    assert_eq!((&line["amount"], &line["category"]), (&json!(60), &json!("meals")));

    portal.submit(&format!("{path}/expenses/{id}?_method=delete"), &[]).await;
    let mine = [fields(&[("amount", "80")]), vec![("version", "3")]].concat();
    let gone = portal.submit(&put, &mine).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(
        gone.shows("This expense was deleted on")
            && gone.shows("value=\"80\"")
            && gone.shows("name=\"version\" value=\"4\"")
    );
    let again = [fields(&[("amount", "80")]), vec![("version", "4"), ("restore", "1")]].concat();
    assert_eq!(portal.submit(&put, &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stored(&portal, &path).await[0]["amount"], json!(80));
}

#[tokio::test]
async fn a_trip_has_a_bounded_number_of_expenses() {
    let (portal, path) = portal().await;
    sqlx::query(
        "insert into expenses (id, trip_id, spent_on, category, title, amount, currency, payer, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), trips.id, '2026-05-04', 'meals', 'x', 1, 'EUR', 'company', now(), 'x', now(), 'x'
         from trips, generate_series(1, 500)",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    let refused = spend(&portal, &path, &[]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.shows("A trip has at most 500 expenses"));
    assert!(portal.get(&path).await.shows("EUR\u{a0}500.00 spent"));
}

/// The body of the form of an expense, with files.
fn with_files(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--x--\r\n");
    body
}

async fn send(portal: &TestApp, path: &str, body: Vec<u8>) -> Answer {
    let request = axum::http::Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("content-type", "multipart/form-data; boundary=x")
        .header("host", "portal.test")
        .header("origin", "http://portal.test")
        .header("sec-fetch-site", "same-origin")
        .body(axum::body::Body::from(body))
        .unwrap();
    portal.send(request).await
}

#[tokio::test]
async fn receipts_come_with_the_form_and_stay_when_the_expense_goes() {
    let (portal, path) = portal().await;
    spend(&portal, &path, &[("title", "Bus")]).await;
    let receipt: (&str, &[u8]) = ("Reçu.pdf", b"%PDF-1.7\n1 0 obj\n");
    let body = with_files(&fields(&[("receipts", "")]), &[receipt, ("photo.txt", b"12")]);
    let page = portal.follow(&send(&portal, &format!("{path}/expenses"), body).await).await;
    assert!(page.shows("2 receipts:") && page.shows("Reçu.pdf"), "{}", page.text());
    assert!(page.shows("1 expense has no receipt."));
    let only = portal.get(&format!("{path}/costs?receipts=none")).await;
    assert!(only.shows("Only the 1 expense without a receipt") && only.shows(">Bus<") && !only.shows(">Taxi<"));
    assert!(portal.get(&format!("{path}/documents")).await.shows("Receipt of “Taxi” in"));
    let lines = stored(&portal, &path).await;
    let taxi = lines.iter().find(|line| line["title"] == "Taxi").unwrap();
    let (id, kept) = (taxi["id"].as_str().unwrap(), taxi["receiptIds"][0].as_str().unwrap());
    let form = portal.get(&format!("{path}/expenses/{id}/edit")).await;
    assert_eq!(form.text().matches("name=\"receipts\" value=\"").count(), 3, "one box each, and what is there without");
    let change = fields(&[("receipts", ""), ("receipts", kept), ("version", "1")]);
    let saved = send(&portal, &format!("{path}/expenses/{id}?_method=put"), with_files(&change, &[])).await;
    assert!(portal.follow(&saved).await.shows("1 receipt:"), "what is unticked is taken away");
    let plain = portal.submit(&format!("{path}/expenses/{id}?_method=put"), &fields(&[("version", "2")])).await;
    assert!(portal.follow(&plain).await.shows("1 receipt:"), "a form without receipts leaves them");
    let history = portal.get(&format!("{path}/history")).await;
    assert!(history.shows("Receipts") && history.shows("Receipt of"), "{}", history.text());
    let gone = portal.submit(&format!("{path}/expenses/{id}?_method=delete"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let documents = portal.get(&format!("{path}/documents")).await;
    assert!(documents.shows("Reçu.pdf") && documents.shows("photo.txt") && !documents.shows("Receipt of “"));
    let back = portal.submit(&format!("{path}/expenses/{id}/restoration"), &[]).await;
    assert!(portal.follow(&back).await.shows("1 receipt:"), "it has its receipt again");
}

#[tokio::test]
async fn a_refused_form_says_that_files_have_to_be_chosen_again() {
    let (portal, path) = portal().await;
    let body = with_files(&fields(&[("amount", "much"), ("receipts", "")]), &[("a.txt", b"12")]);
    let refused = send(&portal, &format!("{path}/expenses"), body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("value=\"much\"") && refused.shows("Choose the files again"), "{}", refused.text());
    let bad = [("a.txt", &b"12"[..]), ("b.exe", b"MZ")];
    let refused = send(&portal, &format!("{path}/expenses"), with_files(&fields(&[("receipts", "")]), &bad)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("“b.exe” is of a kind that cannot be attached") && refused.shows("value=\"Taxi\""));
    let six: Vec<(&str, &[u8])> =
        ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"].map(|name| (name, &b"x"[..])).into();
    let refused = send(&portal, &format!("{path}/expenses"), with_files(&fields(&[("receipts", "")]), &six)).await;
    assert!(refused.shows("An expense has at most 5 receipts"), "{}", refused.text());
    assert_eq!(stored(&portal, &path).await.len(), 0);
    assert!(portal.get(&format!("{path}/documents")).await.shows("No files yet"), "nothing is half done");
}
