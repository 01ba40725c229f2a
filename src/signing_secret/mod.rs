//! The secret all tasks share. Tokens are signed with it; what the database keeps but must not be able to tell, such as the
//! seed of a second factor, is sealed with a key derived from it, so that a copy of the database alone opens nothing.
//!
//! Several secrets may be given: the first signs and seals, all of them verify and open. That is how one is replaced.

pub mod kept;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use rand::Rng as _;

use crate::error::AppError;
use crate::secret::Secret;

/// A key for HMAC-SHA-512 has at least as many bytes as its result.
const SHORTEST: usize = 64;

/// How many bytes say which key something is sealed with.
const KEY_ID_LEN: usize = 4;

/// Which key something is sealed with.
type KeyId = [u8; KEY_ID_LEN];

/// What tokens are signed with and things are sealed with.
#[derive(Clone)]
pub struct SigningSecret(Arc<[String]>);

/// A secret that is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has to have at least 64 characters; `openssl rand -hex 64` makes one")]
pub struct TooShort;

impl SigningSecret {
    /// A secret of this process alone: what was signed or sealed before it started is lost.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self([Secret::generate().reveal().to_owned()].into())
    }

    /// These secrets, and after them another that still verifies and opens.
    #[must_use]
    pub fn and_older(&self, older: &Self) -> Self {
        Self(self.all().chain(older.all()).map(str::to_owned).collect())
    }

    /// The secret that signs.
    #[must_use]
    pub fn first(&self) -> &str {
        self.all().next().unwrap_or_default()
    }

    /// The secrets that verify, the one that signs before the others.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// What everything sealed with the first secret begins with.
    ///
    /// # Errors
    /// [`AppError::Internal`] if no key can be derived.
    pub fn seal_mark(&self) -> Result<Vec<u8>, AppError> {
        Ok(sealing_key(self.first()).map_err(AppError::internal)?.0.to_vec())
    }

    /// Seals something for a purpose: it can be opened for no other one.
    ///
    /// # Errors
    /// [`AppError::Internal`] if it cannot be encrypted.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let (id, key) = sealing_key(self.first()).map_err(AppError::internal)?;
        let mut nonce = [0; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut hidden = plain.to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose), &mut hidden)
            .map_err(AppError::internal)?;
        Ok([&id[..], &nonce, &hidden].concat())
    }

    /// Opens what was sealed for a purpose; nothing if none of the secrets sealed it.
    #[must_use]
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (id, rest) = sealed.split_first_chunk::<KEY_ID_LEN>()?;
        let (nonce, hidden) = rest.split_first_chunk::<NONCE_LEN>()?;
        self.all().filter_map(|secret| sealing_key(secret).ok()).filter(|(other, _)| other == id).find_map(
            |(_, key)| {
                let mut hidden = hidden.to_vec();
                let nonce = Nonce::assume_unique_for_key(*nonce);
                key.open_in_place(nonce, Aad::from(purpose), &mut hidden).ok().map(|plain| plain.to_vec())
            },
        )
    }
}

/// How long the name of a key is.
struct KeyIdLength;

impl KeyType for KeyIdLength {
    fn len(&self) -> usize {
        KEY_ID_LEN
    }
}

/// The key for sealing that belongs to a secret, and its name.
fn sealing_key(secret: &str) -> Result<(KeyId, LessSafeKey), Unspecified> {
    let derived = Salt::new(HKDF_SHA256, b"tripmgmt").extract(secret.as_bytes());
    let mut id = KeyId::default();
    derived.expand(&[b"name of the sealing key"], KeyIdLength)?.fill(&mut id)?;
    let key = UnboundKey::from(derived.expand(&[b"sealing key"], &AES_256_GCM)?);
    Ok((id, LessSafeKey::new(key)))
}

impl FromStr for SigningSecret {
    type Err = TooShort;

    fn from_str(text: &str) -> Result<Self, TooShort> {
        let secrets: Arc<[String]> = text.split_whitespace().map(str::to_owned).collect();
        if secrets.is_empty() || secrets.iter().any(|secret| secret.len() < SHORTEST) {
            return Err(TooShort);
        }
        Ok(Self(secrets))
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(letters: &[char]) -> SigningSecret {
        let all: Vec<String> = letters.iter().map(|letter| letter.to_string().repeat(64)).collect();
        all.join(" ").parse().unwrap()
    }

    #[test]
    fn what_is_sealed_opens_for_its_purpose_alone_and_only_unchanged() {
        let secret = secret(&['a']);
        let sealed = secret.seal("one", b"hidden").unwrap();
        assert_eq!(secret.open("one", &sealed).unwrap(), b"hidden");
        assert_eq!(secret.open("other", &sealed), None);
        assert!(sealed.starts_with(&secret.seal_mark().unwrap()));
        assert_ne!(sealed, secret.seal("one", b"hidden").unwrap(), "never twice the same");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(secret.open("one", &changed), None, "byte {at}");
            assert_eq!(secret.open("one", &sealed[..at]), None, "the first {at} bytes");
        }
    }

    #[test]
    fn an_older_secret_still_opens_and_the_first_one_seals() {
        let (old, both, new) = (secret(&['a']), secret(&['b', 'a']), secret(&['b']));
        let before = old.seal("x", b"hidden").unwrap();
        assert_eq!(both.open("x", &before).unwrap(), b"hidden");
        assert_eq!(new.open("x", &before), None);
        let after = both.seal("x", b"hidden").unwrap();
        assert_eq!(new.open("x", &after).unwrap(), b"hidden");
        assert_eq!(old.open("x", &after), None);
    }

    #[test]
    fn each_of_several_secrets_has_to_be_long_enough() {
        let good = "a".repeat(64);
        for bad in ["", "  ", "short", &format!("{good} short"), &"a".repeat(63)] {
            assert!(bad.parse::<SigningSecret>().is_err(), "{bad}");
        }
        assert_eq!(format!(" {good}\n{good} ").parse::<SigningSecret>().unwrap().all().count(), 2);
    }
}
