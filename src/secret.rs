//! Random secrets that stand for something: session and API tokens, the keys in mailed links. Whoever holds one has it;
//! the database keeps only a hash, so that a copy of the database opens nothing.

use std::fmt;

use rand::Rng as _;
use sha2::{Digest as _, Sha256};

/// A secret of 256 random bits, as text that needs no escaping in an address, a header or a cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(hex(&bytes))
    }

    /// A new one that says by its beginning what it is for.
    #[must_use]
    pub fn with_prefix(prefix: &str) -> Self {
        Self(format!("{prefix}{}", Self::generate().0))
    }

    /// The secret itself, for the one who is to hold it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What the database keeps of a secret that somebody presents. A plain hash suffices, since nobody guesses 256 bits.
#[must_use]
pub fn hash(presented: &str) -> Vec<u8> {
    Sha256::digest(presented.as_bytes()).to_vec()
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_is_another_and_none_shows_itself() {
        let (one, other) = (Secret::generate(), Secret::generate());
        assert_ne!(one, other);
        assert_eq!(one.reveal().len(), 64);
        assert_eq!(one.hash(), hash(one.reveal()));
        assert!(!format!("{one:?}").contains(one.reveal()));
    }
}
