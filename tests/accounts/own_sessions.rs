//! The page of one's own sessions.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::accounts::Role;

use super::{audited, is_signed_in};
use crate::support::{Answer, PASSWORD, TestApp};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0";

/// Signs in at another browser; returns its cookie.
async fn elsewhere(portal: &TestApp) -> String {
    let body = tripmgmt::web::fields::address("", [("name", portal.login()), ("password", PASSWORD)]);
    let request = axum::http::Request::post("/login")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("user-agent", FIREFOX)
        .body(body.trim_start_matches('?').to_owned().into())
        .unwrap();
    let answer = portal.anonymous().send(request).await;
    answer.cookies().split("; ").find(|cookie| cookie.starts_with("session=")).unwrap().to_owned()
}

async fn opens(portal: &TestApp, cookie: &str) -> bool {
    portal.anonymous().get_with("/account", &[("cookie", cookie)]).await.status == StatusCode::OK
}

/// The addresses that end one session each.
fn ends(page: &Answer) -> Vec<String> {
    let text = page.text();
    let actions = text.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    actions.filter(|action| action.starts_with("/account/sessions/") && !action.contains("others")).collect()
}

#[tokio::test]
async fn the_list_names_devices_and_marks_this_one() {
    let portal = TestApp::start().await;
    elsewhere(&portal).await;
    portal.person("olga", &[Role::User], None).await;
    let page = portal.get("/account/sessions").await;
    assert!(page.shows("Firefox on Windows") && page.shows("127.0.0.1") && page.shows("Unknown device"));
    assert_eq!(page.text().matches("This session").count(), 1);
    assert_eq!(ends(&page).len(), 1, "this one is ended by signing out");
    assert!(page.shows("aria-current=\"page\">Sessions"));
}

#[tokio::test]
async fn one_session_ends_and_the_others_stay() {
    let portal = TestApp::start().await;
    let (one, other) = (elsewhere(&portal).await, elsewhere(&portal).await);
    let path = ends(&portal.get("/account/sessions").await).swap_remove(0);
    let done = portal.submit(&path, &[]).await;
    assert!(portal.follow(&done).await.shows("The session has ended."));
    assert!(opens(&portal, &one).await != opens(&portal, &other).await);
    assert!(is_signed_in(&portal).await);
    assert_eq!(portal.submit(&path, &[]).await.status, StatusCode::SEE_OTHER, "ended already is ended");
    assert_eq!(portal.submit("/account/sessions/x?_method=delete", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let portal = TestApp::start().await;
    let cookie = elsewhere(&portal).await;
    let path = ends(&portal.get("/account/sessions").await).swap_remove(0);
    portal.person("olga", &[Role::User], None).await.submit(&path, &[]).await;
    assert!(opens(&portal, &cookie).await);
}

#[tokio::test]
async fn signing_out_everywhere_else_keeps_this_session() {
    let portal = TestApp::start().await;
    let cookie = elsewhere(&portal).await;
    portal.submit("/account/sessions/others?_method=delete", &[]).await;
    assert!(!opens(&portal, &cookie).await && is_signed_in(&portal).await);
    assert_eq!(audited(&portal).await.last().unwrap(), "admin sessions-ended admin");
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_session_and_the_tokens_of_programs() {
    let portal = TestApp::start().await;
    let cookie = elsewhere(&portal).await;
    let credentials = serde_json::json!({"username": "admin", "password": PASSWORD});
    let answer = portal.json(axum::http::Method::POST, "/api/authenticate", &credentials).await;
    let bearer = answer.header("authorization").to_owned();
    let status = async || portal.anonymous().get_with("/api/authenticate", &[("authorization", &bearer)]).await.status;
    assert_eq!(status().await, StatusCode::NO_CONTENT);
    portal.clock.advance(TimeDelta::seconds(1));
    let done = portal.submit("/account/sessions?_method=delete", &[]).await;
    assert_eq!(done.header("location"), "/login");
    assert!(portal.anonymous().follow(&done).await.shows("You are signed out everywhere."));
    assert!(!opens(&portal, &cookie).await && !is_signed_in(&portal).await);
    assert_eq!(status().await, StatusCode::UNAUTHORIZED);
}
