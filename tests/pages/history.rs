//! What was changed about a trip, on its page.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::{Answer, TestApp};

/// A portal with a trip; returns its path.
async fn with_trip() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon", "budgetAmount": 900, "budgetCurrency": "EUR"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    (portal, path)
}

async fn save(portal: &TestApp, path: &str, version: &str, more: &[(&str, &str)]) -> Answer {
    portal.clock.advance(TimeDelta::minutes(1));
    let fields = [&[("version", version)][..], more].concat();
    let answer = portal.submit(&format!("{path}?_method=put"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer
}

/// The addresses of the versions a history leads to, the newest first.
async fn versions(portal: &TestApp, path: &str) -> Vec<String> {
    let page = portal.get(&format!("{path}/history")).await.text();
    let start = format!("{path}/history/");
    let link = format!("href=\"{start}");
    let ids = page.split(&link).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    ids.map(|id| format!("{start}{id}")).collect()
}

#[tokio::test]
async fn every_change_tells_who_when_and_from_what_to_what() {
    let (portal, path) = with_trip().await;
    save(
        &portal,
        &path,
        "1",
        &[("name", "Lyon"), ("budget_amount", "1200.50"), ("budget_currency", "EUR"), ("start_date", "2026-06-01")],
    )
    .await;
    portal.submit(&format!("{path}/submission"), &[]).await;
    let page = portal.get(&format!("{path}/history")).await;
    for text in [
        "<del>EUR\u{a0}900.00</del>",
        "<ins>EUR\u{a0}1,200.50</ins>",
        "<ins>1 June 2026</ins>",
        "4 May 2026, 12:01 UTC",
        "<del>Draft</del>",
        "<ins>Submitted</ins>",
        "<span>admin</span>",
    ] {
        assert!(page.shows(text), "{text}");
    }
    let french = portal.get_with(&format!("{path}/history"), &[("accept-language", "fr")]).await;
    assert!(french.shows("<ins>1er juin 2026</ins>") && french.shows("<ins>1\u{202f}200,50\u{a0}EUR</ins>"));
}

#[tokio::test]
async fn a_save_that_changes_nothing_leaves_no_line() {
    let (portal, path) = with_trip().await;
    save(&portal, &path, "1", &[("name", "Lyon"), ("budget_amount", "900.00"), ("budget_currency", "EUR")]).await;
    assert_eq!(versions(&portal, &path).await.len(), 1);
}

#[tokio::test]
async fn a_long_text_is_compared_line_by_line() {
    let (portal, path) = with_trip().await;
    save(&portal, &path, "1", &[("name", "Lyon"), ("notes", "By train\n\nHotel A\n\nBring a coat")]).await;
    save(&portal, &path, "2", &[("name", "Lyon"), ("notes", "By train\n\nHotel B\n\nBring a coat")]).await;
    let page = portal.get(&format!("{path}/history")).await.text();
    let newest = page.split("history-entry__more").next().unwrap();
    assert!(newest.contains("</span> Hotel A</del>") && newest.contains("</span> Hotel B</ins>"));
    assert!(!newest.contains("By train"), "what is far from a change is left out");
}

#[tokio::test]
async fn sharing_deleting_and_restoring_stand_in_it_too() {
    let (portal, path) = with_trip().await;
    portal.person("vera", &[Role::User], None).await;
    for (step, fields) in [
        ("/members", &[("person", "vera"), ("role", "viewer")][..]),
        ("/members/vera?_method=put", &[("role", "editor")]),
        ("/members/vera?_method=delete", &[]),
        ("?_method=delete", &[]),
        ("/restoration", &[]),
    ] {
        portal.clock.advance(TimeDelta::minutes(1));
        portal.submit(&format!("{path}{step}"), fields).await;
    }
    let actions: Vec<String> = sqlx::query_scalar("select subject || ' ' || action from trip_changes order by at")
        .fetch_all(&portal.app.db)
        .await
        .unwrap();
    assert_eq!(
        actions,
        ["trip created", "member created", "member changed", "member deleted", "trip deleted", "trip restored"]
    );
    let page = portal.get(&format!("{path}/history?subject=member")).await;
    assert!(page.shows("<del>may look</del>") && page.shows("<ins>may edit</ins>"));
    assert_eq!(page.text().matches("history-entry__name\">vera").count(), 3);
    assert_eq!(portal.get(&format!("{path}/history?subject=lost")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_refused_change_leaves_no_line() {
    let (portal, path) = with_trip().await;
    save(&portal, &path, "1", &[("name", "Lyon 2")]).await;
    let stale = portal.submit(&format!("{path}?_method=put"), &[("name", "Mine"), ("version", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(versions(&portal, &path).await.len(), 2);
}

#[tokio::test]
async fn an_earlier_version_comes_back_and_goes_again() {
    let (portal, path) = with_trip().await;
    save(&portal, &path, "1", &[("name", "Marseille"), ("notes", "New")]).await;
    portal.clock.advance(TimeDelta::minutes(1));
    portal.submit(&format!("{path}/submission"), &[]).await;
    let first = versions(&portal, &path).await.pop().unwrap();
    let page = portal.get(&first).await;
    assert!(page.shows("The trip as it was on 4 May 2026, 12:00 UTC") && page.shows("Restore this version"));
    portal.clock.advance(TimeDelta::minutes(1));
    let restored = portal.submit(&format!("{first}/restoration"), &[("version", "3")]).await;
    let page = portal.follow(&restored).await;
    assert!(page.shows("The earlier version of TRP-") && page.shows("<h1>Lyon</h1>") && page.shows("EUR\u{a0}900.00"));
    assert!(page.shows("status--submitted"), "the status stays");
    let undo = page.text().split("action=\"").find(|form| form.contains("Undo")).unwrap().to_owned();
    let action = undo.split('"').next().unwrap();
    let undone = portal.submit(action, &[("version", "4")]).await;
    assert!(portal.follow(&undone).await.shows("<h1>Marseille</h1>"));
    assert_eq!(versions(&portal, &path).await.len(), 5, "nothing is taken out of the history");
}

#[tokio::test]
async fn who_restores_what_has_changed_since_compares_once_more() {
    let (portal, path) = with_trip().await;
    save(&portal, &path, "1", &[("name", "Marseille")]).await;
    let first = versions(&portal, &path).await.pop().unwrap();
    save(&portal, &path, "2", &[("name", "Nice")]).await;
    let refused = portal.submit(&format!("{first}/restoration"), &[("version", "2")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.shows("Nothing was restored") && refused.shows(">Nice<"));
    assert!(portal.get(&path).await.shows("<h1>Nice</h1>"));
}

#[tokio::test]
async fn a_version_that_breaks_todays_rules_is_not_restored() {
    let (portal, path) = with_trip().await;
    save(&portal, &path, "1", &[("name", "Marseille")]).await;
    let first = versions(&portal, &path).await.pop().unwrap();
    sqlx::query(
        "update trip_changes set snapshot = snapshot || '{\"destinationCountry\": \"XX\"}' where action = 'created'",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    let refused = portal.submit(&format!("{first}/restoration"), &[("version", "2")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("<title>Error:"));
}

#[tokio::test]
async fn versions_of_other_trips_are_not_found() {
    let (portal, path) = with_trip().await;
    let other = portal.trip(json!({"name": "Other"})).await;
    let version = versions(&portal, &path).await.pop().unwrap();
    let id = version.rsplit('/').next().unwrap();
    let wrong = format!("/trips/{}/history/{id}", other["reference"].as_str().unwrap());
    assert_eq!(portal.get(&wrong).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.submit(&format!("{wrong}/restoration"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.get(&format!("{path}/history/1")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_long_history_comes_in_pages() {
    let (portal, path) = with_trip().await;
    sqlx::query(
        "insert into trip_changes (id, trip_id, at, actor, subject, subject_id, subject_name, action, fields, snapshot)
         select gen_random_uuid(), trip_id, at, actor, subject, subject_id, subject_name, 'changed', '[]', snapshot
         from trip_changes, generate_series(1, 45)",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    let mut address = format!("{path}/history");
    for expected in [20, 20, 6] {
        let page = portal.get(&address).await.text();
        assert_eq!(page.matches("class=\"history-entry\"").count(), expected);
        let next = page.split("rel=\"next\" href=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        address = next.unwrap_or_default();
    }
    assert_eq!(address, "");
}
