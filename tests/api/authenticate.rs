//! Signing in over REST, with the old monolith's tokens.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

async fn token(portal: &TestApp, body: &Value) -> String {
    let answer = portal.json(Method::POST, "/api/authenticate", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let token = answer.value()["id_token"].as_str().unwrap().to_owned();
    assert_eq!(answer.header("authorization"), format!("Bearer {token}"));
    assert_eq!(answer.header("cache-control"), "no-store");
    token
}

async fn status(portal: &TestApp, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    portal.get_with("/api/authenticate", &[("authorization", &bearer)]).await.status.as_u16()
}

#[tokio::test]
async fn a_token_opens_the_interface() {
    let portal = TestApp::start().await.anonymous();
    let token = token(&portal, &json!({"username": "admin", "password": PASSWORD})).await;
    assert_eq!(status(&portal, &token).await, 204);
    let bearer = format!("Bearer {token}");
    assert_eq!(portal.get_with("/api/trips", &[("authorization", &bearer)]).await.status, StatusCode::OK);
    let none = portal.get("/api/trips").await;
    assert_eq!((none.status.as_u16(), none.header("www-authenticate")), (401, "Bearer"));
    assert_eq!(none.value()["message"], "error.http.401");
}

#[tokio::test]
async fn a_token_says_what_old_clients_read_in_it() {
    let portal = TestApp::start().await.anonymous();
    let token = token(&portal, &json!({"username": "admin@portal.test", "password": PASSWORD})).await;
    let header = jsonwebtoken::decode_header(&token).unwrap();
    assert_eq!(header.alg, jsonwebtoken::Algorithm::HS512);
    let claims: Value = jsonwebtoken::dangerous::insecure_decode(&token).unwrap().claims;
    assert_eq!((&claims["sub"], &claims["auth"]), (&json!("admin"), &json!("ROLE_ADMIN ROLE_MANAGER ROLE_USER")));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 86_400);
    assert!(claims["userId"].is_string());
}

#[tokio::test]
async fn a_token_lives_for_a_day_and_a_remembered_one_for_thirty() {
    let portal = TestApp::start().await.anonymous();
    let short = token(&portal, &json!({"username": "admin", "password": PASSWORD, "rememberMe": false})).await;
    let long = token(&portal, &json!({"username": "admin", "password": PASSWORD, "rememberMe": true})).await;
    portal.clock.advance(TimeDelta::seconds(86_399));
    assert_eq!((status(&portal, &short).await, status(&portal, &long).await), (204, 204));
    portal.clock.advance(TimeDelta::seconds(1));
    assert_eq!((status(&portal, &short).await, status(&portal, &long).await), (401, 204));
    portal.clock.advance(TimeDelta::days(29));
    assert_eq!(status(&portal, &long).await, 401);
}

#[tokio::test]
async fn a_token_is_refused_once_the_password_is_another_or_the_account_is_blocked() {
    let portal = TestApp::start().await.anonymous();
    let before = token(&portal, &json!({"username": "admin", "password": PASSWORD})).await;
    portal.clock.advance(TimeDelta::seconds(2));
    let account = tripmgmt::accounts::queries::find_by_login(&portal.app.db, "admin").await.unwrap();
    let hash = portal.app.passwords.hash("another good password".to_owned()).await.unwrap();
    let actor = tripmgmt::accounts::Actor::system();
    tripmgmt::accounts::queries::set_password(&portal.app.db, account.id, &hash, &actor, portal.clock.now())
        .await
        .unwrap();
    assert_eq!(status(&portal, &before).await, 401);
    let after = token(&portal, &json!({"username": "admin", "password": "another good password"})).await;
    assert_eq!(status(&portal, &after).await, 204);
    sqlx::query("update accounts set status = 'blocked'").execute(&portal.app.db).await.unwrap();
    assert_eq!(status(&portal, &after).await, 401);
}

#[tokio::test]
async fn tokens_that_others_made_are_refused() {
    let portal = TestApp::start().await.anonymous();
    let elsewhere = TestApp::start().await.anonymous();
    let foreign = token(&elsewhere, &json!({"username": "admin", "password": PASSWORD})).await;
    let unsigned = format!("{}.{}.", "eyJhbGciOiJub25lIn0", foreign.split('.').nth(1).unwrap());
    for bad in [foreign.as_str(), unsigned.as_str(), "x", ""] {
        assert_eq!(status(&portal, bad).await, 401, "{bad}");
    }
}

#[tokio::test]
async fn wrong_credentials_get_a_problem_and_no_header() {
    let portal = TestApp::start().await.anonymous();
    let answer = portal.json(Method::POST, "/api/authenticate", &json!({"username": "admin", "password": "x"})).await;
    assert_eq!((answer.status.as_u16(), answer.header("authorization")), (401, ""));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    for body in [json!({}), json!({"username": 7, "password": "secret-text"}), json!([])] {
        let answer = portal.json(Method::POST, "/api/authenticate", &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(!answer.shows("secret-text"));
    }
    for _ in 0..10 {
        portal.json(Method::POST, "/api/authenticate", &json!({"username": "admin", "password": "x"})).await;
    }
    let guessing =
        portal.json(Method::POST, "/api/authenticate", &json!({"username": "admin", "password": PASSWORD})).await;
    assert_eq!((guessing.status.as_u16(), guessing.header("retry-after")), (429, "900"));
}
