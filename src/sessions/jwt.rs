//! The old monolith's tokens for programs: JWTs, signed with HMAC-SHA-512 (RFC 7519, RFC 7518 section 3.2).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::accounts::{Account, AccountId};
use crate::error::AppError;
use crate::sessions::REMEMBERED;
use crate::signing_secret::SigningSecret;

/// Whom tokens may be for. None says so yet: tasks of the release before this one, which run beside it during a deployment,
/// refuse those that do; the next release says it.
const AUDIENCE: &str = "tripmgmt";

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
    // Asked for where a token has one.
    validation.set_audience(&[AUDIENCE]);
    let claims = secret.all().find_map(|secret| {
        let key = DecodingKey::from_secret(secret.as_bytes());
        jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()
    });
    let claims = claims?.claims;
    (claims.exp > now.timestamp()).then_some(claims)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_for_somebody_else_is_refused_and_one_that_does_not_say_for_whom_is_not() {
        let secret: SigningSecret = "s".repeat(64).parse().unwrap();
        let now = DateTime::from_timestamp(1_777_896_000, 0).unwrap();
        let read = |audience: serde_json::Value| {
            let mut claims =
                json!({"sub": "ada", "iat": 0, "exp": now.timestamp() + 1, "auth": "", "userId": uuid::Uuid::nil()});
            if !audience.is_null() {
                claims["aud"] = audience;
            }
            let key = EncodingKey::from_secret(secret.first().as_bytes());
            let token = jsonwebtoken::encode(&Header::new(Algorithm::HS512), &claims, &key).unwrap();
            super::read(&secret, &token, now).is_some()
        };
        assert!(read(json!(null)) && read(json!("tripmgmt")) && read(json!(["other", "tripmgmt"])));
        assert!(!read(json!("other")) && !read(json!([])));
    }
}
