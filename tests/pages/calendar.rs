//! The calendar, calendar files and feeds, over HTTP.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

async fn trip(portal: &TestApp, name: &str, start: &str, end: &str) -> (String, String) {
    let trip = portal.trip(json!({"name": name, "startDate": start, "endDate": end})).await;
    (trip["reference"].as_str().unwrap().to_owned(), trip["id"].as_str().unwrap().to_owned())
}

/// A flight that lands on the day before it leaves, and a stay of whole days.
async fn segments(portal: &TestApp, trip: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "insert into segments (id, trip_id, kind, title, carrier, number, confirmation, booking, start_date, start_time,
             start_zone, start_at, start_airport, end_date, end_time, end_zone, end_at, end_airport, seat, version,
             created_at, created_by, changed_at, changed_by)
         values ('00000000-0000-7000-8000-000000000001', '{trip}', 'flight', null, 'Air, Tahiti; Nui', 'TN 101', 'ABC123', 'booked',
             '2026-05-05', '08:00', 'Pacific/Auckland', '2026-05-04T20:00Z', 'AKL',
             '2026-05-04', '15:00', 'Pacific/Tahiti', '2026-05-05T01:00Z', 'PPT', '12A', 3,
             '2026-05-01', 'admin', '2026-05-02', 'admin'),
            ('00000000-0000-7000-8000-000000000002', '{trip}', 'hotel', 'Le Méridien', null, null, null, 'planned',
             '2026-05-04', null, 'Pacific/Tahiti', '2026-05-04T10:00Z', null,
             '2026-05-08', null, 'Pacific/Tahiti', '2026-05-08T10:00Z', null, null, 1,
             '2026-05-01', 'admin', '2026-05-01', 'admin')"
    )))
    .execute(&portal.app.db)
    .await
    .unwrap();
}

/// The lines of a calendar file, long ones joined again.
fn lines(file: &str) -> Vec<String> {
    file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[tokio::test]
async fn a_month_shows_ones_own_trips_and_those_of_others_if_asked() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    trip(&portal, "Mine in May", "2026-04-29", "2026-05-02").await;
    trip(&portal, "Mine in June", "2026-06-01", "2026-06-02").await;
    trip(&olga, "Of Olga", "2026-05-20", "2026-05-20").await;
    let page = portal.get("/calendar").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.shows("May 2026") && page.shows("Mine in May"));
    assert!(!page.shows("Mine in June") && !page.shows("Of Olga"));
    assert!(portal.get("/calendar?month=2026-06").await.shows("Mine in June"));
    assert!(portal.get("/calendar?month=2026-05&owner=all").await.shows("Of Olga"));
    assert!(!olga.get("/calendar?month=2026-05&owner=all").await.shows("Mine in May"), "not hers to see");
}

#[tokio::test]
async fn a_year_counts_the_trips_of_each_month() {
    let portal = TestApp::start().await;
    trip(&portal, "Over the turn", "2026-05-30", "2026-06-02").await;
    let page = portal.get("/calendar?year=2026").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text().matches("__count\">1 trip<").count(), 2, "in May and in June");
    assert_eq!(page.text().matches("__count\">no trips<").count(), 10);
    assert_eq!(page.text().matches("shade-1\"").count(), 4 + 1, "four days and the legend");
}

#[tokio::test]
async fn a_month_that_is_none_is_named_and_this_month_shown() {
    let portal = TestApp::start().await;
    for (address, message) in [
        ("/calendar?month=2026-13", "Enter a month from 1900-01"),
        ("/calendar?year=3000", "Enter a year from 1900"),
        ("/calendar?owner=nobody", "nobody"),
    ] {
        let page = portal.get(address).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(page.shows(message) && page.shows("May 2026"), "{address}");
    }
}

#[tokio::test]
async fn more_trips_than_fit_are_counted_at_their_days() {
    let portal = TestApp::start().await;
    for number in 0..7 {
        trip(&portal, &format!("Trip {number}"), "2026-05-12", "2026-05-13").await;
    }
    let page = portal.get("/calendar?month=2026-05").await;
    assert_eq!(page.text().matches("+ 2 more").count(), 3, "at two days, and for a narrow screen once for the week");
    assert!(page.shows("/trips?from=2026-05-12&#38;to=2026-05-12"));
}

#[tokio::test]
async fn the_file_of_a_trip_has_its_parts_in_their_zones() {
    let portal = TestApp::start().await;
    let (reference, id) = trip(&portal, "Tahiti", "2026-05-04", "2026-05-08").await;
    segments(&portal, &id).await;
    let answer = portal.get(&format!("/trips/{reference}/calendar.ics")).await;
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{reference}.ics\""));
    assert!(answer.text().split("\r\n").all(|line| line.len() <= 75), "RFC 5545, section 3.1");
    let lines = lines(&answer.text());
    for line in [
        "DTSTART;VALUE=DATE:20260504",
        "DTEND;VALUE=DATE:20260509",
        &format!("UID:trip-{id}@tripmgmt"),
        "UID:segment-00000000-0000-7000-8000-000000000001@tripmgmt",
        "DTSTART;TZID=Pacific/Auckland:20260505T080000",
        "DTEND;TZID=Pacific/Tahiti:20260504T150000",
        "SUMMARY:Flight: Air\\, Tahiti\\; Nui TN 101 AKL → PPT",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "TZID:Pacific/Auckland",
        "TZOFFSETTO:+1300",
        "TZOFFSETTO:-1000",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line} in {lines:#?}");
    }
    assert!(lines.iter().any(|line| line.contains("Confirmation: ABC123\\nSeat: 12A")), "{lines:#?}");
}

