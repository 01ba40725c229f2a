//! Changing one's own password.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;

use super::{OTHER_PASSWORD, audited, bearer, is_accepted, is_signed_in, mails, opens, problem, sign_in};
use crate::support::{Answer, PASSWORD, TestApp};

async fn change(portal: &TestApp, current: &str, new: &str) -> Answer {
    portal.submit("/account/password", &[("current_password", current), ("new_password", new)]).await
}

#[tokio::test]
async fn whoever_knows_the_password_gets_another_and_a_new_session_token() {
    let portal = TestApp::start().await;
    let elsewhere = sign_in(&portal, "admin", PASSWORD).await.cookies();
    let token = bearer(&portal, "admin", PASSWORD).await;
    portal.clock.advance(TimeDelta::seconds(2));
    let done = change(&portal, PASSWORD, OTHER_PASSWORD).await;
    assert_eq!(done.header("location"), "/account/password");
    let cookies = done.cookies();
    let open = async |cookies: &str| portal.anonymous().get_with("/account/password", &[("cookie", cookies)]).await;
    assert!(open(&cookies).await.shows("Your password was changed"), "this session stays, under its new token");
    assert!(!is_signed_in(&portal).await, "the old token opens nothing");
    assert_eq!(open(&elsewhere).await.status, StatusCode::SEE_OTHER, "other sessions end");
    assert!(!is_accepted(&portal, &token).await);
    assert!(!opens(&portal, "admin", PASSWORD).await && opens(&portal, "admin", OTHER_PASSWORD).await);
    assert_eq!(mails(&portal).await, ["password_changed admin@portal.test"]);
    assert!(audited(&portal).await.contains(&"admin password-changed admin".to_owned()));
}

#[tokio::test]
async fn a_wrong_or_weak_password_changes_nothing_and_is_not_shown_again() {
    let portal = TestApp::start().await;
    for (current, new, words) in [
        ("wrong-secret", OTHER_PASSWORD, "This is not your present password"),
        ("", OTHER_PASSWORD, "Enter your present password"),
        (PASSWORD, "admin12345", "harder to guess"),
        (PASSWORD, "", "Enter a password"),
    ] {
        let page = change(&portal, current, new).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(page.text().matches(words).count() == 2 && page.shows("<title>Error:"), "{words}");
        assert!(!page.shows("wrong-secret") && !page.shows("admin12345"));
    }
    assert!(is_signed_in(&portal).await && opens(&portal, "admin", PASSWORD).await);
}

#[tokio::test]
async fn who_guesses_at_an_open_browser_has_to_wait() {
    let portal = TestApp::start().await;
    for _ in 0..10 {
        assert_eq!(change(&portal, "guess", OTHER_PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = change(&portal, PASSWORD, OTHER_PASSWORD).await;
    assert!(refused.status == StatusCode::TOO_MANY_REQUESTS && refused.shows("Try again in 15 minutes"));
    portal.clock.advance(TimeDelta::minutes(15));
    assert_eq!(change(&portal, PASSWORD, OTHER_PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_has_no_password_here_is_told_so() {
    let portal = TestApp::start().await;
    sqlx::query("update accounts set password_hash = null").execute(&portal.app.db).await.unwrap();
    let page = portal.get("/account/password").await;
    assert!(page.shows("identity provider") && !page.shows("current_password"));
    let page = change(&portal, PASSWORD, OTHER_PASSWORD).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.shows("identity provider"));
}

#[tokio::test]
async fn over_rest_it_answers_as_the_monolith_did() {
    let portal = TestApp::start().await;
    let token = bearer(&portal, "admin", PASSWORD).await;
    portal.clock.advance(TimeDelta::seconds(2));
    let change = async |current: &str, new: &str| {
        let body = json!({"currentPassword": current, "newPassword": new});
        let headers = [("authorization", token.as_str())];
        portal.anonymous().json_with(Method::POST, "/api/account/change-password", &body, &headers).await
    };
    for (current, new, field) in [("wrong", OTHER_PASSWORD, "currentPassword"), (PASSWORD, "short", "newPassword")] {
        let refused = change(current, new).await;
        let expected = ("invalid-password".to_owned(), "error.http.400".to_owned(), vec![field.to_owned()]);
        assert_eq!((refused.status.as_u16(), problem(&refused)), (400, expected));
    }
    let done = change(PASSWORD, OTHER_PASSWORD).await;
    assert_eq!((done.status.as_u16(), done.text().as_str()), (200, ""));
    assert!(!is_accepted(&portal, &token).await);
    assert!(!is_signed_in(&portal).await, "every session ends");
    let body = json!({"currentPassword": "x", "newPassword": "y"});
    let nobody = portal.anonymous().json(Method::POST, "/api/account/change-password", &body).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn one_reads_ones_own_account_over_rest() {
    let portal = TestApp::start().await;
    let account = portal.get("/api/account").await.value();
    let mut members: Vec<_> = account.as_object().unwrap().keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(
        members,
        [
            "activated",
            "authorities",
            "createdBy",
            "createdDate",
            "email",
            "firstName",
            "id",
            "imageUrl",
            "langKey",
            "lastModifiedBy",
            "lastModifiedDate",
            "lastName",
            "login",
        ]
    );
    assert_eq!((&account["login"], &account["activated"]), (&json!("admin"), &json!(true)));
    assert_eq!(account["createdDate"], json!("2026-05-04T12:00:00Z"));
    assert_eq!(account["authorities"], json!(["ROLE_ADMIN", "ROLE_MANAGER", "ROLE_USER"]));
    assert_eq!(portal.anonymous().get("/api/account").await.status, StatusCode::UNAUTHORIZED);
}
