//! Styles, scripts and pictures, also for pages that another release made.

use axum::http::StatusCode;

use crate::support::TestApp;

/// An address with a hash that the home page names.
async fn stylesheet(portal: &TestApp) -> String {
    let page = portal.get("/").await.text();
    let at = page.find("/assets/css/base.").unwrap();
    page[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn browsers_keep_what_has_a_hash_in_its_name() {
    let portal = TestApp::start().await;
    let address = stylesheet(&portal).await;
    let file = portal.anonymous().get(&address).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("cache-control").contains("max-age"), "{}", file.header("cache-control"));
}

#[tokio::test]
async fn a_page_of_another_release_gets_todays_files_and_keeps_none() {
    let portal = TestApp::start().await;
    let address = stylesheet(&portal).await;
    let hash = address.rsplit('.').nth(1).unwrap();
    let other = address.replace(hash, &"0".repeat(hash.len()));
    let file = portal.anonymous().get(&other).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.text(), portal.anonymous().get(&address).await.text());
    assert_eq!(file.header("content-type"), "text/css");
    assert_eq!(file.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_no_release_had_is_not_found() {
    let portal = TestApp::start().await;
    for path in ["css/none.0123456789abcdef.css", "css/base.0123456789abcde.css", "css/base.0123456789abcdeg.css"] {
        assert_eq!(portal.anonymous().get(&format!("/assets/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
