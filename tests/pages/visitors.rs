//! What a visitor prefers: language, theme, shortcuts.

use axum::http::StatusCode;

use crate::support::TestApp;

#[tokio::test]
async fn the_language_is_negotiated_and_can_be_chosen() {
    let portal = TestApp::start().await;
    for (accepted, expected) in [
        ("fr", "fr"),
        ("de, fr;q=0.8, en;q=0.2", "fr"),
        ("en-GB, fr;q=0.9", "en"),
        ("de", "en"),
        ("fr;q=0", "en"),
        (";;q=,", "en"),
    ] {
        let page = portal.get_with("/help", &[("accept-language", accepted)]).await;
        assert!(page.shows(&format!("<html lang=\"{expected}\"")), "{accepted}");
        assert_eq!(page.header("content-language"), expected);
    }
    let chosen = portal.submit("/preferences", &[("language", "fr"), ("return_to", "/trips?q=x")]).await;
    assert_eq!(chosen.header("location"), "/trips?q=x");
    assert!(portal.follow(&chosen).await.shows("<html lang=\"fr\""));
}

#[tokio::test]
async fn theme_and_shortcuts_are_kept() {
    let portal = TestApp::start().await;
    let chosen = portal.submit("/preferences", &[("theme", "dark"), ("shortcuts", "off"), ("return_to", "/")]).await;
    let page = portal.follow(&chosen).await;
    assert!(page.shows("data-theme=\"dark\""));
    assert!(!portal.get("/").await.shows("data-theme=\"dark\""));
}

#[tokio::test]
async fn going_back_never_leads_to_another_site() {
    let portal = TestApp::start().await;
    for away in
        ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "", "/a\r\nSet-Cookie: x=y"]
    {
        let answer = portal.submit("/preferences", &[("theme", "dark"), ("return_to", away)]).await;
        assert_eq!(answer.header("location"), "/", "{away}");
    }
}

#[tokio::test]
async fn a_preference_that_is_not_offered_is_named() {
    let portal = TestApp::start().await;
    for (field, value) in [("theme", "pink"), ("language", "tlh"), ("shortcuts", "maybe")] {
        let answer = portal.submit("/preferences", &[(field, value)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.shows(&format!("href=\"#{field}\"")), "{field} is named on its form");
    }
}

#[tokio::test]
async fn cookies_that_make_no_sense_are_as_good_as_none() {
    let portal = TestApp::start().await;
    let page = portal.get_with("/", &[("cookie", "lang=xx; theme=; shortcuts; =; flash=; a=b;;;")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.shows("<html lang=\"en\""));
}

#[tokio::test]
async fn the_api_page_finds_all_its_parts_here() {
    let portal = TestApp::start().await;
    let page = portal.get("/docs/api").await;
    for part in ["/docs/api/swagger-ui.css", "/docs/api/swagger-ui-bundle.js", "/v3/api-docs"] {
        assert!(page.shows(part), "{part}");
        assert_eq!(portal.get(part).await.status, StatusCode::OK, "{part}");
    }
    for other in ["index.html", "swagger-initializer.js", "nothing"] {
        assert_eq!(portal.get(&format!("/docs/api/{other}")).await.status, StatusCode::NOT_FOUND, "{other}");
    }
}
