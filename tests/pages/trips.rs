//! Creating, reading, changing, deleting and restoring a trip.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::housekeeping;

use crate::support::TestApp;

#[tokio::test]
async fn a_name_is_all_a_trip_needs() {
    let portal = TestApp::start().await;
    let answer = portal.submit("/trips", &[("name", "  Lyon  ")]).await;
    assert_eq!(answer.header("location"), "/trips/TRP-2026-000001");
    let page = portal.follow(&answer).await;
    assert!(page.shows("Trip TRP-2026-000001 created"));
    assert!(page.shows("Lyon"));
}

#[tokio::test]
async fn a_refused_form_comes_back_with_everything_typed() {
    let portal = TestApp::start().await;
    let typed = [
        ("name", ""),
        ("purpose", "Meet <the> team"),
        ("destination_place", "Douala"),
        ("start_date", "2026-05-04"),
        ("end_date", "2026-05-03"),
        ("budget_amount", "12.345"),
        ("budget_currency", "EUR"),
        ("time_zone", "Africa/Douala"),
        ("notes", "- one\n- two"),
    ];
    let page = portal.submit("/trips", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = page.text();
    assert!(html.contains("<title>Error: "), "the title says it first");
    for (remedy, field) in [
        ("Enter a trip name", "name"),
        ("End date must be the same as or after 4 May 2026", "end_date"),
        ("Enter an amount in EUR with at most 2 decimals", "budget_amount"),
    ] {
        assert_eq!(html.matches(remedy).count(), 2, "{remedy}: once in the summary, once beside the field");
        assert!(html.contains(&format!("href=\"#{field}\"")), "the summary links to {field}");
    }
    for kept in
        ["Meet &#60;the&#62; team", "value=\"Douala\"", "value=\"2026-05-03\"", "value=\"12.345\"", "- one\n- two"]
    {
        assert!(html.contains(kept), "{kept} is kept");
    }
    assert_eq!(portal.get("/api/trips/count").await.text(), "0");
}

#[tokio::test]
async fn a_trip_shows_all_that_is_known_of_it() {
    let portal = TestApp::start().await;
    let answer = portal
        .submit(
            "/trips",
            &[
                ("name", "Site audit"),
                ("purpose", "Yearly audit"),
                ("destination_place", "Douala"),
                ("destination_country", "CM"),
                ("start_date", "2026-05-30"),
                ("end_date", "2026-06-02"),
                ("time_zone", "Asia/Calcutta"),
                ("budget_amount", "1,250,000"),
                ("budget_currency", "XAF"),
                ("cost_center", "CC-42"),
                ("notes", "# Agenda\n- **visit**"),
            ],
        )
        .await;
    let page = portal.get(answer.header("location")).await;
    for part in [
        "Site audit",
        "Yearly audit",
        "Douala",
        "Cameroon",
        "XAF\u{a0}1,250,000",
        "CC-42",
        "Kolkata",
        "<h2>Agenda</h2>",
        "<strong>visit</strong>",
        "Draft",
    ] {
        assert!(page.shows(part), "{part} is shown");
    }
    let french = portal.get_with(answer.header("location"), &[("accept-language", "fr-CM, en;q=0.5")]).await;
    for part in ["Cameroun", "1\u{202f}250\u{202f}000\u{a0}XAF", "Brouillon", "lang=\"fr\""] {
        assert!(french.shows(part), "{part} is shown");
    }
}

#[tokio::test]
async fn a_trip_is_found_by_reference_in_any_case_and_by_id() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    for key in [trip["reference"].as_str().unwrap(), "trp-2026-000001", trip["id"].as_str().unwrap()] {
        assert_eq!(portal.get(&format!("/trips/{key}")).await.status, StatusCode::OK, "{key}");
    }
    for key in ["TRP-2026-000002", "x", "TRP-26-1", "%ff", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(portal.get(&format!("/trips/{key}")).await.status, StatusCode::NOT_FOUND, "{key}");
    }
}

