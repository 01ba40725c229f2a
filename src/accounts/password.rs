//! Passwords: hashed with Argon2id away from the async threads, never more at once than there is memory for, and
//! refused if they are easily guessed.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use crate::error::AppError;
use crate::i18n::{Message, MessageArg};

/// How many characters a password has at least (OWASP ASVS 5.0, 6.2.1).
pub const SHORTEST: usize = 8;

/// How many characters a password has at most: any passphrase fits, and hashing one costs nobody anything (6.2.9).
pub const LONGEST: usize = 200;

/// bcrypt reads no more than so many bytes; the old monolith cut passwords there.
const BCRYPT_READS: usize = 72;

/// Whether a password is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, but it should be hashed anew.
    RightButWeaklyHashed,
    Wrong,
}

/// Hashes and compares passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    /// Each hash takes 19 MiB and a core.
    permits: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { permits: Arc::new(Semaphore::new(cores.min(4))) }
    }
}

impl Passwords {
    /// Hashes a password.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the system has no random numbers.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        self.run(move || hash(&password)).await?.map_err(AppError::internal)
    }

    /// Compares a password with a hash. Without a hash it takes the same time and is wrong, so that nobody learns from
    /// the time which accounts there are.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the work could not be done at all.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<Verdict, AppError> {
        self.run(move || verify(&password, hash.as_deref())).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(AppError::internal)?;
        let worked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        worked.await.map_err(AppError::internal)
    }
}

fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

fn verify(password: &str, hash: Option<&str>) -> Verdict {
    let bytes = password.as_bytes();
    match hash {
        Some(hash) if hash.starts_with("$2") => {
            let read = &bytes[..bytes.len().min(BCRYPT_READS)];
            if bcrypt::verify(read, hash).unwrap_or(false) { Verdict::RightButWeaklyHashed } else { Verdict::Wrong }
        }
        Some(hash) => match PasswordHash::new(hash) {
            Ok(hash) if Argon2::default().verify_password(bytes, &hash).is_ok() => Verdict::Right,
            _ => Verdict::Wrong,
        },
        None => {
            // The result does not matter, only that it took as long as comparing would have.
            let _ = std::hint::black_box(self::hash(password));
            Verdict::Wrong
        }
    }
}

/// What is wrong with a new password, if anything: length, or that it is among those guessed first. `known` are words
/// an attacker would try for this person, such as their name.
#[must_use]
pub fn complaint(password: &str, known: &[&str]) -> Option<Message> {
    let length = password.chars().count();
    if length == 0 {
        return Some(Message::new("error-password-empty"));
    }
    if length < SHORTEST {
        return Some(Message::new("error-password-short").with("min", MessageArg::Number(8)));
    }
    if length > LONGEST {
        return Some(Message::new("error-password-long").with("max", MessageArg::Number(200)));
    }
    // The estimate takes time that grows with the square of the length, and nobody's first guesses are so long.
    let head: String = password.chars().take(64).collect();
    let mut known = known.to_vec();
    known.extend(["tripmgmt", "trip management", "trip"]);
    (zxcvbn::zxcvbn(&head, &known).score() < zxcvbn::Score::Two).then(|| Message::new("error-password-common"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_for_its_own_hash_alone() {
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify("correct horse", Some(&stored)), Verdict::Right);
        assert_eq!(verify("correct horsf", Some(&stored)), Verdict::Wrong);
        assert_eq!(verify("correct horse", None), Verdict::Wrong);
        assert_eq!(verify("", Some("not a hash")), Verdict::Wrong);
    }

    #[test]
    fn the_old_monoliths_hashes_are_understood_and_due_for_an_upgrade() {
        let old = bcrypt::hash("admin", 4).unwrap().replacen("$2b$", "$2a$", 1);
        assert_eq!(verify("admin", Some(&old)), Verdict::RightButWeaklyHashed);
        assert_eq!(verify("Admin", Some(&old)), Verdict::Wrong);
        let long = "é".repeat(60);
        let old = bcrypt::hash(&long.as_bytes()[..72], 4).unwrap();
        assert_eq!(verify(&long, Some(&old)), Verdict::RightButWeaklyHashed);
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for common in ["password1", "qwertyuiop", "iloveyou", "tripmgmt1", "amelie.ndongo", "aaaaaaaaaaaa", "12345678"]
        {
            let complaint = complaint(common, &["amelie.ndongo"]).unwrap_or_else(|| panic!("{common} was taken"));
            assert_eq!(complaint.key(), "error-password-common", "{common}");
        }
        assert_eq!(complaint("short", &[]).unwrap().key(), "error-password-short");
        assert_eq!(complaint(&"long enough ".repeat(20), &[]).unwrap().key(), "error-password-long");
        for good in
            ["SuperSecretPGSqlPwd##2006", "correct horse battery", &"x1 y2 ".repeat(33), "пароль из слов и букв"]
        {
            assert_eq!(complaint(good, &["amelie"]), None, "{good}");
        }
    }
}
