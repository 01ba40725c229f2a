//! The old monolith's tokens for programs: JWTs, signed with HMAC-SHA-512 (RFC 7519, RFC 7518 section 3.2).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::accounts::{Account, AccountId};
use crate::error::AppError;
use crate::sessions::REMEMBERED;
use crate::signing_secret::SigningSecret;

/// How long a token is accepted.
const VALID: TimeDelta = TimeDelta::days(1);

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
    let key = EncodingKey::from_secret(secret.first().as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS512), &claims, &key).map_err(AppError::internal)
}

/// What a token says, if it is one of ours and still good.
#[must_use]
pub fn read(secret: &SigningSecret, token: &str, now: DateTime<Utc>) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS512);
    // By the portal's clock, below.
    validation.validate_exp = false;
    let claims = secret.all().find_map(|secret| {
        let key = DecodingKey::from_secret(secret.as_bytes());
        jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()
    });
    let claims = claims?.claims;
    (claims.exp > now.timestamp()).then_some(claims)
}
