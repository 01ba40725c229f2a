//! Exchange rates, on the administrators' page.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::support::TestApp;

const FILE: &str = "Date, USD, JPY, CYP, \n4 May 2026, 1.1567, 181.02, N/A, \n";

async fn stored(portal: &TestApp) -> Vec<String> {
    sqlx::query_scalar(
        "select currency || ' ' || day || ' ' || per_euro::float || ' ' || source from exchange_rates order by 1",
    )
    .fetch_all(&portal.app.db)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_rate_is_entered_and_another_one_takes_its_place() {
    let portal = TestApp::start().await;
    assert!(portal.get("/admin/rates").await.shows("No rates yet"));
    for rate in ["1,15", "1.1567"] {
        let saved = portal.submit("/admin/rates", &[("currency", "USD"), ("day", "2026-05-04"), ("rate", rate)]).await;
        assert!(portal.follow(&saved).await.shows("Saved the rate."));
    }
    assert_eq!(stored(&portal).await, ["USD 2026-05-04 1.1567 entered"]);
    let wrong = portal.submit("/admin/rates", &[("currency", "EUR"), ("day", ""), ("rate", "-1")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for remedy in
        ["Choose a currency other than the euro", "Enter the day of the rate", "Enter a number above 0", "value=\"-1\""]
    {
        assert!(wrong.shows(remedy), "{remedy}");
    }
    let log: Vec<String> =
        sqlx::query_scalar("select subject from audit_events where action = 'rate-entered' order by 1")
            .fetch_all(&portal.app.db)
            .await
            .unwrap();
    assert_eq!(log, ["USD 2026-05-04 1.15", "USD 2026-05-04 1.1567"]);
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_then_stored_whole() {
    let portal = TestApp::start().await;
    portal.submit("/admin/rates", &[("currency", "JPY"), ("day", "2026-05-04"), ("rate", "181.02")]).await;
    let preview = portal.submit("/admin/rates/import", &[("csv", FILE)]).await;
    assert!(preview.shows("2 rates of 2 currencies, 1 of them new or different.") && preview.shows("not in use: CYP"));
    assert_eq!(stored(&portal).await.len(), 1, "nothing is stored before somebody says so");
    let done = portal.submit("/admin/rates/import", &[("csv", FILE), ("confirmed", "1")]).await;
    assert!(portal.follow(&done).await.shows("Imported the rates."));
    assert_eq!(stored(&portal).await, ["JPY 2026-05-04 181.02 imported", "USD 2026-05-04 1.1567 imported"]);
}

#[tokio::test]
async fn a_file_with_a_wrong_line_stores_nothing_and_names_the_line() {
    let portal = TestApp::start().await;
    let file = format!("{FILE}5 May 2026, abc, 181,\n");
    for fields in [&[("csv", file.as_str())][..], &[("csv", file.as_str()), ("confirmed", "1")]] {
        let refused = portal.submit("/admin/rates/import", fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.shows("Line 3:")
                && refused.shows("for USD instead of “abc”")
                && refused.shows("Nothing was stored")
        );
    }
    assert!(stored(&portal).await.is_empty());
    let nothing = portal.submit("/admin/rates/import", &[("csv", " ")]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.shows("Paste the content of the file"));
}

#[tokio::test]
async fn a_rate_is_removed_and_the_one_before_it_counts() {
    let portal = TestApp::start().await;
    for (day, rate) in [("2026-03-02", "1.15"), ("2026-03-03", "11.567")] {
        portal.submit("/admin/rates", &[("currency", "USD"), ("day", day), ("rate", rate)]).await;
    }
    let page = portal.get("/admin/rates/USD").await;
    assert!(page.shows("3 March 2026") && page.shows("11.567") && page.shows("Remove this rate"));
    let removed = portal.submit("/admin/rates/USD/2026-03-03?_method=delete", &[]).await;
    let page = portal.follow(&removed).await;
    assert!(page.shows("Removed the rate.") && !page.shows("3 March 2026") && page.shows("2 March 2026"));
    let log: Vec<String> = sqlx::query_scalar("select subject from audit_events where action = 'rate-removed'")
        .fetch_all(&portal.app.db)
        .await
        .unwrap();
    assert_eq!(log, ["USD 2026-03-03 11.567"]);
    for nowhere in ["/admin/rates/USD/2026-03-03", "/admin/rates/USD/yesterday", "/admin/rates/EUR/2026-03-02"] {
        let again = portal.submit(&format!("{nowhere}?_method=delete"), &[]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    for nowhere in ["/admin/rates/EUR", "/admin/rates/XXX"] {
        assert_eq!(portal.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn a_currencys_rates_are_shown_page_by_page() {
    let portal = TestApp::start().await;
    sqlx::query(
        "insert into exchange_rates select 'JPY', date '2026-01-01' + n, 180 + n, 'imported', now(), 'bank'
         from generate_series(0, 70) n",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    let newest = portal.get("/admin/rates/JPY").await;
    assert!(newest.shows("12 March 2026") && newest.shows("22 January 2026") && !newest.shows("21 January 2026"));
    assert!(newest.text().contains("href=\"/admin/rates/JPY?before=2026-01-22\""));
    let older = portal.get("/admin/rates/JPY?before=2026-01-22").await;
    assert!(
        older.shows("21 January 2026") && older.shows("1 January 2026") && !older.text().contains("before=2026-01-01")
    );
    assert_eq!(portal.get("/admin/rates/JPY?before=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn programs_enter_read_and_remove_rates() {
    let portal = TestApp::start().await;
    let put = |address: &'static str, body: serde_json::Value| {
        let portal = &portal;
        async move { portal.json(Method::PUT, address, &body).await }
    };
    assert_eq!(put("/api/admin/rates/USD/2026-05-01", json!({ "rate": 1.15 })).await.status, StatusCode::OK);
    let entered = put("/api/admin/rates/USD/2026-05-04", json!({ "rate": 1.1567 })).await.value();
    assert_eq!((&entered["rate"], &entered["source"]), (&json!(1.1567), &json!("entered")));
    assert_eq!(entered["enteredBy"], "admin");
    for (address, body, status) in [
        ("/api/admin/rates/EUR/2026-05-04", json!({ "rate": 1 }), StatusCode::NOT_FOUND),
        ("/api/admin/rates/USD/2026-02-30", json!({ "rate": 1 }), StatusCode::NOT_FOUND),
        ("/api/admin/rates/USD/2026-05-04", json!({ "rate": 0 }), StatusCode::BAD_REQUEST),
        ("/api/admin/rates/USD/2026-05-04", json!({ "rate": 1.123_456_789 }), StatusCode::BAD_REQUEST),
        ("/api/admin/rates/USD/2026-05-04", json!({}), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(put(address, body.clone()).await.status, status, "{address} {body}");
    }
    let on = portal.get("/api/admin/rates?on=2026-05-03").await.value();
    assert_eq!(on, json!([{ "currency": "USD", "day": "2026-05-01", "rate": 1.15, "source": "entered" }]));
    assert_eq!(portal.get("/api/admin/rates").await.value()[0]["day"], "2026-05-04");
    assert_eq!(portal.get("/api/admin/rates/USD?before=2026-05-04").await.value()[0]["day"], "2026-05-01");
    assert_eq!(portal.get("/api/admin/rates?on=x").await.status, StatusCode::BAD_REQUEST);
    for status in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
        let removed = portal.json(Method::DELETE, "/api/admin/rates/USD/2026-05-04", &json!(null)).await;
        assert_eq!(removed.status, status);
    }
    assert_eq!(portal.get("/api/admin/rates/USD").await.value().as_array().unwrap().len(), 1);
}
