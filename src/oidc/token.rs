//! From the code the provider sent along to claims that can be believed.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::oidc::http::Credentials;
use crate::oidc::metadata::{Known, Metadata};
use crate::oidc::{Provider, Trouble};

/// How far clocks may differ, in seconds.
const LEEWAY: i64 = 60;

/// How old a token may be when it comes, in seconds: it was made for this very sign-in.
const OLDEST: i64 = 10 * 60;

/// With public keys only: a shared secret, or none at all, proves nothing about who signed.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// What the claims about somebody are.
pub type Claims = Map<String, Value>;

/// Why a sign-in is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disbelief {
    #[error("the code was refused: {0}")]
    Code(String),
    #[error("the id token is signed with an unknown key")]
    UnknownKey,
    #[error("the id token cannot be believed: {0}")]
    Token(String),
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Somebody the provider vouches for.
pub struct Vouched {
    pub claims: Claims,
    pub subject: String,
    /// What the provider wants to see when the session ends.
    pub id_token: String,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

impl Provider {
    /// Trades a code for what the provider says about somebody.
    ///
    /// # Errors
    /// See [`Disbelief`].
    pub async fn redeem(
        &self,
        code: &str,
        verifier: &str,
        nonce: &str,
        now: DateTime<Utc>,
    ) -> Result<Vouched, Disbelief> {
        let known = self.known().await?;
        let tokens = self.exchange(&known.metadata, code, verifier).await?;
        let mut claims = match self.check(&tokens.id_token, &known, nonce, now) {
            Err(Disbelief::UnknownKey) => {
                let known = self.known_anew().await?;
                self.check(&tokens.id_token, &known, nonce, now)?
            }
            checked => checked?,
        };
        let subject = text(&claims, "sub").filter(|sub| (1..=255).contains(&sub.len()));
        let subject = subject.ok_or_else(|| Disbelief::Token("it has no subject".to_owned()))?.to_owned();
        if let (Some(address), Some(token)) = (&known.metadata.userinfo_endpoint, &tokens.access_token) {
            for (name, value) in self.user_info(address, token, &subject).await? {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(Vouched { claims, subject, id_token: tokens.id_token })
    }

    async fn exchange(&self, metadata: &Metadata, code: &str, verifier: &str) -> Result<Tokens, Disbelief> {
        let settings = &self.0.settings;
        let redirect_uri = settings.redirect_uri();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &redirect_uri),
            ("code_verifier", verifier),
        ];
        let methods = &metadata.token_endpoint_auth_methods_supported;
        let takes_basic = methods.is_empty() || methods.iter().any(|method| method == "client_secret_basic");
        let credentials = match &settings.client_secret {
            Some(secret) if takes_basic => Credentials::Basic(&settings.client_id, secret),
            secret => {
                fields.push(("client_id", &settings.client_id));
                fields.extend(secret.as_deref().map(|secret| ("client_secret", secret)));
                Credentials::None
            }
        };
        let answer = self.0.http.post(&metadata.token_endpoint, credentials, &fields).await?;
        if answer.status.is_success() {
            let tokens = serde_json::from_slice(&answer.body);
            return tokens.map_err(|error| Trouble(format!("{}: {error}", metadata.token_endpoint)).into());
        }
        let said: Map<String, Value> = serde_json::from_slice(&answer.body).unwrap_or_default();
        let error = plain(text(&said, "error").unwrap_or_default());
        if answer.status == StatusCode::BAD_REQUEST && error == "invalid_grant" {
            return Err(Disbelief::Code(error));
        }
        Err(Trouble(format!("{}: {} {error}", metadata.token_endpoint, answer.status)).into())
    }

    fn check(&self, token: &str, known: &Known, nonce: &str, now: DateTime<Utc>) -> Result<Claims, Disbelief> {
        let expected = Expected { issuer: &known.metadata.issuer, client_id: &self.0.settings.client_id, nonce, now };
        check(token, &known.keys, &expected)
    }

