//! A forgotten password.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::keys::{self, Purpose};
use tripmgmt::accounts::{AccountStatus, Role};

use super::statements::statements;
use super::{OTHER_PASSWORD, account_of, audited, bearer, is_accepted, is_signed_in, key, link, mails, opens, problem};
use crate::support::{Answer, PASSWORD, TestApp};

async fn ask(portal: &TestApp, email: &str) -> Answer {
    portal.anonymous().submit("/account/reset/request", &[("email", email)]).await
}

async fn finish(portal: &TestApp, key: &str, password: &str) -> Answer {
    portal.anonymous().submit("/account/reset/finish", &[("key", key), ("new_password", password)]).await
}

async fn ask_over_rest(portal: &TestApp, kind: &str, body: &str) -> Answer {
    let request = Request::post("/api/account/reset-password/init").header("content-type", kind);
    portal.anonymous().send(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn a_mailed_link_lets_its_reader_choose_another_password_once() {
    let portal = TestApp::start().await;
    let token = bearer(&portal, "admin", PASSWORD).await;
    portal.clock.advance(TimeDelta::seconds(2));
    assert!(portal.anonymous().get("/login").await.shows("href=\"/account/reset/request\""));
    let asked = ask(&portal, " Admin@portal.test ").await;
    assert!(portal.anonymous().follow(&asked).await.shows("an administrator has a link for you"));
    let (link, key) = (link(&portal).await, key(&portal).await);
    assert!(link.starts_with("/account/reset/finish?key="));
    assert!(portal.anonymous().get(&link).await.shows("value=\"admin\""), "it names the account for password managers");
    let weak = finish(&portal, &key, "admin2026").await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.shows("harder to guess") && weak.shows("<title>Error:") && !weak.shows("admin2026"));
    assert!(is_signed_in(&portal).await, "what is refused changes nothing");
    let done = finish(&portal, &key, OTHER_PASSWORD).await;
    assert!(portal.anonymous().follow(&done).await.shows("Your new password is saved"));
    assert!(!is_signed_in(&portal).await, "sessions end");
    assert!(!is_accepted(&portal, &token).await, "tokens from before are refused");
    assert!(!opens(&portal, "admin", PASSWORD).await && opens(&portal, "admin", OTHER_PASSWORD).await);
    assert_eq!(finish(&portal, &key, PASSWORD).await.status, StatusCode::NOT_FOUND);
    assert!(portal.anonymous().get(&link).await.shows("href=\"/account/reset/request\""));
    assert_eq!(mails(&portal).await, ["password_reset admin@portal.test", "password_changed admin@portal.test"]);
    let audited = audited(&portal).await;
    for entry in ["admin@portal.test link-requested admin@portal.test", "admin password-changed admin"] {
        assert!(audited.contains(&entry.to_owned()), "{entry} in {audited:?}");
    }
}

#[tokio::test]
async fn the_answer_and_the_work_are_the_same_whoever_has_the_address() {
    let admin = TestApp::start().await;
    for (login, status) in [("blocked", "blocked"), ("waiting", "pending")] {
        admin.person(login, &[Role::User], None).await;
        let change = sqlx::query("update accounts set status = $1 where login = $2").bind(status).bind(login);
        change.execute(&admin.app.db).await.unwrap();
    }
    admin.person("elsewhere", &[Role::User], None).await;
    let change = sqlx::query("update accounts set password_hash = null where login = 'elsewhere'");
    change.execute(&admin.app.db).await.unwrap();
    let (known, known_statements) = statements(ask(&admin, "admin@portal.test")).await;
    for name in ["nobody", "blocked", "waiting", "elsewhere"] {
        let (other, other_statements) = statements(ask(&admin, &format!("{name}@portal.test"))).await;
        assert_eq!((other.status, other.header("location")), (known.status, known.header("location")), "{name}");
        assert_eq!(other.cookies(), known.cookies(), "{name}");
        assert_eq!(other_statements, known_statements, "{name}");
    }
    assert_eq!(mails(&admin).await, ["password_reset admin@portal.test"], "but there is one mail alone");
    let kept: i64 = sqlx::query_scalar("select count(*) from account_keys").fetch_one(&admin.app.db).await.unwrap();
    assert_eq!(kept, 1, "and one key");
}

#[tokio::test]
async fn what_is_no_address_is_said_at_the_field() {
    let portal = TestApp::start().await;
    for (typed, words) in [(" ", "Enter your email address"), ("admin", "Enter an email address, such as")] {
        let page = ask(&portal, typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text().matches(words).count(), 2, "{typed}");
    }
}

#[tokio::test]
async fn a_link_works_for_a_day_and_a_newer_one_takes_its_place() {
    let portal = TestApp::start().await;
    ask(&portal, "admin@portal.test").await;
    let older = link(&portal).await;
    ask(&portal, "admin@portal.test").await;
    let newer = link(&portal).await;
    assert_eq!(portal.get(&older).await.status, StatusCode::NOT_FOUND);
    portal.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    assert_eq!(portal.get(&newer).await.status, StatusCode::OK);
    portal.clock.advance(TimeDelta::seconds(1));
    assert_eq!(portal.get(&newer).await.status, StatusCode::NOT_FOUND);
    assert_eq!(finish(&portal, newer.split('=').nth(1).unwrap(), OTHER_PASSWORD).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_address_can_be_asked_about_five_times_an_hour_whoever_has_it() {
    let portal = TestApp::start().await;
    for email in ["admin@portal.test", "nobody@portal.test"] {
        for _ in 0..5 {
            assert_eq!(ask(&portal, email).await.status, StatusCode::SEE_OTHER);
        }
        let refused = ask(&portal, email).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.shows("Try again in 60 minutes"));
    }
    for number in 0..8 {
        assert_eq!(ask(&portal, &format!("person{number}@portal.test")).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(ask(&portal, "one-more@portal.test").await.status, StatusCode::TOO_MANY_REQUESTS, "from one place");
}

#[tokio::test]
async fn an_invitation_chooses_the_first_password_and_activates() {
    let portal = TestApp::start().await;
    portal.person("olga", &[Role::User], None).await;
    let change = sqlx::query("update accounts set status = 'pending', password_hash = null where login = 'olga'");
    change.execute(&portal.app.db).await.unwrap();
    let olga = account_of(&portal, "olga").await;
    let mut connection = portal.app.db.acquire().await.unwrap();
    keys::send(&mut connection, &portal.app, &olga, Purpose::Invitation, "olga@portal.test").await.unwrap();
    let done = finish(&portal, &key(&portal).await, OTHER_PASSWORD).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(account_of(&portal, "olga").await.status, AccountStatus::Active);
    assert!(opens(&portal, "olga", OTHER_PASSWORD).await);
}

#[tokio::test]
async fn over_rest_the_body_is_the_address_alone_and_the_answer_always_the_same() {
    let portal = TestApp::start().await;
    for (kind, body) in [
        ("text/plain", "admin@portal.test"),
        ("text/plain;charset=UTF-8", "nobody@portal.test"),
        ("application/json", "\"Admin@portal.test\""),
        ("text/plain", "no address at all"),
        ("text/plain", ""),
    ] {
        let answer = ask_over_rest(&portal, kind, body).await;
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (200, ""), "{kind} {body}");
    }
    assert_eq!(mails(&portal).await, ["password_reset admin@portal.test"; 2]);
    assert_eq!(ask_over_rest(&portal, "application/json", "{}").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(ask_over_rest(&portal, "text/html", "x").await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let path = "/api/account/reset-password/finish";
    let finish = async |key: &str, password: &str| {
        portal.anonymous().json(Method::POST, path, &json!({"key": key, "newPassword": password})).await
    };
    let key = key(&portal).await;
    let weak = finish(&key, "short").await;
    let expected = ("invalid-password".to_owned(), "error.http.400".to_owned(), vec!["newPassword".to_owned()]);
    assert_eq!((weak.status.as_u16(), problem(&weak)), (400, expected));
    let done = finish(&key, OTHER_PASSWORD).await;
    assert_eq!((done.status.as_u16(), done.text().as_str()), (200, ""));
    let used = finish(&key, OTHER_PASSWORD).await;
    assert_eq!((used.status.as_u16(), problem(&used).1.as_str()), (400, "error.keynotfound"));
    assert!(opens(&portal, "admin", OTHER_PASSWORD).await);
}
