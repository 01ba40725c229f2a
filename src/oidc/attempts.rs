//! People on the way to the provider and back. The browser holds a secret in a cookie, of which the proof for the code
//! (PKCE) and the nonce are made; the provider passes the state along. Both have to come back together, once.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::PgExecutor;

use crate::error::AppError;
use crate::secret::{self, Secret};

/// How long somebody may take at the provider.
const VALID: TimeDelta = TimeDelta::minutes(15);

/// How much of the state names the cookie, so that attempts in several tabs do not get in each other's way.
const NAMED_BY: usize = 8;

/// What a browser keeps while its user is at the provider.
pub struct Attempt {
    pub state: String,
    /// Also the code verifier (RFC 7636): nobody but the browser and us knows it.
    pub verifier: String,
}

impl Attempt {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self { state: Secret::generate().reveal().to_owned(), verifier: Secret::generate().reveal().to_owned() }
    }

    /// The attempt that a browser comes back from with a state.
    #[must_use]
    pub fn of(headers: &HeaderMap, state: &str) -> Option<Self> {
        let verifier = CookieJar::from_headers(headers).get(&cookie_name(state)?)?.value().to_owned();
        Some(Self { state: state.to_owned(), verifier })
    }

    /// The challenge that belongs to the verifier (RFC 7636, section 4.2).
    #[must_use]
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }

    /// What the id token has to repeat. Who sees it learns nothing of the verifier.
    #[must_use]
    pub fn nonce(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(format!("nonce {}", self.verifier).as_bytes()))
    }

    /// Leaves the attempt at the browser.
    pub fn leave(&self, response: &mut Response) {
        self.set_cookie(response, &self.verifier, VALID.num_seconds());
    }

    /// Takes it away from there.
    pub fn clear(&self, response: &mut Response) {
        self.set_cookie(response, "", 0);
    }

    fn set_cookie(&self, response: &mut Response, value: &str, age: i64) {
        let Some(name) = cookie_name(&self.state) else { return };
        // Lax, since the way back from the provider is a link from its page.
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

impl Default for Attempt {
    fn default() -> Self {
        Self::new()
    }
}

fn cookie_name(state: &str) -> Option<String> {
    let name = state.get(..NAMED_BY)?;
    name.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| format!("oidc-{name}"))
}

/// Notes an attempt and where it is to lead.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn start(db: impl PgExecutor<'_>, attempt: &Attempt, next: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!(
        "insert into oidc_attempts (state_hash, browser_hash, next, expires_at) values ($1, $2, $3, $4)",
        secret::hash(&attempt.state),
        secret::hash(&attempt.verifier),
        next,
        now + VALID,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends an attempt; returns where it was to lead. Nothing if there is none, any more or at this browser.
///
/// # Errors
/// The database does not answer.
pub async fn finish(
    db: impl PgExecutor<'_>,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> Result<Option<String>, AppError> {
    let next = sqlx::query_scalar!(
        "delete from oidc_attempts where state_hash = $1 and browser_hash = $2 and expires_at > $3 returning next",
        secret::hash(&attempt.state),
        secret::hash(&attempt.verifier),
        now,
    );
    Ok(next.fetch_optional(db).await?)
}

/// Forgets attempts that led nowhere; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from oidc_attempts where expires_at <= $1", now).execute(db).await?.rows_affected())
}
