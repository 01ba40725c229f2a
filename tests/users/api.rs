//! Accounts over REST.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::{AccountStatus, Role};

use super::{account, answered, audited, eva, mails, token};
use crate::support::TestApp;

const USERS: &str = "/api/admin/users";

#[tokio::test]
async fn a_new_account_answers_as_the_old_monolith_did() {
    let portal = TestApp::start().await;
    let answer = portal.json(Method::POST, USERS, &eva()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(answer.header("location"), "/api/admin/users/eva.quist");
    assert_eq!(answer.header("x-tripmgmtapp-alert"), "userManagement.created");
    assert_eq!(answer.header("x-tripmgmtapp-params"), "eva.quist");
    let user = answer.value();
    let members: Vec<&str> = user.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = vec![
        "id",
        "login",
        "firstName",
        "lastName",
        "email",
        "imageUrl",
        "activated",
        "langKey",
        "createdBy",
        "createdDate",
        "lastModifiedBy",
        "lastModifiedDate",
        "authorities",
    ];
    expected.sort_unstable();
    let mut sorted = members.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    assert_eq!(user["login"], "eva.quist");
    assert_eq!((&user["email"], &user["langKey"]), (&json!("eva@portal.test"), &json!("fr")));
    assert_eq!((&user["activated"], &user["authorities"]), (&json!(false), &json!(["ROLE_USER"])));
    assert_eq!((&user["createdBy"], &user["createdDate"]), (&json!("admin"), &json!("2026-05-04T12:00:00Z")));
    assert_eq!(mails(&portal).await[0].0, "invitation");
    assert_eq!(portal.get("/api/admin/users/eva.quist").await.value(), user);
    let by_id = format!("{USERS}/{}", user["id"].as_str().unwrap());
    assert_eq!(portal.get(&by_id).await.value(), user);
}

#[tokio::test]
async fn a_new_account_has_no_id_and_a_login_and_address_of_its_own() {
    let portal = TestApp::start().await;
    let with = |member: &str, value: Value| {
        let mut body = eva();
        body[member] = value;
        body
    };
    for (body, kind, message, params) in [
        (with("id", json!(1)), "problem-with-message", "error.idexists", json!("userManagement")),
        (with("login", json!("ADMIN")), "login-already-used", "error.userexists", json!("userManagement")),
        (with("email", json!("Admin@portal.test")), "email-already-used", "error.emailexists", json!("userManagement")),
        (with("login", json!("a b")), "constraint-violation", "error.validation", Value::Null),
        (with("login", Value::Null), "constraint-violation", "error.validation", Value::Null),
        (with("email", Value::Null), "constraint-violation", "error.validation", Value::Null),
        (with("firstName", json!("a\u{0}")), "constraint-violation", "error.validation", Value::Null),
        (with("lastName", json!("x".repeat(51))), "constraint-violation", "error.validation", Value::Null),
        (with("imageUrl", json!("x".repeat(257))), "constraint-violation", "error.validation", Value::Null),
        (with("langKey", json!("de")), "constraint-violation", "error.validation", Value::Null),
        (with("authorities", json!(["ROLE_KING"])), "constraint-violation", "error.validation", Value::Null),
        (with("authorities", json!(["ROLE_USER ROLE_ADMIN"])), "constraint-violation", "error.validation", Value::Null),
        (with("activated", json!("yes")), "constraint-violation", "error.validation", Value::Null),
    ] {
        let answer = portal.json(Method::POST, USERS, &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        let problem = answer.value();
        assert_eq!(problem["type"], format!("https://www.jhipster.tech/problem/{kind}"), "{body}");
        assert_eq!((&problem["message"], &problem["params"]), (&json!(message), &params), "{body}");
        assert_eq!(answer.header("x-tripmgmtapp-error"), message, "{body}");
    }
    let language = portal.json(Method::POST, USERS, &with("langKey", json!("de"))).await.value();
    assert_eq!(language["fieldErrors"][0]["field"], "langKey");
    assert!(mails(&portal).await.is_empty());
}

#[tokio::test]
async fn a_change_names_the_account_in_the_body_or_the_address() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    let id = account(&portal, "tom").await.id.to_string();
    let body = json!({"id": id, "login": "tom", "firstName": "Tom", "email": "tom@portal.test", "activated": true,
        "langKey": "fr", "imageUrl": "https://example.com/tom.png", "authorities": ["ROLE_USER", "ROLE_MANAGER"]});
    for path in [USERS.to_owned(), format!("{USERS}/tom")] {
        let answer = portal.json(Method::PUT, &path, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert_eq!(answer.header("x-tripmgmtapp-alert"), "userManagement.updated");
        assert_eq!(answer.header("x-tripmgmtapp-params"), "tom");
        let user = answer.value();
        assert_eq!((&user["firstName"], &user["langKey"]), (&json!("Tom"), &json!("fr")));
        assert_eq!(user["imageUrl"], "https://example.com/tom.png");
        assert_eq!(user["authorities"], json!(["ROLE_MANAGER", "ROLE_USER"]));
    }
    let nameless = portal.json(Method::PUT, &format!("{USERS}/tom"), &json!({"login": "tom", "firstName": "T"})).await;
    let user = nameless.value();
    assert_eq!((&user["firstName"], &user["imageUrl"]), (&json!("T"), &Value::Null), "what is absent is emptied");
    assert_eq!(user["email"], "tom@portal.test", "but for the address, language and authorities");
    assert_eq!((&user["langKey"], &user["authorities"]), (&json!("fr"), &json!(["ROLE_MANAGER", "ROLE_USER"])));
    for (path, body, status, message) in [
        (USERS, json!({"login": "tom"}), 400, "error.idnull"),
        (USERS, json!({"id": "x", "login": "tom"}), 400, "error.idinvalid"),
        (USERS, json!({"id": "00000000-0000-0000-0000-000000000000", "login": "tom"}), 404, "error.http.404"),
        ("/api/admin/users/admin", json!({"id": id, "login": "tom"}), 400, "error.idinvalid"),
        ("/api/admin/users/nobody", json!({"login": "tom"}), 404, "error.http.404"),
        ("/api/admin/users/tom", json!({"login": "admin"}), 400, "error.userexists"),
        ("/api/admin/users/tom", json!({"login": "tom", "email": "admin@portal.test"}), 400, "error.emailexists"),
        ("/api/admin/users/tom", json!({"login": "tom", "email": ""}), 400, "error.validation"),
    ] {
        let answer = portal.json(Method::PUT, path, &body).await;
        assert_eq!((answer.status.as_u16(), &answer.value()["message"]), (status, &json!(message)), "{path} {body}");
    }
}

#[tokio::test]
async fn activated_false_blocks_and_true_lets_in() {
    let portal = TestApp::start().await;
    let tom = portal.person("tom", &[Role::User], None).await;
    let token = token(&portal, "tom").await;
    let put = async |activated: Value| {
        let body = json!({"login": "tom", "activated": activated});
        portal.json(Method::PUT, "/api/admin/users/tom", &body).await.value()["activated"].clone()
    };
    assert_eq!(put(Value::Null).await, json!(true));
    assert_eq!(put(json!(false)).await, json!(false));
    assert_eq!(account(&portal, "tom").await.status, AccountStatus::Blocked);
    assert_eq!((tom.get("/account").await.status.as_u16(), answered(&portal, &token).await), (303, 401));
    assert_eq!(put(json!(false)).await, json!(false));
    assert_eq!(put(json!(true)).await, json!(true));
    assert_eq!(account(&portal, "tom").await.status, AccountStatus::Active);
    let log = audited(&portal).await;
    let ups: Vec<_> = log.iter().filter(|line| line.contains("block")).collect();
    assert_eq!(ups, ["admin account-blocked tom", "admin account-unblocked tom"]);

    portal.json(Method::POST, USERS, &eva()).await;
    let waiting = json!({"login": "eva.quist", "activated": false});
    portal.json(Method::PUT, "/api/admin/users/eva.quist", &waiting).await;
    assert_eq!(account(&portal, "eva.quist").await.status, AccountStatus::Pending, "who waits is not blocked");
}

#[tokio::test]
async fn the_last_administrator_and_oneself_are_safe() {
    let portal = TestApp::start().await;
    let demoted = json!({"login": "admin", "authorities": ["ROLE_USER"]});
    let blocked = json!({"login": "admin", "activated": false});
    let call = async |method: Method, body: &Value| {
        let answer = portal.json(method, "/api/admin/users/admin", body).await;
        (answer.status.as_u16(), answer.value()["message"].as_str().unwrap_or_default().to_owned())
    };
    let problem = |message: &str| (400, message.to_owned());
    assert_eq!(call(Method::PUT, &demoted).await, problem("error.validation"));
    assert_eq!(call(Method::PUT, &blocked).await, problem("error.lastadministrator"));
    assert_eq!(call(Method::DELETE, &json!({})).await, problem("error.lastadministrator"));
    portal.person("ann", &Role::ALL, None).await;
    assert_eq!(call(Method::PUT, &demoted).await, problem("error.validation"));
    assert_eq!(call(Method::PUT, &blocked).await, problem("error.ownaccount"));
    assert_eq!(call(Method::DELETE, &json!({})).await, problem("error.ownaccount"));
}

#[tokio::test]
async fn deleting_hands_the_trips_to_the_manager() {
    let portal = TestApp::start().await;
    let mia = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let tom = portal.person("tom", &[Role::User], Some(&mia)).await;
    tom.trip(json!({"name": "Audit in Lyon"})).await;
    let answer = portal.json(Method::DELETE, "/api/admin/users/tom", &json!({})).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    assert_eq!(answer.header("x-tripmgmtapp-alert"), "userManagement.deleted");
    assert_eq!(answer.header("x-tripmgmtapp-params"), "tom");
    assert_eq!(mia.get("/api/trips/count").await.text(), "1");
    for method in [Method::GET, Method::DELETE] {
        let gone = portal.json(method, "/api/admin/users/tom", &json!({})).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

/// The logins in an answer.
fn logins(answer: &crate::support::Answer) -> Vec<String> {
    answer.value().as_array().unwrap().iter().map(|user| user["login"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_list_is_paged_and_sorted_by_what_is_listed() {
    let portal = TestApp::start().await;
    for login in ["carl", "bob", "dora"] {
        portal.person(login, &[Role::User], None).await;
    }
    let first = portal.get("/api/admin/users?page=0&size=2&sort=login,asc").await;
    assert_eq!((logins(&first), first.header("x-total-count")), (vec!["admin".to_owned(), "bob".to_owned()], "4"));
    let next = first.header("link").split('<').nth(1).unwrap().split('>').next().unwrap().to_owned();
    assert!(next.starts_with("/api/admin/users?") && first.header("link").contains("rel=\"last\""), "{next}");
    assert_eq!(logins(&portal.get(&next).await), ["carl", "dora"]);
    assert_eq!(logins(&portal.get("/api/admin/users?page=1&size=3&sort=login,desc&sort=id,asc").await), ["admin"]);
    for sort in [
        "id",
        "login",
        "firstName",
        "lastName",
        "email",
        "activated",
        "langKey",
        "createdBy",
        "createdDate",
        "lastModifiedBy",
        "lastModifiedDate",
    ] {
        for direction in ["asc", "desc"] {
            let answer = portal.get(&format!("/api/admin/users?size=3&sort={sort},{direction}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{sort}");
            let next = answer.header("link").split('<').nth(1).unwrap().split('>').next().unwrap().to_owned();
            let mut all = [logins(&answer), logins(&portal.get(&next).await)].concat();
            all.sort();
            assert_eq!(all, ["admin", "bob", "carl", "dora"], "{sort},{direction}");
        }
    }
    for query in ["sort=password,asc", "sort=login,up", "page=-1", "size=0", "size=9999", "q=x", "after=x"] {
        let answer = portal.get(&format!("/api/admin/users?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn whoever_is_signed_in_may_know_the_logins_of_active_accounts() {
    let portal = TestApp::start().await;
    let tom = portal.person("tom", &[Role::User], None).await;
    portal.person("bob", &[Role::User], None).await;
    portal.submit("/admin/users/bob/block", &[]).await;
    let answer = tom.get("/api/users?sort=login,desc").await;
    let id = |login: &'static str| async { account(&portal, login).await.id.to_string() };
    assert_eq!(
        answer.value(),
        json!([{"id": id("tom").await, "login": "tom"}, {"id": id("admin").await, "login": "admin"}])
    );
    assert_eq!(answer.header("x-total-count"), "2");
    assert_eq!(tom.get("/api/users?sort=email,asc").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(portal.anonymous().get("/api/users").await.status, StatusCode::UNAUTHORIZED);
}
