//! The old monolith's tokens for programs: JWTs, signed with HMAC-SHA-512 (RFC 7519, RFC 7518 section 3.2).

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::accounts::{Account, AccountId};
use crate::error::AppError;
use crate::sessions::REMEMBERED;

/// How long a token is accepted.
const VALID: TimeDelta = TimeDelta::days(1);

/// A key for HMAC-SHA-512 has at least as many bytes as its result.
const SHORTEST: usize = 64;

/// What tokens are signed with. All tasks need the same one.
#[derive(Clone)]
pub struct SigningSecret(String);

/// A secret that is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has to have at least 64 characters; `openssl rand -hex 64` makes one")]
pub struct TooShort;

impl SigningSecret {
    /// A secret of this process alone: tokens from before it started are refused.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self(crate::secret::Secret::generate().reveal().to_owned())
    }
}

impl FromStr for SigningSecret {
    type Err = TooShort;

    fn from_str(text: &str) -> Result<Self, TooShort> {
        if text.len() < SHORTEST { Err(TooShort) } else { Ok(Self(text.to_owned())) }
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claims {
    /// The login.
    pub sub: String,
    pub iat: i64,
    pub exp: i64,
    /// The authorities, for the client; what counts is what the account has when the token is used.
    pub auth: String,
    pub user_id: AccountId,
}

/// Makes a token for an account.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be signed.
pub fn issue(
    secret: &SigningSecret,
    account: &Account,
    remember: bool,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    let claims = Claims {
        sub: account.login.clone(),
        iat: now.timestamp(),
        exp: (now + if remember { REMEMBERED } else { VALID }).timestamp(),
        auth: account.authorities.0.join(" "),
        user_id: account.id,
    };
    let key = EncodingKey::from_secret(secret.0.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS512), &claims, &key).map_err(AppError::internal)
}

/// What a token says, if it is one of ours and still good.
#[must_use]
pub fn read(secret: &SigningSecret, token: &str, now: DateTime<Utc>) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS512);
    // By the portal's clock, below.
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(secret.0.as_bytes());
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()?.claims;
    (claims.exp > now.timestamp()).then_some(claims)
}
