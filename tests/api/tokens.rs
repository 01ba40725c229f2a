//! Personal tokens over REST: making them, and what they open.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::queries as accounts;
use tripmgmt::accounts::{Actor, Role};

use crate::support::{Answer, PASSWORD, TestApp};

const TOKENS: &str = "/api/account/tokens";

async fn make(portal: &TestApp, scope: &str) -> Value {
    let body = json!({"name": format!("For {scope}"), "scope": scope, "validDays": 7});
    let answer = portal.json(Method::POST, TOKENS, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.value()
}

async fn token(portal: &TestApp, scope: &str) -> String {
    format!("Bearer {}", make(portal, scope).await["token"].as_str().unwrap())
}

/// Asks with nothing but a token.
async fn ask(portal: &TestApp, bearer: &str, method: Method, path: &str, body: &Value) -> Answer {
    portal.anonymous().json_with(method, path, body, &[("authorization", bearer)]).await
}

async fn status(portal: &TestApp, bearer: &str) -> u16 {
    ask(portal, bearer, Method::GET, "/api/authenticate", &json!({})).await.status.as_u16()
}

#[tokio::test]
async fn a_whole_number_may_be_written_with_a_point() {
    let portal = TestApp::start().await;
    for (days, status) in [("30", 201), ("30.0", 201), ("3e1", 201), ("30.5", 400), ("30.0,", 400)] {
        let body = format!(r#"{{"name": "job {days}", "scope": "read", "validDays": {days}}}"#);
        let request = Request::post(TOKENS).header("content-type", "application/json").body(Body::from(body)).unwrap();
        let answer = portal.send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{days}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_token_is_made_listed_and_revoked() {
    let portal = TestApp::start().await;
    let made = make(&portal, "write").await;
    assert_eq!((&made["name"], &made["scope"]), (&json!("For write"), &json!("write")));
    assert_eq!(made["expiresDate"], "2026-05-11T12:00:00Z");
    let listed = portal.get(TOKENS).await;
    let token = &listed.value()[0];
    assert_eq!((&token["id"], &token["state"], &token["lastUsedDate"]), (&made["id"], &json!("active"), &Value::Null));
    assert!(!listed.shows(made["token"].as_str().unwrap()));
    let path = format!("{TOKENS}/{}", made["id"].as_str().unwrap());
    let gone = portal.json(Method::DELETE, &path, &json!({})).await;
    assert_eq!(
        (gone.status, gone.header("x-tripmgmtapp-alert")),
        (StatusCode::NO_CONTENT, "tripmgmtApp.personalToken.deleted")
    );
    assert_eq!(portal.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.get(TOKENS).await.value(), json!([]));
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_member() {
    let portal = TestApp::start().await;
    for (body, field) in [
        (json!({"name": " ", "scope": "read", "validDays": 7}), "name"),
        (json!({"name": "x", "scope": "admin", "validDays": 7}), "scope"),
        (json!({"name": "x", "scope": "read", "validDays": 366}), "validDays"),
        (json!({"name": "x", "scope": "read", "validDays": -1}), "validDays"),
    ] {
        let refused = portal.json(Method::POST, TOKENS, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{body}");
    }
}

#[tokio::test]
async fn a_token_that_reads_changes_nothing_anywhere() {
    let portal = TestApp::start().await;
    let bearer = token(&portal, "read").await;
    assert_eq!(ask(&portal, &bearer, Method::GET, "/api/trips", &json!({})).await.status, StatusCode::OK);
    for (method, path) in [(Method::POST, "/api/trips"), (Method::POST, "/trips"), (Method::POST, "/preferences")] {
        let refused = ask(&portal, &bearer, method, path, &json!({"name": "Lyon"})).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        assert!(refused.shows("only reads"), "{path}");
    }
}

#[tokio::test]
async fn a_token_that_writes_does_what_its_owner_may() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let bearer = token(&olga, "write").await;
    let made = ask(&olga, &bearer, Method::POST, "/api/trips", &json!({"name": "Lyon"})).await;
    assert_eq!((made.status, &made.value()["createdBy"]), (StatusCode::CREATED, &json!("olga")));
    let theirs = portal.trip(json!({"name": "Nice"})).await;
    let path = format!("/api/trips/{}", theirs["id"].as_str().unwrap());
    assert_eq!(ask(&olga, &bearer, Method::GET, &path, &json!({})).await.status, StatusCode::NOT_FOUND);
    sqlx::query("insert into account_authorities select id, 'ROLE_ADMIN' from accounts where login = 'olga'")
        .execute(&olga.app.db)
        .await
        .unwrap();
    let seen = ask(&olga, &bearer, Method::GET, &path, &json!({})).await;
    assert_eq!(seen.status, StatusCode::OK, "what counts is what the account may do now");
}

#[tokio::test]
async fn a_token_ends_with_its_time_a_new_password_and_a_block() {
    let portal = TestApp::start().await;
    let short = token(&portal, "read").await;
    assert_eq!(status(&portal, &short).await, 204);
    portal.clock.advance(TimeDelta::days(7));
    assert_eq!(status(&portal, &short).await, 401, "expired");

    let bearer = token(&portal, "write").await;
    portal.clock.advance(TimeDelta::seconds(1));
    let account = accounts::find_by_login(&portal.app.db, "admin").await.unwrap();
    let hash = portal.app.passwords.hash("another good password".to_owned()).await.unwrap();
    accounts::set_password(&portal.app.db, account.id, &hash, &Actor::system(), portal.clock.now()).await.unwrap();
    assert_eq!(status(&portal, &bearer).await, 401, "whoever stole the password may have made it");
    assert_eq!(portal.get(TOKENS).await.value()[0]["state"], "ended");

    let body = json!({"name": "After", "scope": "read", "validDays": 7});
    let after = portal.json(Method::POST, TOKENS, &body).await.value();
    let after = format!("Bearer {}", after["token"].as_str().unwrap());
    assert_eq!(status(&portal, &after).await, 204);
    sqlx::query("update accounts set status = 'blocked'").execute(&portal.app.db).await.unwrap();
    assert_eq!(status(&portal, &after).await, 401, "blocked");
}

#[tokio::test]
async fn the_last_use_is_noted_once_a_minute() {
    let portal = TestApp::start().await;
    let bearer = token(&portal, "read").await;
    let used = async || portal.get(TOKENS).await.value()[0]["lastUsedDate"].clone();
    status(&portal, &bearer).await;
    portal.clock.advance(TimeDelta::seconds(59));
    status(&portal, &bearer).await;
    assert_eq!(used().await, "2026-05-04T12:00:00Z");
    portal.clock.advance(TimeDelta::seconds(1));
    status(&portal, &bearer).await;
    assert_eq!(used().await, "2026-05-04T12:01:00Z");
    assert_eq!(portal.get(TOKENS).await.value()[0]["lastUsedAddress"], "127.0.0.1");
}

#[tokio::test]
async fn the_database_holds_nothing_that_signs_in() {
    let portal = TestApp::start().await;
    let made = make(&portal, "read").await;
    let dump: String = sqlx::query_scalar("select string_agg(t::text, ' ') from personal_tokens t")
        .fetch_one(&portal.app.db)
        .await
        .unwrap();
    assert!(dump.contains("For read") && !dump.contains(&made["token"].as_str().unwrap()[4..]));
    for made_up in ["Bearer tmt_", "Bearer tmt_0", &format!("Bearer tmt_{}", "0".repeat(64))] {
        assert_eq!(status(&portal, made_up).await, 401, "{made_up}");
    }
}

#[tokio::test]
async fn the_jwt_of_a_password_makes_tokens_too() {
    let portal = TestApp::start().await;
    let credentials = json!({"username": "admin", "password": PASSWORD});
    let jwt = portal.json(Method::POST, "/api/authenticate", &credentials).await.header("authorization").to_owned();
    let body = json!({"name": "CI", "scope": "read", "validDays": 1});
    assert_eq!(ask(&portal, &jwt, Method::POST, TOKENS, &body).await.status, StatusCode::CREATED);
}
