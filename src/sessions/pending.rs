//! Sign-ins that wait for their second step: the password was right, and nothing is open yet.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgExecutor;

use crate::accounts::AccountId;
use crate::error::AppError;
use crate::secret::{self, Secret};

/// How long somebody may look for their telephone.
const VALID: TimeDelta = TimeDelta::minutes(10);

/// After so many wrong codes the password is asked for again.
const TRIES: i32 = 5;

/// The cookie that holds the token of a pending sign-in.
const COOKIE: &str = "sign-in";

/// A sign-in that waits.
#[derive(Clone, Debug)]
pub struct Pending {
    pub account_id: AccountId,
    /// Whether the session is to outlive the browser.
    pub remembered: bool,
    /// Where to go on to.
    pub next: String,
    /// What the identity provider said, if that was the first step.
    pub sealed_id_token: Option<Vec<u8>>,
}

/// Lets a sign-in wait; returns the token for the cookie.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn start(db: impl PgExecutor<'_>, pending: &Pending, now: DateTime<Utc>) -> Result<Secret, AppError> {
    let token = Secret::generate();
    sqlx::query!(
        "insert into pending_sign_ins (token_hash, account_id, remembered, next, sealed_id_token, created_at,
             expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        token.hash(),
        pending.account_id.0,
        pending.remembered,
        pending.next,
        pending.sealed_id_token,
        now,
        now + VALID,
    )
    .execute(db)
    .await?;
    Ok(token)
}

/// The sign-in of a token, unless too much has happened since the password was right.
///
/// # Errors
/// The database does not answer.
pub async fn find(db: impl PgExecutor<'_>, token: &str, now: DateTime<Utc>) -> Result<Option<Pending>, AppError> {
    let found = sqlx::query_as!(
        Pending,
        r#"select p.account_id as "account_id: AccountId", p.remembered, p.next, p.sealed_id_token
           from pending_sign_ins p join accounts a on a.id = p.account_id
           where p.token_hash = $1 and p.expires_at > $2 and p.tries < $3
               and a.status = 'active' and a.credentials_changed_at <= p.created_at"#,
        secret::hash(token),
        now,
        TRIES,
    );
    Ok(found.fetch_optional(db).await?)
}

/// Counts a wrong code. Returns whether another one may be tried.
///
/// # Errors
/// The database does not answer.
pub async fn count_try(db: impl PgExecutor<'_>, token: &str) -> Result<bool, AppError> {
    let tries = sqlx::query_scalar!(
        "update pending_sign_ins set tries = tries + 1 where token_hash = $1 returning tries",
        secret::hash(token),
    );
    Ok(tries.fetch_optional(db).await?.is_some_and(|tries| tries < TRIES))
}

/// Ends a sign-in. Returns whether it was still waiting: of two that come at once one goes on.
///
/// # Errors
/// The database does not answer.
pub async fn end(db: impl PgExecutor<'_>, token: &str) -> Result<bool, AppError> {
    let done = sqlx::query!("delete from pending_sign_ins where token_hash = $1", secret::hash(token));
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Forgets sign-ins whose second step never came; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from pending_sign_ins where expires_at <= $1", now).execute(db).await?.rows_affected())
}

/// The token of the sign-in that waits at a browser.
#[must_use]
pub fn token_of(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Leaves the token at a browser, or takes away the one it has.
pub fn leave_token(response: &mut Response, token: Option<&Secret>) {
    let age = token.map_or(0, |_| VALID.num_seconds());
    let token = token.map(Secret::reveal).unwrap_or_default();
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
