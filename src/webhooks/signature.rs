//! Secrets of webhooks, and what they sign: HMAC-SHA-256 of id, time and body (Standard Webhooks, version 1).

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::Rng as _;

use crate::app::App;
use crate::error::AppError;

/// How every secret begins.
const PREFIX: &str = "whsec_";

/// What secrets are sealed for.
const PURPOSE: &str = "webhook";

/// A secret of 256 random bits; it does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey([u8; 32]);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The secret itself, for the one who is to verify with it.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.0))
    }

    /// What the database keeps.
    ///
    /// # Errors
    /// It cannot be encrypted.
    pub fn sealed(&self, app: &App) -> Result<Vec<u8>, AppError> {
        app.signing_secret.seal(PURPOSE, &self.0)
    }

    /// The secret that the database keeps; nothing if none of the portal's secrets sealed it.
    #[must_use]
    pub fn open(app: &App, sealed: &[u8]) -> Option<Self> {
        app.signing_secret.open(PURPOSE, sealed)?.try_into().ok().map(Self)
    }

    /// A signature, as it stands in `webhook-signature`.
    #[must_use]
    pub fn sign(&self, id: &str, seconds: i64, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let tag = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(tag.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_specification() {
        // From the tests of Standard Webhooks' reference libraries, whose secret has 24 bytes; HMAC fills up with zeros.
        let bytes = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let mut key = [0; 32];
        key[..bytes.len()].copy_from_slice(&bytes);
        let signed = SigningKey(key).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_says_what_it_is_and_does_not_show_itself() {
        let key = SigningKey::generate();
        assert!(key.reveal().starts_with("whsec_") && key.reveal().len() == 50);
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
        assert_ne!(SigningKey::generate(), key);
    }
}
