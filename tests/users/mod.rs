//! What administrators do with the accounts of others, over HTTP.

mod actions;
mod api;
mod authorities;
mod form;
mod list;

use serde_json::{Value, json};
use tripmgmt::accounts::{Account, queries};

use crate::support::TestApp;

/// The account of a login.
async fn account(portal: &TestApp, login: &str) -> Account {
    queries::find_by_login(&portal.app.db, login).await.unwrap()
}

/// What was done to accounts and authorities, in the order in which it was written, as the audit log has it.
async fn audited(portal: &TestApp) -> Vec<String> {
    let log = sqlx::query_scalar(
        "select actor || ' ' || action || ' ' || subject || coalesce(': ' || detail, '') from audit_events order by ctid",
    );
    log.fetch_all(&portal.app.db).await.unwrap()
}

/// The links in mails that wait for being sent, with their kinds and recipients.
async fn mails(portal: &TestApp) -> Vec<(String, String, Option<String>)> {
    sqlx::query_as("select kind, recipient, link from mails order by ctid").fetch_all(&portal.app.db).await.unwrap()
}

/// A token for programs, as somebody with the tests' password gets it.
async fn token(portal: &TestApp, login: &str) -> String {
    let credentials = json!({"username": login, "password": crate::support::PASSWORD});
    let answer = portal.anonymous().json(axum::http::Method::POST, "/api/authenticate", &credentials).await;
    answer.value()["id_token"].as_str().map(|token| format!("Bearer {token}")).unwrap_or_default()
}

/// How a program is answered that comes with this token.
async fn answered(portal: &TestApp, token: &str) -> u16 {
    portal.anonymous().get_with("/api/authenticate", &[("authorization", token)]).await.status.as_u16()
}

/// A body that makes an account.
fn eva() -> Value {
    json!({"login": "Eva.Quist", "firstName": "Eva", "lastName": "Quist", "email": "Eva@portal.test", "langKey": "fr",
        "authorities": ["ROLE_USER"]})
}