#[tokio::test]
async fn an_edit_changes_what_it_names_and_empties_what_it_leaves_empty() {
    let portal = TestApp::start().await;
    portal.submit("/trips", &[("name", "Lyon"), ("purpose", "Visit")]).await;
    let form = portal.get("/trips/TRP-2026-000001/edit").await;
    assert!(form.shows("value=\"Lyon\"") && form.shows("Visit"));
    let saved = portal.submit("/trips/TRP-2026-000001?_method=put", &[("version", "1"), ("name", "Paris")]).await;
    let page = portal.follow(&saved).await;
    assert!(page.shows("Changes to TRP-2026-000001 saved") && page.shows("Paris") && !page.shows("Visit"));
    let refused = portal.submit("/trips/TRP-2026-000001?_method=put", &[("version", "2"), ("name", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("Enter a trip name"));
}

#[tokio::test]
async fn a_message_is_shown_once() {
    let portal = TestApp::start().await;
    let created = portal.submit("/trips", &[("name", "Lyon")]).await;
    let page = portal.follow(&created).await;
    assert!(page.header("set-cookie").starts_with("flash=;"), "the page takes the message away");
    assert!(!portal.get("/trips/TRP-2026-000001").await.shows("created</"));
}

#[tokio::test]
async fn a_made_up_message_is_not_shown() {
    let portal = TestApp::start().await;
    for cookie in
        ["flash=flash-deleted.<b>x</b>", "flash=you-won.TRP-2026-000001", "flash=x", "flash=flash-created.javascript:x"]
    {
        let page = portal.get_with("/trips", &[("cookie", cookie)]).await;
        assert!(!page.shows("role=\"status\"") || !page.shows("you-won"), "{cookie}");
        assert!(!page.shows("<b>x</b>") && !page.shows("javascript:x"), "{cookie}");
    }
}

#[tokio::test]
async fn deleting_is_immediate_and_can_be_undone() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    let deleted = portal.submit("/trips/TRP-2026-000001?_method=delete", &[]).await;
    let list = portal.follow(&deleted).await;
    assert!(list.shows("Trip TRP-2026-000001 moved to the trash"));
    assert!(list.shows("action=\"/trips/TRP-2026-000001/restoration\""), "Undo stands beside it");
    assert!(portal.get("/trips/trash").await.shows("Lyon"));
    assert!(portal.get("/trips/TRP-2026-000001").await.shows("/trips/TRP-2026-000001/restoration"));
    assert_eq!(portal.get("/trips/TRP-2026-000001/edit").await.status, StatusCode::NOT_FOUND);
    let restored = portal.submit("/trips/TRP-2026-000001/restoration", &[]).await;
    assert!(portal.follow(&restored).await.shows("Trip TRP-2026-000001 restored"));
    assert!(!portal.get("/trips/trash").await.shows("Lyon"));
    assert_eq!(portal.get("/trips/TRP-2026-000001/edit").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_trash_keeps_a_trip_for_thirty_days() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    portal.submit("/trips/TRP-2026-000001?_method=delete", &[]).await;
    assert!(portal.get("/trips/trash").await.shows("3 June 2026"), "the trash says until when");
    portal.clock.advance(TimeDelta::days(30));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().trips, 0);
    portal.clock.advance(TimeDelta::seconds(1));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().trips, 1);
    assert_eq!(portal.get("/trips/TRP-2026-000001").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_old_addresses_lead_to_the_new_ones() {
    let portal = TestApp::start().await;
    for (old, status, new) in [
        ("/trip", 308, "/trips"),
        ("/trip/new", 308, "/trips/new"),
        ("/trip/TRP-2026-000001/view", 308, "/trips/TRP-2026-000001"),
        ("/trip/TRP-2026-000001/edit", 308, "/trips/TRP-2026-000001/edit"),
        ("/trip/%2f%2fevil.example/view", 308, "/trips/%2F%2Fevil.example"),
        ("/admin/docs", 308, "/docs/api"),
        ("/docs/api/", 308, "/docs/api"),
    ] {
        let answer = portal.get(old).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (status, new), "{old}");
    }
}
