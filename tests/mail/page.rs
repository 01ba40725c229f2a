//! The administrators' page about mails.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::mail::Letter;
use tripmgmt::mail::queue as sql;

use super::{NO_SERVER, letter, queue};
use crate::support::TestApp;

const LINK: &str = "/account/reset/finish?key=4f1c";

#[tokio::test]
async fn without_smtp_administrators_pass_links_on() {
    let portal = TestApp::start().await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    let page = portal.get_with("/admin/mails", &[("host", "portal.test")]).await;
    assert!(page.shows("Mail is not set up"));
    assert!(page.shows(&format!("<code>http://portal.test{LINK}</code>")), "{}", page.text());
    assert!(!page.shows("/delivery"), "nothing can be sent");
    portal.clock.advance(TimeDelta::days(1));
    assert!(!portal.get("/admin/mails").await.shows(LINK), "it no longer works");
}

#[tokio::test]
async fn with_smtp_nobody_sees_links() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("amelie@example.com") && !page.shows("key=4f1c"));
}

#[tokio::test]
async fn the_configured_address_stands_before_links() {
    let portal = TestApp::start_with(&["--public-url", "https://trips.example.com/"]).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    let page = portal.get_with("/admin/mails", &[("host", "evil.example")]).await;
    assert!(page.shows(&format!("<code>https://trips.example.com{LINK}</code>")));
}

#[tokio::test]
async fn the_list_goes_on_from_a_place() {
    let portal = TestApp::start().await;
    for number in 0..45 {
        let recipient = format!("person{number:02}@example.com");
        queue(&portal, &Letter { link: None, ..letter(&portal, &recipient) }).await;
        portal.clock.advance(TimeDelta::seconds(1));
    }
    let href = |page: &crate::support::Answer, rel: &str| {
        let text = page.text();
        let (before, after) = text.split_once(&format!("rel=\"{rel}\" href=\""))?;
        assert!(before.contains("pagination"));
        Some(after.split('"').next().unwrap().to_owned())
    };
    let first = portal.get("/admin/mails").await;
    assert!(first.shows("person44@") && first.shows("person25@") && !first.shows("person24@"));
    assert_eq!(href(&first, "prev"), None);
    let second = portal.get(&href(&first, "next").unwrap()).await;
    assert!(second.shows("person24@") && second.shows("person05@") && !second.shows("person04@"));
    let third = portal.get(&href(&second, "next").unwrap()).await;
    assert!(third.shows("person04@") && third.shows("person00@"));
    assert_eq!(href(&third, "next"), None);
    let back = portal.get(&href(&third, "prev").unwrap()).await;
    assert!(back.shows("person24@") && back.shows("person05@") && !back.shows("person04@"));
    let back = portal.get(&href(&back, "prev").unwrap()).await;
    assert!(back.shows("person44@") && href(&back, "prev").is_none());
}

#[tokio::test]
async fn a_place_that_is_none_is_refused() {
    let portal = TestApp::start().await;
    for query in ["after=x", "before=", "after=%27"] {
        let page = portal.get(&format!("/admin/mails?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn a_test_mail_needs_an_address_and_a_server() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    for (typed, words) in [
        (" ", "Enter the email address for the test mail"),
        ("nobody", "Enter an email address such as name@example.com"),
        ("a@b.example\r\nBcc: c@d.example", "Enter an email address such as name@example.com"),
        (&format!("{}@example.com", "x".repeat(250)), "Enter an email address such as name@example.com"),
    ] {
        let page = portal.submit("/admin/mails", &[("recipient", typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.shows(words) && page.shows("href=\"#recipient\"") && page.shows("<title>Error:"), "{typed}");
    }
    assert!(portal.submit("/admin/mails", &[("recipient", "nobody")]).await.shows("value=\"nobody\""));
    let portal = TestApp::start().await;
    let page = portal.submit("/admin/mails", &[("recipient", "admin@example.com")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.shows("before you send a test mail"));
}

#[tokio::test]
async fn what_was_sent_is_not_sent_again() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    let id = queue(&portal, &letter(&portal, "amelie@example.com")).await;
    let path = format!("/admin/mails/{id}/delivery");
    assert!(portal.get("/admin/mails").await.shows(&format!("action=\"{path}\"")));
    sql::sent(&portal.app.db, id, portal.clock.now()).await.unwrap();
    assert!(!portal.get("/admin/mails").await.shows(&format!("action=\"{path}\"")));
    let answer = portal.submit(&path, &[]).await;
    assert!(portal.follow(&answer).await.shows("Nothing to send"));
    assert_eq!(portal.submit("/admin/mails/x/delivery", &[]).await.status, StatusCode::NOT_FOUND);
}