#[tokio::test]
async fn a_change_keeps_the_uid_and_raises_the_sequence() {
    let portal = TestApp::start().await;
    let (_, id) = trip(&portal, "Audit", "2026-05-04", "2026-05-08").await;
    let path = format!("/api/trips/{id}");
    let of = async || lines(&portal.get(&format!("{path}/calendar")).await.text());
    assert!(of().await.contains(&"SEQUENCE:0".to_owned()));
    portal.json(Method::PATCH, &path, &json!({"id": id, "name": "Audit of the site"})).await;
    let after = of().await;
    assert!(after.contains(&"SEQUENCE:1".to_owned()) && after.contains(&format!("UID:trip-{id}@tripmgmt")));
}

#[tokio::test]
async fn a_feed_is_read_without_signing_in_until_it_is_revoked() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    trip(&olga, "Of Olga", "2026-05-20", "2026-05-20").await;
    trip(&portal, "Of the administrator", "2026-05-20", "2026-05-20").await;
    let made = olga.submit_with("/account/calendar-feeds", &[("trip", "")], &[("host", "portal.test")]).await;
    assert_eq!((made.status, made.header("cache-control")), (StatusCode::CREATED, "no-store"));
    let text = made.text();
    let address = text.split("http://portal.test").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!olga.get("/account/calendar-feeds").await.shows("tmc_"), "shown once");
    let guest = portal.anonymous();
    let feed = guest.get(&address).await;
    assert_eq!(feed.status, StatusCode::OK);
    assert!(feed.shows("SUMMARY:Of Olga") && !feed.shows("Of the administrator"));
    let known = guest.get_with(&address, &[("if-none-match", feed.header("etag"))]).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let page = olga.get("/account/calendar-feeds").await;
    assert!(!page.shows("Not yet"), "its use is noted");
    let revoke = page.text().split("/account/calendar-feeds/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(portal.submit(&format!("/account/calendar-feeds/{revoke}"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.get(&address).await.status, StatusCode::OK, "nobody else takes it away");
    olga.submit(&format!("/account/calendar-feeds/{revoke}"), &[]).await;
    assert_eq!(guest.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.get("/calendar-feed.ics?key=tmc_x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_feed_holds_the_trips_that_somebody_travels_on() {
    let portal = TestApp::start().await;
    let vera = portal.person("vera", &[Role::User], None).await;
    let (_, id) = trip(&portal, "Of the administrator", "2026-05-20", "2026-05-20").await;
    assert!(!vera.get("/calendar.ics").await.shows("Of the administrator"));
    let path = format!("/api/trips/{id}/travellers");
    let one = portal.json(Method::POST, &path, &json!({"login": "vera"})).await.header("location").to_owned();
    let file = vera.get("/calendar.ics").await;
    let uid = format!("UID:trip-{id}@tripmgmt");
    assert_eq!(file.text().matches(&uid).count(), 1, "{}", file.text());
    assert!(portal.get("/calendar.ics").await.shows(&uid), "one event, whoever reads it");
    portal.json(Method::DELETE, &one, &json!({})).await;
    assert!(!vera.get("/calendar.ics").await.shows("Of the administrator"));
}

#[tokio::test]
async fn a_feed_of_a_trip_ends_with_the_right_to_see_it() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let (reference, id) = trip(&portal, "Shared visit", "2026-05-20", "2026-05-20").await;
    let body = json!({"trip": reference});
    let refused = olga.json(Method::POST, "/api/account/calendar-feeds", &body).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "not hers to see");
    let members = format!("/api/trips/{id}/members");
    portal.json(Method::POST, &members, &json!({"login": "olga", "role": "viewer"})).await;
    let made = olga.json(Method::POST, "/api/account/calendar-feeds", &body).await.value();
    let path = made["url"].as_str().unwrap().trim_start_matches("http://portal.test").to_owned();
    assert!(portal.anonymous().get(&path).await.shows("Shared visit"));
    portal.json(Method::DELETE, &format!("{members}/olga"), &json!({})).await;
    assert_eq!(portal.anonymous().get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_feed_forgets_trips_that_are_long_over() {
    let portal = TestApp::start().await;
    trip(&portal, "Lately", "2026-03-01", "2026-03-02").await;
    trip(&portal, "Long ago", "2025-05-20", "2025-05-21").await;
    let file = portal.get("/calendar.ics").await;
    assert!(file.shows("Lately") && !file.shows("Long ago"));
    portal.clock.advance(TimeDelta::days(60));
    assert!(!portal.get("/calendar.ics").await.shows("Lately"));
}
