//! Recovery codes: for whoever has lost the app. Each opens one sign-in.

use std::fmt;

use rand::Rng as _;

use crate::secret;

/// Digits and letters that nobody takes for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters a code has: with five random bits each, nobody guesses one, not even from its hash.
const LEN: usize = 24;

/// How many the codes of earlier releases have, which go on working until they are used or renewed.
const EARLIER_LEN: usize = 16;

/// A recovery code.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = [0_u8; LEN];
        rand::rng().fill_bytes(&mut bytes);
        // 256 is a multiple of 32, so that every character is equally likely.
        Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// What somebody typed, in whatever case and with whatever between the groups; nothing if it cannot be a code.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let plain = typed.chars().filter(|c| !c.is_whitespace() && !"-–_.".contains(*c));
        let code: String = plain
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                c => c,
            })
            .collect();
        ([LEN, EARLIER_LEN].contains(&code.len()) && code.bytes().all(|byte| ALPHABET.contains(&byte)))
            .then_some(Self(code))
    }

    /// What the database keeps of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        secret::hash(&self.0)
    }
}

impl fmt::Display for RecoveryCode {
    /// In groups of four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, c) in self.0.chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = RecoveryCode::generate();
        let shown = code.to_string();
        assert_eq!(shown.len(), 29, "{shown}");
        for typed in [shown.clone(), shown.to_uppercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        assert_eq!(RecoveryCode::parse("OI1L-0000-0000-0000"), RecoveryCode::parse("0111-0000-0000-0000"));
        for bad in [
            "",
            "0000",
            "0000-0000-0000-000u",
            "0000-0000-0000-00000",
            "0000-0000-0000-0000-0000",
            "é000-0000-0000-000",
        ] {
            assert_eq!(RecoveryCode::parse(bad), None, "{bad}");
        }
        assert_ne!(RecoveryCode::generate(), code);
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }
}
