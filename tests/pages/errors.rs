//! Bad input and refusals: a page that says what is wrong and offers a way out, never a 500.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn broken_or_oversized_forms_are_refused_by_name() {
    let portal = TestApp::start().await;
    for (body, field) in [("name=%ff%fe", "name"), ("name=a&notes=%00", "notes"), ("name=a&purpose=%c3%28", "purpose")]
    {
        let page = portal.submit_raw("/trips", body.as_bytes().to_vec()).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(page.shows(field), "{field} is named");
    }
    let page = portal.submit_raw("/trips", format!("name=a&notes={}", "x".repeat(3_000_000)).into_bytes()).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.shows("Shorten the notes"));
}

#[tokio::test]
async fn every_field_has_its_limit_and_the_database_never_has_to_say_so() {
    let portal = TestApp::start().await;
    for (field, longest) in
        [("name", 200), ("purpose", 500), ("destination_place", 120), ("cost_center", 50), ("notes", 20_000)]
    {
        for (text, status) in [("ü".repeat(longest), 303), ("ü".repeat(longest + 1), 422)] {
            let mut fields = vec![(field, text.as_str())];
            if field != "name" {
                fields.push(("name", "x"));
            }
            let answer = portal.submit("/trips", &fields).await;
            assert_eq!(answer.status.as_u16(), status, "{field} with {} characters", text.chars().count());
        }
    }
    for (field, value) in [
        ("start_date", "2026-02-30"),
        ("end_date", "10000-01-01"),
        ("time_zone", "Mars/Olympus"),
        ("destination_country", "FRA"),
        ("budget_amount", "a lot"),
        ("budget_amount", "-1"),
        ("budget_amount", "1000000000000"),
        ("budget_currency", "XXX"),
        ("purpose", "two\nlines"),
        ("notes", "bell \u{7}"),
    ] {
        let answer = portal.submit("/trips", &[("name", "x"), (field, value)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(answer.shows(&format!("href=\"#{field}\"")), "{field} is named");
    }
}

#[tokio::test]
async fn another_sites_page_cannot_change_anything() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    for headers in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("origin", "https://evil.example"), ("host", "portal.test")],
    ] {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/trips/TRP-2026-000001?_method=delete")
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = portal.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.shows("another site"), "the page says why");
    }
    assert_eq!(portal.get("/api/trips/count").await.text(), "1");
}

#[tokio::test]
async fn a_link_can_never_change_anything() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    assert_eq!(portal.get("/trips/TRP-2026-000001?_method=delete").await.status, StatusCode::OK);
    assert_eq!(portal.get("/api/trips/count").await.text(), "1");
}

#[tokio::test]
async fn every_error_page_has_a_way_out_in_the_readers_language() {
    let portal = TestApp::start().await;
    for (path, status) in [("/nowhere", 404), ("/trips/TRP-2026-999999", 404), ("/trips/new/x/y", 404)] {
        let english = portal.get(path).await;
        assert_eq!(english.status.as_u16(), status, "{path}");
        assert!(english.shows("<html lang=\"en\"") && english.shows("<main"), "{path}");
        assert!(portal.get_with(path, &[("accept-language", "fr")]).await.shows("<html lang=\"fr\""), "{path}");
    }
    let wrong_method = portal.submit("/help", &[]).await;
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong_method.header("allow").contains("GET"));
    let json = Request::post("/trips").header("content-type", "application/json").body(Body::from("{}")).unwrap();
    assert_eq!(portal.send(json).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn pages_and_problems_carry_the_security_headers() {
    let portal = TestApp::start().await;
    for path in ["/", "/trips", "/nowhere", "/api/trips", "/api/nowhere", "/management/health", "/docs/api"] {
        let answer = portal.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
    }
}

#[tokio::test]
async fn without_its_database_the_portal_says_so_and_when_to_try_again() {
    let portal = TestApp::start().await;
    portal.app.db.close().await;
    for path in ["/", "/trips", "/trips/TRP-2026-000001"] {
        let page = portal.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(page.header("retry-after"), "5");
        assert!(page.shows("Not available just now"), "{path}");
    }
    let problem = portal.get("/api/trips").await;
    assert_eq!((problem.status.as_u16(), problem.value()["message"].as_str()), (503, Some("error.http.503")));
}
