//! Registering.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::{AccountStatus, Role, keys};
use tripmgmt::housekeeping;
use tripmgmt::i18n::Language;

use super::{account_of, audited, link, mails, opens, problem, register};
use crate::support::{PASSWORD, TestApp};

const FORM: [(&str, &str); 5] = [
    ("first_name", "Amélie"),
    ("email", "Amelie@Example.com"),
    ("login", "Amelie"),
    ("password", PASSWORD),
    ("time_zone", "Europe/Paris"),
];

/// A form with one field as the test has it.
fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    FORM.iter().map(|(field, text)| (*field, if *field == name { value } else { *text })).collect()
}

/// Flags of a portal with a mail server.
const WITH_MAIL: [&str; 3] =
    ["--smtp-url=smtp://127.0.0.1:1", "--mail-from=trips@example.com", "--public-url=https://trips.example.com"];

#[tokio::test]
async fn whoever_registers_gets_a_mail_and_waits_for_it() {
    let portal = TestApp::start_with(&WITH_MAIL).await.anonymous();
    assert!(portal.get("/login").await.shows("href=\"/account/register\""));
    let done = portal.submit("/account/register", &FORM).await;
    assert_eq!(done.header("location"), "/login");
    assert!(portal.follow(&done).await.shows("Open the link in the mail that is on its way to you"));
    let account = account_of(&portal, "amelie").await;
    assert_eq!((account.status, account.authorities.0), (AccountStatus::Pending, vec!["ROLE_USER".to_owned()]));
    assert_eq!((account.email.as_deref(), account.time_zone.name()), (Some("amelie@example.com"), "Europe/Paris"));
    assert_eq!(mails(&portal).await, ["activation amelie@example.com"]);
    assert!(link(&portal).await.starts_with("/account/activate?key="));
    assert_eq!(audited(&portal).await, ["amelie registered amelie"]);
    assert!(!opens(&portal, "amelie", PASSWORD).await);
}

#[tokio::test]
async fn without_a_mail_server_the_page_says_who_has_the_link() {
    let admin = TestApp::start().await;
    let portal = admin.anonymous();
    assert!(portal.get("/account/register").await.shows("This portal sends no mail"));
    let done = portal.submit("/account/register", &FORM).await;
    assert!(portal.follow(&done).await.shows("Ask an administrator for the link"));
    let link = link(&portal).await;
    assert!(admin.get("/admin/mails").await.shows(&link));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_but_for_the_password() {
    let portal = TestApp::start().await.anonymous();
    let fields = [("first_name", "Amélie"), ("login", "Amélie!"), ("email", "nowhere"), ("password", "secret7")];
    let page = portal.submit("/account/register", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.shows("<title>Error:") && page.shows("value=\"Amélie!\"") && page.shows("value=\"nowhere\""));
    assert!(!page.shows("secret7"));
    for remedy in ["Use only lower-case letters", "Enter an email address, such as", "at least 8 characters"] {
        assert_eq!(page.text().matches(remedy).count(), 2, "{remedy}");
    }
    assert!(portal.submit("/account/register", &with("email", " ")).await.shows("Enter your email address"));
    assert_eq!(mails(&portal).await, [""; 0]);
}

#[tokio::test]
async fn a_taken_name_or_address_is_said_at_its_field() {
    let portal = TestApp::start().await.anonymous();
    let page = portal.submit("/account/register", &with("login", "admin")).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.shows("Somebody signs in with this name already"));
    let page = portal.submit("/account/register", &with("email", "admin@portal.test")).await;
    assert!(page.shows("Another account has this email address"));
}

#[tokio::test]
async fn over_rest_it_answers_as_the_monolith_did() {
    let portal = TestApp::start().await.anonymous();
    let done = register(&portal, "amelie", "amelie@example.com").await;
    assert_eq!((done.status, done.text().as_str()), (StatusCode::CREATED, ""));
    assert_eq!(account_of(&portal, "amelie").await.language, Language::French);
    let taken = register(&portal, "Amelie", "other@example.com").await;
    let expected =
        |kind: &str, message: &str, field: &str| (kind.to_owned(), message.to_owned(), vec![field.to_owned()]);
    assert_eq!(problem(&taken), expected("login-already-used", "error.userexists", "login"));
    assert_eq!((taken.value()["params"].as_str(), taken.status.as_u16()), (Some("userManagement"), 400));
    assert_eq!(taken.header("x-tripmgmtapp-error"), "error.userexists");
    let taken = register(&portal, "other", "AMELIE@example.com").await;
    assert_eq!(problem(&taken), expected("email-already-used", "error.emailexists", "email"));
    let weak = json!({"login": "other", "email": "other@example.com", "password": "password1"});
    let weak = portal.json(Method::POST, "/api/register", &weak).await;
    assert_eq!(problem(&weak), expected("invalid-password", "error.http.400", "password"));
    for (body, field) in [
        (json!({"login": "a b", "email": "b@example.com", "password": PASSWORD}), "login"),
        (json!({"login": "b", "email": "", "password": PASSWORD}), "email"),
        (json!({"login": "b", "email": "b@example.com", "password": PASSWORD, "langKey": "xx"}), "langKey"),
        (json!({"login": "b", "email": "b@example.com", "password": PASSWORD, "firstName": "a\u{0}b"}), "firstName"),
    ] {
        let refused = portal.json(Method::POST, "/api/register", &body).await;
        assert_eq!(problem(&refused), expected("constraint-violation", "error.validation", field), "{body}");
    }
}