    async fn user_info(&self, address: &str, token: &str, subject: &str) -> Result<Claims, Disbelief> {
        let answer = self.0.http.get(address, Credentials::Bearer(token)).await?;
        if !answer.status.is_success() {
            return Err(Trouble(format!("{address}: {}", answer.status)).into());
        }
        let claims: Claims =
            serde_json::from_slice(&answer.body).map_err(|error| Trouble(format!("{address}: {error}")))?;
        // OpenID Connect Core, section 5.3.2: or it may be about somebody else.
        if text(&claims, "sub") != Some(subject) {
            return Err(Disbelief::Token("user info is about another subject".to_owned()));
        }
        Ok(claims)
    }
}

/// What an id token has to say.
struct Expected<'a> {
    issuer: &'a str,
    client_id: &'a str,
    nonce: &'a str,
    now: DateTime<Utc>,
}

/// OpenID Connect Core, section 3.1.3.7.
fn check(token: &str, keys: &[Jwk], expected: &Expected<'_>) -> Result<Claims, Disbelief> {
    let wrong = |reason: &str| Disbelief::Token(reason.to_owned());
    let header = jsonwebtoken::decode_header(token).map_err(|error| Disbelief::Token(error.to_string()))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(wrong("its algorithm is not allowed"));
    }
    let mut validation = Validation::new(header.alg);
    // By the portal's clock, below.
    validation.validate_exp = false;
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client_id]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    let named = keys.iter().filter(|key| header.kid.is_none() || key.common.key_id == header.kid);
    let fitting: Vec<DecodingKey> = named
        .filter_map(|key| DecodingKey::from_jwk(key).ok())
        .filter(|key| key.family() == header.alg.family())
        .collect();
    if fitting.is_empty() {
        return Err(Disbelief::UnknownKey);
    }
    let checked = fitting.iter().map(|key| jsonwebtoken::decode::<Claims>(token, key, &validation));
    let claims = checked
        .reduce(Result::or)
        .ok_or(Disbelief::UnknownKey)?
        .map_err(|error| Disbelief::Token(error.to_string()))?
        .claims;
    let now = expected.now.timestamp();
    let time = |name| claims.get(name).and_then(Value::as_f64);
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact in a double")]
    let at = |seconds: i64| seconds as f64;
    if time("exp").is_none_or(|exp| exp <= at(now - LEEWAY)) {
        return Err(wrong("it has run out"));
    }
    if time("iat").is_none_or(|iat| iat > at(now + LEEWAY) || iat < at(now - OLDEST)) {
        return Err(wrong("it was not made just now"));
    }
    if text(&claims, "nonce") != Some(expected.nonce) {
        return Err(wrong("it was made for another sign-in"));
    }
    let audiences = claims.get("aud").and_then(Value::as_array).map_or(1, Vec::len);
    let is_for_us = match text(&claims, "azp") {
        Some(party) => party == expected.client_id,
        None => audiences == 1,
    };
    if is_for_us { Ok(claims) } else { Err(wrong("it was made for another client")) }
}

/// A claim that is text.
#[must_use]
pub fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

