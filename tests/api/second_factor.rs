//! Signing in over REST with a second factor.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::authenticator::Authenticator;
use crate::support::{PASSWORD, TestApp};

async fn authenticate(portal: &TestApp, code: Value) -> (u16, String) {
    let body = json!({"username": "admin", "password": PASSWORD, "code": code});
    let answer = portal.anonymous().json(Method::POST, "/api/authenticate", &body).await;
    (answer.status.as_u16(), answer.value()["message"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_program_sends_the_code_along_and_is_told_if_it_is_missing_or_wrong() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    assert_eq!(authenticate(&portal, Value::Null).await, (401, "error.secondfactor".to_owned()));
    assert_eq!(authenticate(&portal, json!("000000")).await, (401, "error.secondfactorcode".to_owned()));
    let code = json!(authenticator.code(&portal));
    assert_eq!(authenticate(&portal, code.clone()).await, (200, String::new()));
    assert_eq!(authenticate(&portal, code).await, (401, "error.secondfactorcode".to_owned()), "each code once");
    let recovery = json!(authenticator.recovery_codes[0]);
    assert_eq!(authenticate(&portal, recovery).await.0, 401, "recovery codes are for people");
}

#[tokio::test]
async fn the_password_alone_says_nothing_about_a_second_factor_if_it_is_wrong() {
    let portal = TestApp::start().await;
    Authenticator::set_up(&portal).await;
    let body = json!({"username": "admin", "password": "wrong"});
    let answer = portal.anonymous().json(Method::POST, "/api/authenticate", &body).await;
    assert_eq!((answer.status.as_u16(), &answer.value()["message"]), (401, &json!("error.http.401")));
}

#[tokio::test]
async fn programs_that_guess_codes_have_to_wait() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    for _ in 0..10 {
        assert_eq!(authenticate(&portal, json!("000000")).await.0, 401);
    }
    assert_eq!(authenticate(&portal, json!(authenticator.code(&portal))).await.0, 429);
}