#[tokio::test]
async fn where_registration_is_closed_page_and_rest_say_so() {
    let portal = TestApp::start_with(&["--registration=closed"]).await.anonymous();
    assert!(!portal.get("/login").await.shows("/account/register"));
    for page in [portal.get("/account/register").await, portal.submit("/account/register", &FORM).await] {
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.shows("Registration is closed") && page.shows("href=\"/login\""));
    }
    let refused = register(&portal, "amelie", "amelie@example.com").await;
    assert_eq!((refused.status.as_u16(), problem(&refused).1.as_str()), (403, "error.http.403"));
}

#[tokio::test]
async fn where_only_some_domains_register_others_are_told_which() {
    let portal = TestApp::start_with(&["--registration=example.com, example.org"]).await.anonymous();
    assert!(portal.get("/account/register").await.shows("example.com, example.org"));
    for refused in ["amelie@example.net", "amelie@mail.example.com", "amelie@notexample.com"] {
        let page = portal.submit("/account/register", &with("email", refused)).await;
        assert!(page.shows("Use an email address at one of: example.com, example.org"), "{refused}");
    }
    assert_eq!(portal.submit("/account/register", &FORM).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_registers_again_and_again_has_to_wait() {
    let portal = TestApp::start().await.anonymous();
    for _ in 0..20 {
        assert_eq!(register(&portal, "admin", "x@example.com").await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(register(&portal, "amelie", "x@example.com").await.status, StatusCode::TOO_MANY_REQUESTS);
    let page = portal.submit("/account/register", &FORM).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.shows("Try again in 60 minutes") && page.shows("value=\"Amelie\""));
}

#[tokio::test]
async fn what_was_never_activated_is_free_again_after_three_days() {
    let portal = TestApp::start().await.anonymous();
    register(&portal, "amelie", "amelie@example.com").await;
    portal.clock.advance(TimeDelta::days(3) - TimeDelta::seconds(1));
    assert_eq!(register(&portal, "amelie", "other@example.com").await.status, StatusCode::BAD_REQUEST);
    portal.clock.advance(TimeDelta::seconds(1));
    assert_eq!(register(&portal, "amelie", "other@example.com").await.status, StatusCode::CREATED);
    assert_eq!(register(&portal, "second", "amelie@example.com").await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn housekeeping_deletes_what_was_never_activated_and_nobody_else() {
    let admin = TestApp::start().await;
    register(&admin, "never", "never@example.com").await;
    register(&admin, "invited", "invited@example.com").await;
    register(&admin, "active", "active@example.com").await;
    sqlx::query("update accounts set status = 'active' where login = 'active'").execute(&admin.app.db).await.unwrap();
    admin.person("olga", &[Role::User], None).await;
    admin.clock.advance(TimeDelta::days(2));
    let invited = account_of(&admin, "invited").await;
    let mut connection = admin.app.db.acquire().await.unwrap();
    keys::issue(&mut connection, &admin.app, invited.id, keys::Purpose::Invitation, None).await.unwrap();
    admin.clock.advance(TimeDelta::days(1));
    let gone = housekeeping::tidy(&admin.app).await.unwrap();
    assert_eq!((gone.accounts, gone.account_keys), (1, 2));
    let left: Vec<String> =
        sqlx::query_scalar("select login from accounts order by login").fetch_all(&admin.app.db).await.unwrap();
    assert_eq!(left, ["active", "admin", "invited", "olga"]);
}

#[tokio::test]
async fn whoever_is_signed_in_has_an_account_already() {
    assert_eq!(TestApp::start().await.get("/account/register").await.header("location"), "/account");
}