/// An error code as it may stand in a log.
#[must_use]
pub fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::encoding::AsDer as _;
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
    use jsonwebtoken::{EncodingKey, Header};
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_777_896_000;

    /// A key pair of the provider, as it signs and as it is published.
    fn key(id: &str) -> (EncodingKey, Jwk) {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref());
        let mut public = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        public.common.key_id = Some(id.to_owned());
        (key, public)
    }

    fn claims() -> Value {
        json!({"iss": "https://id.example.com", "aud": "trips", "sub": "7", "exp": NOW + 300, "iat": NOW, "nonce": "n"})
    }

    fn signed(claims: &Value, kid: Option<&str>, key: &EncodingKey) -> String {
        let header = Header { kid: kid.map(str::to_owned), ..Header::new(Algorithm::ES256) };
        jsonwebtoken::encode(&header, claims, key).unwrap()
    }

    fn checked(token: &str, keys: &[Jwk]) -> Result<Claims, Disbelief> {
        let now = DateTime::from_timestamp(NOW, 0).unwrap();
        check(token, keys, &Expected { issuer: "https://id.example.com", client_id: "trips", nonce: "n", now })
    }

    #[test]
    fn a_token_of_the_provider_made_for_this_sign_in_is_believed() {
        let ((one, public), (_, other)) = (key("one"), key("other"));
        for kid in [Some("one"), None] {
            let token = signed(&claims(), kid, &one);
            assert_eq!(text(&checked(&token, &[other.clone(), public.clone()]).unwrap(), "sub"), Some("7"));
        }
    }

    #[test]
    fn what_does_not_fit_is_not_believed() {
        let (key, public) = key("one");
        for (name, value) in [
            ("iss", json!("https://evil.example")),
            ("iss", Value::Null),
            ("aud", json!("other")),
            ("aud", json!(["trips", "other"])),
            ("aud", Value::Null),
            ("azp", json!("other")),
            ("sub", Value::Null),
            ("exp", json!(NOW - LEEWAY)),
            ("exp", Value::Null),
            ("exp", json!("never")),
            ("iat", json!(NOW + LEEWAY + 1)),
            ("iat", json!(NOW - OLDEST - 1)),
            ("nonce", json!("another")),
            ("nonce", Value::Null),
        ] {
            let mut claims = claims();
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name)
            } else {
                claims.as_object_mut().unwrap().insert(name.to_owned(), value.clone())
            };
            let outcome = checked(&signed(&claims, Some("one"), &key), std::slice::from_ref(&public));
            assert!(matches!(outcome, Err(Disbelief::Token(_))), "{name} {value}");
        }
        let mut several = claims();
        several["aud"] = json!(["trips", "other"]);
        several["azp"] = json!("trips");
        assert!(checked(&signed(&several, Some("one"), &key), &[public]).is_ok());
    }

    #[test]
    fn a_token_somebody_else_signed_is_not_believed() {
        let ((_, public), (evil, _)) = (key("one"), key("one"));
        assert!(matches!(
            checked(&signed(&claims(), Some("one"), &evil), std::slice::from_ref(&public)),
            Err(Disbelief::Token(_))
        ));
        assert_eq!(
            checked(&signed(&claims(), Some("two"), &evil), std::slice::from_ref(&public)),
            Err(Disbelief::UnknownKey)
        );
        // The published key, taken for a shared secret.
        let secret = EncodingKey::from_secret(serde_json::to_string(&public).unwrap().as_bytes());
        let token =
            jsonwebtoken::encode(&Header { kid: Some("one".to_owned()), ..Header::default() }, &claims(), &secret)
                .unwrap();
        assert!(matches!(checked(&token, std::slice::from_ref(&public)), Err(Disbelief::Token(_))));
        // Another kind of key under the same name.
        let rsa = aws_lc_rs::rsa::KeyPair::generate(KeySize::Rsa2048).unwrap();
        let rsa = EncodingKey::from_rsa_der(rsa.as_der().unwrap().as_ref());
        let header = Header { kid: Some("one".to_owned()), ..Header::new(Algorithm::RS256) };
        if let Ok(token) = jsonwebtoken::encode(&header, &claims(), &rsa) {
            assert_eq!(checked(&token, std::slice::from_ref(&public)), Err(Disbelief::UnknownKey));
        }
        let good = signed(&claims(), Some("one"), &evil);
        let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", good.split('.').nth(1).unwrap());
        for bad in [unsigned.as_str(), "", "x", "a.b.c"] {
            assert!(matches!(checked(bad, std::slice::from_ref(&public)), Err(Disbelief::Token(_))), "{bad}");
        }
    }
}
