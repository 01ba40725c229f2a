//! People's own accounts, over HTTP, and what stands behind them.

mod activation;
mod closing;
mod deletion;
mod jhipster;
mod keys;
mod own_sessions;
mod password;
mod registration;
mod reset;
mod settings;
mod statements;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::{Account, queries};

use crate::support::{Answer, PASSWORD, TestApp};

/// Another password that nobody guesses.
const OTHER_PASSWORD: &str = "staple battery horse";

/// The account of whoever a portal is for.
async fn account(portal: &TestApp) -> Account {
    account_of(portal, portal.login()).await
}

async fn account_of(portal: &TestApp, login: &str) -> Account {
    queries::find_by_login(&portal.app.db, login).await.unwrap()
}

/// What was done, in the order in which it was written, as the audit log has it.
async fn audited(portal: &TestApp) -> Vec<String> {
    let log = sqlx::query_scalar("select actor || ' ' || action || ' ' || subject from audit_events order by ctid");
    log.fetch_all(&portal.app.db).await.unwrap()
}

/// Whether the session still opens the account's page.
async fn is_signed_in(portal: &TestApp) -> bool {
    portal.get("/account").await.status == StatusCode::OK
}

/// The mails queued so far, as `kind recipient`, in their order.
async fn mails(portal: &TestApp) -> Vec<String> {
    let mails = sqlx::query_scalar("select kind || ' ' || recipient from mails order by ctid");
    mails.fetch_all(&portal.app.db).await.unwrap()
}

/// The link in the newest mail.
async fn link(portal: &TestApp) -> String {
    let link = sqlx::query_scalar("select link from mails where link is not null order by ctid desc limit 1");
    link.fetch_one(&portal.app.db).await.unwrap()
}

/// The key in the newest mail.
async fn key(portal: &TestApp) -> String {
    link(portal).await.split("key=").nth(1).unwrap().to_owned()
}

/// Signs in with a password.
async fn sign_in(portal: &TestApp, login: &str, password: &str) -> Answer {
    portal.anonymous().submit("/login", &[("name", login), ("password", password)]).await
}

/// Whether a password opens an account.
async fn opens(portal: &TestApp, login: &str, password: &str) -> bool {
    sign_in(portal, login, password).await.status == StatusCode::SEE_OTHER
}

/// The `Authorization` of a program that signed in.
async fn bearer(portal: &TestApp, login: &str, password: &str) -> String {
    let credentials = json!({"username": login, "password": password});
    let answer = portal.anonymous().json(Method::POST, "/api/authenticate", &credentials).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.header("authorization").to_owned()
}

/// Whether a program still gets in.
async fn is_accepted(portal: &TestApp, bearer: &str) -> bool {
    let answer = portal.anonymous().get_with("/api/authenticate", &[("authorization", bearer)]).await;
    answer.status == StatusCode::NO_CONTENT
}

/// What is wrong with a problem: its type's last part, its message, the fields it names.
fn problem(answer: &Answer) -> (String, String, Vec<String>) {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text());
    let body = answer.value();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    let fields = body["fieldErrors"].as_array().cloned().unwrap_or_default();
    let fields = fields.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect();
    (text("type").trim_start_matches("https://www.jhipster.tech/problem/").to_owned(), text("message"), fields)
}

/// Registers over REST.
async fn register(portal: &TestApp, login: &str, email: &str) -> Answer {
    let body: Value = json!({"login": login, "email": email, "password": PASSWORD, "langKey": "fr"});
    portal.anonymous().json(Method::POST, "/api/register", &body).await
}
