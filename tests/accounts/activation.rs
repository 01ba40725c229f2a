//! Activating an account.

use axum::http::StatusCode;
use chrono::TimeDelta;

use super::statements::statements;
use super::{audited, key, link, mails, opens, problem, register, sign_in};
use crate::support::{PASSWORD, TestApp};

async fn registered() -> TestApp {
    let portal = TestApp::start().await.anonymous();
    assert_eq!(register(&portal, "amelie", "amelie@example.com").await.status, StatusCode::CREATED);
    portal
}

#[tokio::test]
async fn following_the_link_changes_nothing_until_the_button_is_pressed() {
    let portal = registered().await;
    let link = link(&portal).await;
    for _ in 0..2 {
        let page = portal.get(&link).await;
        assert!(page.status == StatusCode::OK && page.shows("Activate your account") && page.shows("amelie"));
        assert!(!opens(&portal, "amelie", PASSWORD).await);
    }
    let done = portal.submit("/account/activate", &[("key", key(&portal).await.as_str())]).await;
    assert!(portal.follow(&done).await.shows("Your account is active"));
    assert!(opens(&portal, "amelie", PASSWORD).await);
    assert!(audited(&portal).await.contains(&"amelie account-activated amelie".to_owned()));
    let again = portal.get(&link).await;
    assert!(again.status == StatusCode::NOT_FOUND && again.shows("This link no longer works"));
    let again = portal.submit("/account/activate", &[("key", key(&portal).await.as_str())]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn over_rest_the_call_itself_activates() {
    let portal = registered().await;
    let path = format!("/api/activate?key={}", key(&portal).await);
    let done = portal.get(&path).await;
    assert_eq!((done.status, done.text().as_str()), (StatusCode::OK, ""));
    assert!(opens(&portal, "amelie", PASSWORD).await);
    for bad in [path.as_str(), "/api/activate?key=made-up", "/api/activate"] {
        let refused = portal.get(bad).await;
        assert_eq!((refused.status.as_u16(), problem(&refused).1.as_str()), (400, "error.keynotfound"), "{bad}");
    }
}

#[tokio::test]
async fn the_refused_sign_in_offers_another_mail() {
    let portal = registered().await;
    let older = link(&portal).await;
    let refused = sign_in(&portal, "amelie", PASSWORD).await;
    assert!(refused.shows("action=\"/account/activation-mail\"") && refused.shows("Send the mail again"));
    assert!(!sign_in(&portal, "amelie", "wrong").await.shows("/account/activation-mail"));
    portal.clock.advance(TimeDelta::days(2));
    let done = portal.submit("/account/activation-mail", &[("name", "Amelie")]).await;
    assert!(portal.follow(&done).await.shows("an administrator has a new link for you"));
    assert_eq!(mails(&portal).await, ["activation amelie@example.com"; 2]);
    assert_eq!(portal.get(&older).await.status, StatusCode::NOT_FOUND, "the newer link takes its place");
    portal.clock.advance(TimeDelta::days(2));
    assert_eq!(portal.get(&link(&portal).await).await.status, StatusCode::OK, "and has three days of its own");
}

#[tokio::test]
async fn who_has_nothing_to_wait_for_gets_the_same_answer_for_the_same_work() {
    let portal = registered().await;
    let (waiting, statements_for_waiting) =
        statements(portal.submit("/account/activation-mail", &[("name", "amelie")])).await;
    for name in ["admin", "nobody", ""] {
        let (nobody, statements_for_nobody) =
            statements(portal.submit("/account/activation-mail", &[("name", name)])).await;
        assert_eq!((nobody.status, nobody.cookies()), (waiting.status, waiting.cookies()), "{name}");
        assert_eq!(statements_for_nobody, statements_for_waiting, "{name}");
    }
    assert_eq!(mails(&portal).await, ["activation amelie@example.com"; 2]);
}

#[tokio::test]
async fn another_mail_can_be_asked_for_five_times_an_hour() {
    let portal = registered().await;
    let ask = async || portal.submit("/account/activation-mail", &[("name", "amelie")]).await.status.as_u16();
    for _ in 0..5 {
        assert_eq!(ask().await, 303);
    }
    assert_eq!(ask().await, 429);
    portal.clock.advance(TimeDelta::hours(1));
    assert_eq!(ask().await, 303);
}
