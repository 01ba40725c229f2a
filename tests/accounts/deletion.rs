//! Closing one's own account.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::accounts::Role;

use super::{audited, is_signed_in, opens};
use crate::support::{Answer, PASSWORD, TestApp};

async fn delete(portal: &TestApp, fields: &[(&str, &str)]) -> Answer {
    portal.submit("/account/deletion", fields).await
}

#[tokio::test]
async fn the_page_says_what_happens_and_offers_the_manager_as_the_heir() {
    let admin = TestApp::start().await;
    let manager = admin.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = admin.person("olga", &[Role::User], Some(&manager)).await;
    assert!(owner.get("/account/settings").await.shows("href=\"/account/deletion\""));
    assert!(
        !owner.get("/account/deletion").await.shows("name=\"heir\""),
        "without trips there is nothing to take over"
    );
    owner.trip(json!({"name": "One"})).await;
    owner.trip(json!({"name": "Two"})).await;
    let page = owner.get("/account/deletion").await;
    assert!(page.shows("Your 2 trips") && page.shows("value=\"mia\""));
}

#[tokio::test]
async fn whoever_deletes_their_account_is_out_and_the_heir_has_the_trips() {
    let admin = TestApp::start().await;
    let owner = admin.person("olga", &[Role::User], None).await;
    let heir = admin.person("hugo", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Kick-off"})).await;
    let done = delete(&owner, &[("heir", "Hugo@portal.test"), ("current_password", PASSWORD)]).await;
    assert_eq!(done.header("location"), "/");
    assert!(done.cookies().contains("session="), "the cookie is taken away");
    assert!(owner.anonymous().follow(&done).await.shows("Your account is deleted."));
    assert!(!is_signed_in(&owner).await && !opens(&owner, "olga", PASSWORD).await);
    let path = format!("/trips/{}/edit", trip["reference"].as_str().unwrap());
    assert_eq!(heir.get(&path).await.status, StatusCode::OK);
    assert!(audited(&admin).await.contains(&"olga account-closed olga".to_owned()));
}

#[tokio::test]
async fn a_wrong_password_or_an_heir_who_is_none_changes_nothing() {
    let admin = TestApp::start().await;
    let owner = admin.person("olga", &[Role::User], None).await;
    owner.trip(json!({"name": "Kick-off"})).await;
    admin.person("gone", &[Role::User], None).await;
    sqlx::query("update accounts set status = 'blocked' where login = 'gone'").execute(&admin.app.db).await.unwrap();
    for (heir, password, words) in [
        ("", "wrong-secret", "This is not your present password"),
        ("", "", "Enter your present password"),
        ("nobody", PASSWORD, "Enter the name or email address of somebody else"),
        ("gone", PASSWORD, "Enter the name or email address of somebody else"),
        ("olga", PASSWORD, "Enter the name or email address of somebody else"),
    ] {
        let page = delete(&owner, &[("heir", heir), ("current_password", password)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{heir} {words}");
        assert!(page.text().matches(words).count() == 2 && page.shows("<title>Error:"), "{words}");
        assert!(page.shows(&format!("value=\"{heir}\"")) && !page.shows("wrong-secret"));
    }
    assert!(is_signed_in(&owner).await);
    for _ in 0..9 {
        delete(&owner, &[("current_password", "guess")]).await;
    }
    let guessing = delete(&owner, &[("current_password", PASSWORD)]).await;
    assert_eq!(guessing.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn without_a_password_the_login_is_typed() {
    let admin = TestApp::start().await;
    let owner = admin.person("olga", &[Role::User], None).await;
    sqlx::query("update accounts set password_hash = null").execute(&admin.app.db).await.unwrap();
    assert!(owner.get("/account/deletion").await.shows("Type olga to confirm"));
    let refused = delete(&owner, &[("login", "olgo")]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.shows("Type the name you sign in with"));
    assert_eq!(delete(&owner, &[("login", " Olga ")]).await.header("location"), "/");
}

#[tokio::test]
async fn the_last_administrator_is_told_why_not() {
    let admin = TestApp::start().await;
    let page = admin.get("/account/deletion").await;
    assert!(page.shows("Without this account nobody could administer") && !page.shows("current_password"));
    assert!(page.shows("<a class=\"button\" href=\"/admin/users\">"), "leads to where there can be another one");
    let refused = delete(&admin, &[("current_password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("Without this account nobody could administer") && is_signed_in(&admin).await);
    admin.person("second", &Role::ALL, None).await;
    assert_eq!(delete(&admin, &[("current_password", PASSWORD)]).await.header("location"), "/");
}
