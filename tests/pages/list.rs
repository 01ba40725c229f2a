//! The list: search, filters, order, pages, all in the address.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::TestApp;

async fn portal() -> TestApp {
    let portal = TestApp::start().await;
    for body in [
        json!({"name": "Zürich audit", "destinationPlace": "Zürich", "destinationCountry": "CH", "startDate": "2026-06-01", "endDate": "2026-06-03"}),
        json!({"name": "Customer visit", "destinationPlace": "Lyon", "destinationCountry": "FR", "startDate": "2026-05-03", "endDate": "2026-05-06", "costCenter": "CC-100%"}),
        json!({"name": "Annual fair", "destinationPlace": "Hannover", "destinationCountry": "DE", "startDate": "2026-04-01", "endDate": "2026-04-02", "status": "submitted"}),
        json!({"name": "Some day"}),
    ] {
        portal.trip(body).await;
        portal.clock.advance(chrono::TimeDelta::milliseconds(1));
    }
    portal
}

/// The names of the trips on a page, in its order.
fn names(html: &str) -> Vec<&'static str> {
    let all = ["Zürich audit", "Customer visit", "Annual fair", "Some day"];
    let body = html.split("<tbody").nth(1).unwrap_or_default();
    let mut found: Vec<_> = all.into_iter().filter_map(|name| body.find(name).map(|at| (at, name))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn search_finds_words_whatever_their_case_and_accents() {
    let portal = portal().await;
    for (query, expected) in [
        ("zurich", vec!["Zürich audit"]),
        ("ZÜRICH aud", vec!["Zürich audit"]),
        ("visit lyon", vec!["Customer visit"]),
        ("TRP-2026-000003", vec!["Annual fair"]),
        ("100%25", vec!["Customer visit"]),
        ("%25", vec!["Customer visit"]),
        ("_", vec![]),
        ("%5c", vec![]),
        ("nowhere", vec![]),
    ] {
        let page = portal.get(&format!("/trips?q={}", query.replace(' ', "+"))).await;
        assert_eq!(names(&page.text()), expected, "{query}");
    }
}

#[tokio::test]
async fn filters_narrow_down_and_combine() {
    let portal = portal().await;
    for (query, expected) in [
        ("status=submitted&sort=name", vec!["Annual fair"]),
        ("status=submitted&status=draft&sort=name", vec!["Annual fair", "Customer visit", "Some day", "Zürich audit"]),
        ("when=upcoming", vec!["Zürich audit"]),
        ("when=in_progress", vec!["Customer visit"]),
        ("when=completed", vec!["Annual fair"]),
        ("when=unscheduled", vec!["Some day"]),
        ("country=CH", vec!["Zürich audit"]),
        ("from=2026-05-06&sort=start", vec!["Customer visit", "Zürich audit"]),
        ("to=2026-05-03&sort=start", vec!["Annual fair", "Customer visit"]),
        ("from=2026-04-02&to=2026-04-30", vec!["Annual fair"]),
        ("q=visit&country=CH", vec![]),
        (
            "q=&status=&when=&country=&from=&to=&sort=name",
            vec!["Annual fair", "Customer visit", "Some day", "Zürich audit"],
        ),
        ("utm_source=mail&when=upcoming", vec!["Zürich audit"]),
    ] {
        let page = portal.get(&format!("/trips?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(names(&page.text()), expected, "{query}");
    }
}

#[tokio::test]
async fn every_order_works_both_ways_and_trips_without_dates_come_last_first() {
    let portal = portal().await;
    for (sort, expected) in [
        ("name", vec!["Annual fair", "Customer visit", "Some day", "Zürich audit"]),
        ("-name", vec!["Zürich audit", "Some day", "Customer visit", "Annual fair"]),
        ("start", vec!["Annual fair", "Customer visit", "Zürich audit", "Some day"]),
        ("-start", vec!["Some day", "Zürich audit", "Customer visit", "Annual fair"]),
        ("country", vec!["Zürich audit", "Annual fair", "Customer visit", "Some day"]),
        ("status", vec!["Zürich audit", "Customer visit", "Some day", "Annual fair"]),
    ] {
        assert_eq!(names(&portal.get(&format!("/trips?sort={sort}")).await.text()), expected, "{sort}");
    }
    let page = portal.get("/trips?sort=-start").await;
    assert!(page.shows("aria-sort=\"descending\""));
}

#[tokio::test]
async fn a_filter_that_cannot_be_understood_is_named() {
    let portal = portal().await;
    for query in
        ["status=bogus", "when=soon", "country=ZZ", "from=2026-02-30", "to=x", "sort=price", "after=x", "before=~"]
    {
        let page = portal.get(&format!("/trips?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(page.shows("There is a problem"), "{query}");
    }
    let made_up = portal.get("/trips?sort=start&after=yesterdayish~01a208bc-243a-7b12-b229-50114cea1d53").await;
    assert_eq!(made_up.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn no_trips_is_not_no_match() {
    let portal = TestApp::start().await;
    let empty = portal.get("/trips").await.text();
    let no_match = portal.get("/trips?q=nowhere").await.text();
    assert!(empty.contains("No trips yet") && !empty.contains("No trips match"));
    assert!(no_match.contains("No trips match") && !no_match.contains("No trips yet"));
}

/// Addresses of the next and the previous page on a list page.
fn link(html: &str, rel: &str) -> Option<String> {
    let at = html.find(&format!("rel=\"{rel}\""))?;
    let tag = &html[html[..at].rfind("<a ").unwrap()..];
    let href = tag.split("href=\"").nth(1)?.split('"').next()?;
    Some(href.replace("&#38;", "&").replace("&amp;", "&"))
}

#[tokio::test]
async fn pages_lead_forth_and_back_through_every_trip_once() {
    let portal = TestApp::start().await;
    let load = tripmgmt::demo_data::load(&portal.app.db, 70, 7, portal.clock.now(), |_| {});
    load.await.unwrap();
    for sort in
        ["", "start", "-start", "name", "-name", "country", "-country", "status", "-status", "changed", "-changed"]
    {
        let references = |html: &str| -> Vec<String> {
            let body = html.split("<tbody").nth(1).unwrap_or_default();
            let mut found: Vec<String> =
                body.match_indices("href=\"/trips/TRP-").map(|(at, _)| body[at + 13..at + 28].to_owned()).collect();
            found.dedup();
            found
        };
        let mut pages = Vec::new();
        let mut address = format!("/trips?sort={sort}");
        loop {
            let html = portal.get(&address).await.text();
            pages.push(references(&html));
            match link(&html, "next") {
                Some(next) => address = next,
                None => break,
            }
        }
        let all: Vec<_> = pages.concat();
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        let live: i64 = portal.get("/api/trips/count").await.text().parse().unwrap();
        assert_eq!((all.len(), unique.len()), (usize::try_from(live).unwrap(), all.len()), "{sort}: each once");
        for expected in pages.iter().rev().skip(1) {
            address = link(&portal.get(&address).await.text(), "prev").expect("a way back");
            assert_eq!(&references(&portal.get(&address).await.text()), expected, "{sort}: back to the same page");
        }
    }
}
