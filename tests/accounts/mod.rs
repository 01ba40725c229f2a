//! People's own accounts, over HTTP, and what stands behind them.

mod closing;
mod keys;
mod own_sessions;

use axum::http::StatusCode;
use tripmgmt::accounts::{Account, queries};

use crate::support::TestApp;

/// The account of whoever a portal is for.
async fn account(portal: &TestApp) -> Account {
    queries::find_by_login(&portal.app.db, portal.login()).await.unwrap()
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
