//! The page about one's own personal tokens.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::accounts::Role;
use tripmgmt::housekeeping;

use crate::support::{Answer, TestApp};

const NIGHTLY: [(&str, &str); 4] = [("name", " Nightly report "), ("scope", "read"), ("expiry", "7"), ("until", "")];

/// The token that a page shows.
fn shown(answer: &Answer) -> Option<String> {
    let text = answer.text();
    Some(text.split_once("id=\"made-token\"")?.1.split(['<', '>']).nth(1)?.to_owned())
}

/// Where a page's first button to revoke leads.
fn revoke(answer: &Answer) -> String {
    let text = answer.text();
    format!("/account/tokens/{}", text.split("action=\"/account/tokens/").nth(1).unwrap().split('"').next().unwrap())
}

#[tokio::test]
async fn a_token_is_shown_once_and_signs_in() {
    let portal = TestApp::start().await;
    assert!(portal.get("/account").await.shows("href=\"/account/tokens\""));
    assert!(portal.get("/account/tokens").await.shows("No tokens yet"));
    let made = portal.submit("/account/tokens", &NIGHTLY).await;
    assert_eq!((made.status, made.header("cache-control")), (StatusCode::CREATED, "no-store"));
    let token = shown(&made).unwrap();
    assert!(token.starts_with("tmt_") && token.len() == 68, "{token}");
    let later = portal.get("/account/tokens").await;
    assert!(later.shows("Nightly report") && later.shows("until 11 May 2026, 12:00 UTC") && later.shows("Not yet"));
    assert!(!later.shows(&token) && shown(&later).is_none(), "shown once");
    let bearer = format!("Bearer {token}");
    let trips = portal.anonymous().get_with("/trips", &[("authorization", &bearer)]).await;
    assert_eq!(trips.status, StatusCode::OK);
    assert!(portal.get("/account/tokens").await.shows("from 127.0.0.1"));
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_token() {
    let portal = TestApp::start().await;
    portal.submit("/account/tokens", &NIGHTLY).await;
    let again = portal.submit("/account/tokens", &NIGHTLY).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.shows("You have a token of this name") && again.shows("value=\"Nightly report\""));
    assert!(again.shows("<title>Error: Personal tokens"));
}

#[tokio::test]
async fn a_form_that_does_not_fit_comes_back_with_what_was_typed() {
    let portal = TestApp::start().await;
    let fields = [("name", ""), ("scope", "everything"), ("expiry", "date"), ("until", "2026-05-03")];
    let refused = portal.submit("/account/tokens", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for remedy in
        ["Enter a name for the token", "Choose what the token may do", "Last day must be from 4 May 2026 to 3 May 2027"]
    {
        assert_eq!(refused.text().matches(remedy).count(), 2, "{remedy}");
    }
    assert!(refused.shows("value=\"2026-05-03\"") && refused.shows("value=\"date\" selected"));
}

#[tokio::test]
async fn nobody_has_more_than_fifty() {
    let portal = TestApp::start().await;
    for number in 0..50 {
        let name = format!("Token {number}");
        let fields = [("name", name.as_str()), ("scope", "write"), ("expiry", "365")];
        assert_eq!(portal.submit("/account/tokens", &fields).await.status, StatusCode::CREATED);
    }
    let refused = portal.submit("/account/tokens", &NIGHTLY).await;
    assert!(refused.shows("You have 50 tokens, which is the most"));
}

#[tokio::test]
async fn a_revoked_token_opens_nothing_and_others_tokens_cannot_be_revoked() {
    let portal = TestApp::start().await;
    let made = portal.submit("/account/tokens", &NIGHTLY).await;
    let bearer = format!("Bearer {}", shown(&made).unwrap());
    let path = revoke(&made);
    let stranger = portal.person("stan", &Role::ALL, None).await;
    assert_eq!(stranger.submit(&path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.submit("/account/tokens/x?_method=delete", &[]).await.status, StatusCode::NOT_FOUND);
    let status = async || portal.anonymous().get_with("/api/trips", &[("authorization", &bearer)]).await.status;
    assert_eq!(status().await, StatusCode::OK);
    let revoked = portal.submit(&path, &[]).await;
    assert!(portal.follow(&revoked).await.shows("Token revoked"));
    assert_eq!(status().await, StatusCode::UNAUTHORIZED);
    let log: Vec<(String, String, String)> =
        sqlx::query_as("select actor, action, subject from audit_events order by action")
            .fetch_all(&portal.app.db)
            .await
            .unwrap();
    let entry = |action: &str| ("admin".to_owned(), action.to_owned(), "Nightly report".to_owned());
    assert_eq!(log, [entry("token-created"), entry("token-revoked")]);
}

#[tokio::test]
async fn tokens_that_no_longer_work_stay_in_the_list_for_thirty_days() {
    let portal = TestApp::start().await;
    portal.submit("/account/tokens", &NIGHTLY).await;
    portal.clock.advance(TimeDelta::days(7));
    assert!(portal.get("/account/tokens").await.shows("Expired"));
    portal.clock.advance(TimeDelta::days(29));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().tokens, 0);
    portal.clock.advance(TimeDelta::days(1));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().tokens, 1);
    assert!(portal.get("/account/tokens").await.shows("No tokens yet"));
}
