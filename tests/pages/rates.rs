//! Exchange rates, on the administrators' page.

use axum::http::StatusCode;

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
