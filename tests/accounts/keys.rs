//! One-time keys.

use chrono::TimeDelta;
use tripmgmt::accounts::keys::{self, Held, Purpose};

use super::account;
use crate::support::TestApp;

async fn issue(portal: &TestApp, purpose: Purpose, email: Option<&str>) -> String {
    let account = account(portal).await;
    let mut connection = portal.app.db.acquire().await.unwrap();
    keys::issue(&mut connection, &portal.app, account.id, purpose, email).await.unwrap().reveal().to_owned()
}

async fn peek(portal: &TestApp, key: &str, purpose: Purpose) -> Option<Held> {
    keys::peek(&portal.app.db, &portal.app, key, &[purpose]).await.unwrap()
}

async fn take(portal: &TestApp, key: &str, purpose: Purpose) -> Option<Held> {
    let mut connection = portal.app.db.acquire().await.unwrap();
    keys::take(&mut connection, &portal.app, key, &[purpose]).await.unwrap()
}

#[tokio::test]
async fn a_key_works_once_and_for_its_purpose_alone() {
    let portal = TestApp::start().await;
    let key = issue(&portal, Purpose::PasswordReset, Some("admin@portal.test")).await;
    assert_eq!(peek(&portal, &key, Purpose::Activation).await, None);
    assert_eq!(take(&portal, &key, Purpose::Activation).await, None);
    assert_eq!(peek(&portal, "made-up", Purpose::PasswordReset).await, None);
    let held = peek(&portal, &key, Purpose::PasswordReset).await.unwrap();
    assert_eq!((held.account_id, held.email.as_deref()), (account(&portal).await.id, Some("admin@portal.test")));
    assert_eq!(take(&portal, &key, Purpose::PasswordReset).await, Some(held));
    assert_eq!(take(&portal, &key, Purpose::PasswordReset).await, None);
}

#[tokio::test]
async fn a_newer_key_takes_the_place_of_the_older() {
    let portal = TestApp::start().await;
    let older = issue(&portal, Purpose::PasswordReset, None).await;
    let other = issue(&portal, Purpose::Invitation, None).await;
    let newer = issue(&portal, Purpose::PasswordReset, None).await;
    assert_eq!(peek(&portal, &older, Purpose::PasswordReset).await, None);
    assert!(peek(&portal, &newer, Purpose::PasswordReset).await.is_some());
    assert!(peek(&portal, &other, Purpose::Invitation).await.is_some(), "another purpose is another key");
}

#[tokio::test]
async fn every_purpose_has_its_time() {
    for (purpose, hours) in [
        (Purpose::Activation, 72),
        (Purpose::Invitation, 168),
        (Purpose::PasswordReset, 24),
        (Purpose::EmailConfirmation, 24),
    ] {
        let portal = TestApp::start().await;
        let key = issue(&portal, purpose, None).await;
        portal.clock.advance(TimeDelta::hours(hours) - TimeDelta::seconds(1));
        assert!(peek(&portal, &key, purpose).await.is_some(), "{purpose}");
        portal.clock.advance(TimeDelta::seconds(1));
        assert_eq!(peek(&portal, &key, purpose).await, None, "{purpose}");
        assert_eq!(take(&portal, &key, purpose).await, None, "{purpose}");
        assert_eq!(keys::forget_old(&portal.app.db, portal.clock.now()).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_key_sent_to_an_address_that_is_no_longer_the_accounts_opens_nothing() {
    let portal = TestApp::start().await;
    let key = issue(&portal, Purpose::PasswordReset, Some("admin@portal.test")).await;
    let confirming = issue(&portal, Purpose::EmailConfirmation, Some("new@portal.test")).await;
    sqlx::query("update accounts set email = 'other@portal.test'").execute(&portal.app.db).await.unwrap();
    assert_eq!(peek(&portal, &key, Purpose::PasswordReset).await, None);
    assert!(peek(&portal, &confirming, Purpose::EmailConfirmation).await.is_some());
}

#[tokio::test]
async fn the_keys_of_a_blocked_account_open_nothing() {
    let portal = TestApp::start().await;
    let key = issue(&portal, Purpose::PasswordReset, None).await;
    sqlx::query("update accounts set status = 'blocked'").execute(&portal.app.db).await.unwrap();
    assert_eq!(peek(&portal, &key, Purpose::PasswordReset).await, None);
    assert_eq!(take(&portal, &key, Purpose::PasswordReset).await, None);
}

#[tokio::test]
async fn the_database_holds_no_key() {
    let portal = TestApp::start().await;
    let key = issue(&portal, Purpose::PasswordReset, None).await;
    let dump: String = sqlx::query_scalar("select string_agg(k::text, ' ') from account_keys k")
        .fetch_one(&portal.app.db)
        .await
        .unwrap();
    assert!(!dump.contains(&key));
}
