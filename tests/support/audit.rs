//! Entries of the audit log, made for tests.

use axum::http::{Extensions, HeaderMap};
use tripmgmt::accounts::Actor;
use tripmgmt::audit::{self, Action};
use tripmgmt::sessions::address::ClientAddress;

use super::TestApp;

/// Notes that somebody did something from somewhere, now.
pub async fn note(portal: &TestApp, actor: &str, action: Action, subject: &str, address: &str) {
    let mut headers = HeaderMap::new();
    headers.insert("x-forwarded-for", address.parse().unwrap());
    let from = ClientAddress::of(&headers, &Extensions::new(), true);
    audit::record(&portal.app.db, &portal.app, &from, &Actor(actor.to_owned()), action, subject).await.unwrap();
}
