//! Signing in and out, and the first administrator.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::accounts::{Role, commands, setup};

use crate::support::{PASSWORD, TestApp};

async fn portal() -> TestApp {
    TestApp::start().await.anonymous()
}

async fn sign_in(portal: &TestApp, name: &str, password: &str) -> crate::support::Answer {
    portal.submit("/login", &[("name", name), ("password", password), ("next", "/trips?q=x")]).await
}

/// The session cookie an answer leaves.
fn session(answer: &crate::support::Answer) -> String {
    let cookies = answer.cookies();
    cookies.split("; ").find(|cookie| cookie.starts_with("session=")).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_name_or_an_email_address_and_the_password_lead_on_to_where_one_wanted() {
    let portal = portal().await;
    for name in ["admin", " ADMIN ", "admin@portal.test"] {
        let answer = sign_in(&portal, name, PASSWORD).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/trips?q=x"), "{name}");
        let page = portal.get_with("/account", &[("cookie", &session(&answer))]).await;
        assert!(page.shows("Signed in as admin"), "{name}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_sign_in_and_comes_back() {
    let portal = portal().await;
    let answer = portal.get("/trips?q=lyon").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/login?next=%2Ftrips%3Fq%3Dlyon"));
    let form = portal.get(answer.header("location")).await;
    assert!(form.shows("name=\"next\" value=\"/trips?q=lyon\""));
    let lost = portal.submit("/trips", &[("name", "Lyon")]).await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    assert!(lost.shows("Back button"), "says how nothing typed is lost");
}

#[tokio::test]
async fn the_way_back_never_leads_to_another_host() {
    let portal = portal().await;
    for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "/login?next=/login", ""]
    {
        let fields = [("name", "admin"), ("password", PASSWORD), ("next", evil)];
        assert_eq!(portal.submit("/login", &fields).await.header("location"), "/", "{evil}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let portal = portal().await;
    let wrong = sign_in(&portal, "admin", "wrong").await;
    let unknown = sign_in(&portal, "nobody", "wrong").await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(wrong.text().replace("admin", "nobody"), unknown.text());
    assert!(wrong.shows("do not belong together") && wrong.shows("value=\"admin\""), "what was typed is kept");
    assert!(!wrong.shows("value=\"wrong\""), "but for the password");
    let empty = sign_in(&portal, "", "").await;
    assert!(empty.shows("Enter your name or email address") && empty.shows("Enter a password"));
}

#[tokio::test]
async fn who_guesses_has_to_wait_and_the_right_password_does_not_help() {
    let portal = portal().await;
    for _ in 0..10 {
        assert_eq!(sign_in(&portal, "admin", "guess").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = sign_in(&portal, "ADMIN", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.shows("Try again in 15 minutes"));
    portal.clock.advance(TimeDelta::minutes(15));
    assert_eq!(sign_in(&portal, "admin", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_changes_the_session_and_signing_out_ends_it() {
    let portal = portal().await;
    let first = session(&sign_in(&portal, "admin", PASSWORD).await);
    let fields = [("name", "admin"), ("password", PASSWORD)];
    let body = tripmgmt::web::fields::address("", fields).trim_start_matches('?').to_owned();
    let request = axum::http::Request::post("/login")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", &first)
        .body(body.into())
        .unwrap();
    let second = session(&portal.send(request).await);
    assert_ne!(first, second);
    assert_eq!(
        portal.get_with("/account", &[("cookie", &first)]).await.status,
        StatusCode::SEE_OTHER,
        "the old one is gone"
    );
    assert_eq!(portal.get_with("/account", &[("cookie", &second)]).await.status, StatusCode::OK);
    let leaving = portal.get_with("/logout", &[("cookie", &second)]).await;
    assert!(leaving.shows("Sign out?"), "a link alone signs nobody out");
    let request =
        axum::http::Request::post("/logout").header("cookie", &second).body(axum::body::Body::empty()).unwrap();
    let out = portal.send(request).await;
    assert!(out.cookies().contains("session="), "the cookie is taken away");
    assert_eq!(portal.get_with("/account", &[("cookie", &second)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_a_remembered_one_after_thirty_days() {
    let portal = portal().await;
    let short = session(&sign_in(&portal, "admin", PASSWORD).await);
    let remembering = [("name", "admin"), ("password", PASSWORD), ("remember", "on")];
    let remembered = portal.submit("/login", &remembering).await;
    assert!(remembered.headers.get_all("set-cookie").iter().any(|cookie| {
        let cookie = cookie.to_str().unwrap();
        cookie.starts_with("session=")
            && cookie.contains("Max-Age=2592000")
            && cookie.contains("HttpOnly; SameSite=Lax")
    }));
    let long = session(&remembered);
    let status = async |cookie: &str| portal.get_with("/account", &[("cookie", cookie)]).await.status.as_u16();
    portal.clock.advance(TimeDelta::hours(7));
    assert_eq!(status(&short).await, 200, "used within eight hours");
    portal.clock.advance(TimeDelta::hours(7));
    assert_eq!(status(&short).await, 200, "each use keeps it going");
    portal.clock.advance(TimeDelta::hours(8));
    assert_eq!(status(&short).await, 303);
    portal.clock.advance(TimeDelta::days(29));
    assert_eq!(status(&long).await, 200);
    portal.clock.advance(TimeDelta::days(1));
    assert_eq!(status(&long).await, 303);
}

#[tokio::test]
async fn who_is_blocked_is_out_at_once() {
    let portal = portal().await;
    let cookie = session(&sign_in(&portal, "admin", PASSWORD).await);
    sqlx::query("update accounts set status = 'blocked'").execute(&portal.app.db).await.unwrap();
    assert_eq!(portal.get_with("/account", &[("cookie", &cookie)]).await.status, StatusCode::SEE_OTHER);
    assert!(sign_in(&portal, "admin", PASSWORD).await.shows("This account is blocked"));
    assert!(!sign_in(&portal, "admin", "wrong").await.shows("blocked"), "only those who know the password are told");
}

#[tokio::test]
async fn a_password_of_the_old_monolith_is_hashed_anew_at_sign_in() {
    let portal = portal().await;
    let hash = async || -> String {
        sqlx::query_scalar("select password_hash from accounts").fetch_one(&portal.app.db).await.unwrap()
    };
    assert!(hash().await.starts_with("$2a$"));
    assert_eq!(sign_in(&portal, "admin", "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(hash().await.starts_with("$2a$"));
    assert_eq!(sign_in(&portal, "admin", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert!(hash().await.starts_with("$argon2id$"));
    assert_eq!(
        sign_in(&portal, "admin", PASSWORD).await.status,
        StatusCode::SEE_OTHER,
        "the same password still works"
    );
}

#[tokio::test]
async fn the_database_holds_nothing_that_opens_a_session() {
    let portal = portal().await;
    let cookie = session(&sign_in(&portal, "admin", PASSWORD).await);
    let token = cookie.trim_start_matches("session=");
    let dump: String =
        sqlx::query_scalar("select string_agg(s::text, ' ') from sessions s").fetch_one(&portal.app.db).await.unwrap();
    assert!(!dump.contains(token) && !dump.contains(&PASSWORD.to_owned()));
}

#[tokio::test]
async fn sign_ins_good_and_bad_stand_in_the_audit_log() {
    let portal = portal().await;
    sign_in(&portal, "Admin", "wrong").await;
    portal.clock.advance(TimeDelta::seconds(1));
    sign_in(&portal, "admin", PASSWORD).await;
    let log: Vec<(String, String)> =
        sqlx::query_as("select actor, action from audit_events order by id").fetch_all(&portal.app.db).await.unwrap();
    let log: Vec<_> = log.iter().map(|(actor, action)| (actor.as_str(), action.as_str())).collect();
    assert_eq!(log, [("admin", "sign-in-failed"), ("admin", "signed-in")]);
}

#[tokio::test]
async fn over_tls_cookies_belong_to_this_host_alone() {
    let portal = TestApp::untouched(&["--secure-cookies", "true"]).await;
    portal.person("admin", &Role::ALL, None).await;
    let answer = sign_in(&portal, "admin", PASSWORD).await;
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-") && cookie.ends_with("; Secure") && cookie.contains("Path=/"), "{cookie}");
    }
    let cookies = answer.cookies();
    assert_eq!(portal.get_with("/account", &[("cookie", &cookies)]).await.status, StatusCode::OK);
    let planted = cookies.replace("__Host-", "");
    assert_eq!(portal.get_with("/account", &[("cookie", &planted)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_one_prefers_comes_along_to_the_next_browser() {
    let portal = TestApp::start().await;
    portal.submit("/preferences", &[("language", "fr"), ("shortcuts", "off")]).await;
    let elsewhere = sign_in(&portal.anonymous(), "admin", PASSWORD).await;
    let cookies = elsewhere.cookies();
    for cookie in ["lang=fr", "shortcuts=off", "theme=auto"] {
        assert!(cookies.split("; ").any(|one| one == cookie), "{cookie} in {cookies}");
    }
    let nobody = portal.anonymous().submit("/preferences", &[("language", "en")]).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    assert!(sign_in(&portal.anonymous(), "admin", PASSWORD).await.cookies().contains("lang=fr"));
}

#[tokio::test]
async fn guests_see_a_home_page_without_trips() {
    let portal = TestApp::start().await;
    portal.trip(serde_json::json!({"name": "Secret visit", "startDate": "2026-05-05"})).await;
    let page = portal.anonymous().get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.shows("Secret visit") && page.shows("href=\"/login\""));
}

#[tokio::test]
async fn an_empty_portal_offers_a_link_that_makes_the_first_administrator_once() {
    let portal = TestApp::untouched(&[]).await;
    let link = setup::offer(&portal.app).await.unwrap().unwrap();
    let beside = setup::offer(&portal.app).await.unwrap().unwrap();
    assert_eq!(portal.get("/setup?key=made-up").await.status, StatusCode::NOT_FOUND);
    assert!(portal.get(&link).await.shows("Make the first administrator"));
    let key = link.split('=').nth(1).unwrap();
    let weak = [("key", key), ("login", "Eva Q"), ("email", "eva"), ("password", "password")];
    let refused = portal.submit("/setup", &weak).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for remedy in ["Use only lower-case letters", "Enter an email address", "harder to guess"] {
        assert_eq!(refused.text().matches(remedy).count(), 2, "{remedy}");
    }
    let good = [("key", key), ("login", "eva"), ("email", "Eva@portal.test"), ("password", PASSWORD)];
    let made = portal.submit("/setup", &good).await;
    let page = portal.get_with("/account", &[("cookie", &session(&made))]).await;
    assert!(page.shows("Signed in as eva") && page.shows("Administrator"));
    for used in [link.as_str(), beside.as_str()] {
        assert_eq!(portal.get(used).await.status, StatusCode::NOT_FOUND, "all links are gone");
    }
    assert_eq!(setup::offer(&portal.app).await.unwrap(), None, "and no other is offered");
}

#[tokio::test]
async fn a_setup_link_runs_out_after_a_day() {
    let portal = TestApp::untouched(&[]).await;
    let link = setup::offer(&portal.app).await.unwrap().unwrap();
    portal.clock.advance(TimeDelta::hours(24));
    assert_eq!(portal.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_demonstration_has_accounts_for_every_role_and_says_so() {
    let portal = TestApp::untouched(&["--demo"]).await;
    for _ in 0..2 {
        commands::create_demo_accounts(&portal.app.db, &portal.app.passwords, &portal.app.clock).await.unwrap();
    }
    tripmgmt::demo_data::load(&portal.app.db, 60, 1, portal.clock.now(), |_| {}).await.unwrap();
    for _ in 0..2 {
        tripmgmt::demo_data::lend_trips(&portal.app.db).await.unwrap();
    }
    let own: Vec<(String, i64, Option<String>)> = sqlx::query_as(
        "select a.login, count(*), max(m.login) from trips t join accounts a on a.id = t.owner_id
         left join accounts m on m.id = a.manager_id where a.password_hash is not null group by 1 order by 1",
    )
    .fetch_all(&portal.app.db)
    .await
    .unwrap();
    assert_eq!(own, [("admin".to_owned(), 15, None), ("user".to_owned(), 15, Some("manager".to_owned()))]);
    for name in ["admin", "manager", "user"] {
        assert_eq!(sign_in(&portal, name, name).await.status, StatusCode::SEE_OTHER, "{name}");
    }
    assert!(portal.get("/").await.shows("everybody can sign in as admin"));
    assert!(!TestApp::untouched(&[]).await.get("/").await.shows("everybody can sign in as admin"));
}
